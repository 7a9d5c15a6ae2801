package dev.tideline.deploy.output;

/** Colours, or none. Meaning never hangs on colour alone. */
public enum Palette {
    COLOURED,
    PLAIN;

    private static final String RESET = "\u001b[0m";

    public String bold(String text) {
        return wrap("\u001b[1m", text);
    }

    public String dim(String text) {
        return wrap("\u001b[2m", text);
    }

    public String good(String text) {
        return wrap("\u001b[32m", text);
    }

    public String attention(String text) {
        return wrap("\u001b[33m", text);
    }

    public String bad(String text) {
        return wrap("\u001b[31m", text);
    }

    public String accent(String text) {
        return wrap("\u001b[36m", text);
    }

    private String wrap(String code, String text) {
        return this == COLOURED && !text.isEmpty() ? code + text + RESET : text;
    }
}
