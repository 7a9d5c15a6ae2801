package dev.tideline.ingest.snapshot;

/** A wish that cannot be met before somebody changes something: why, and what would help. */
final class Refusal extends Exception {

    private final String hint;

    Refusal(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
