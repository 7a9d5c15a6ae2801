package dev.tideline.engine.function;

/** The code of a function, bound to one call. A strict function never sees a null. */
public interface Body {

    /** No argument. */
    @FunctionalInterface
    interface Nullary extends Body {
        Object apply();
    }

    /** One argument. */
    @FunctionalInterface
    interface Unary extends Body {
        Object apply(Object argument);
    }

    /** Two arguments. */
    @FunctionalInterface
    interface Binary extends Body {
        Object apply(Object left, Object right);
    }

    /** Three arguments. */
    @FunctionalInterface
    interface Ternary extends Body {
        Object apply(Object first, Object second, Object third);
    }

    /** Any number of arguments. */
    @FunctionalInterface
    interface Variadic extends Body {
        Object apply(Object[] arguments);
    }
}
