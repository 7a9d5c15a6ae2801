package dev.tideline.engine.function;

/** A call that we could not evaluate exactly, though we know the function: say, text ordered under an unknown collation. */
public final class UnsupportedCallException extends IllegalArgumentException {

    public UnsupportedCallException(String message) {
        super(message);
    }
}
