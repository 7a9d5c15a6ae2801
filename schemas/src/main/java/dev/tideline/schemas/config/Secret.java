package dev.tideline.schemas.config;

/** A text that is never shown: {@link #toString()} hides it, and no log, error, status or metric may call {@link #reveal()}. */
public final class Secret {

    public static final Secret EMPTY = new Secret("");

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "" : "********";
    }
}
