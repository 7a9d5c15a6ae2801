package dev.tideline.deploy.output;

import java.io.PrintStream;

/**
 * Where a command's words go: data to standard output, everything else (diagnostics, progress) to standard error.
 *
 * @param json the user asked for one JSON object on standard output
 * @param terminal somebody looks at standard error, so that a line may be overwritten
 */
public record Console(PrintStream out, PrintStream err, boolean json, Palette palette, boolean terminal) {

    private static final String CLEAR_LINE = "\r\u001b[K";

    /** When colours are used. */
    public enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** The process's own streams; colours only where somebody looks, unless told otherwise, and never against NO_COLOR. */
    public static Console of(boolean json, Colour colour) {
        boolean terminal = isTerminal() && !"dumb".equals(System.getenv("TERM"));
        var noColour = System.getenv("NO_COLOR");
        boolean coloured =
                switch (colour) {
                    case ALWAYS -> true;
                    case NEVER -> false;
                    case AUTO -> terminal && (noColour == null || noColour.isEmpty());
                };
        return new Console(
                System.out, System.err, json, coloured ? Palette.COLOURED : Palette.PLAIN, terminal && !json);
    }

    /** The starting script knows; the JVM has a console from Java 22 on even where there is no terminal. */
    private static boolean isTerminal() {
        var told = System.getProperty("tideline.terminal");
        return told == null ? System.console() != null && Runtime.version().feature() < 22 : Boolean.parseBoolean(told);
    }

    /** How the user started us, for commands that they may copy. */
    public static String command() {
        return System.getProperty("tideline.command", "tideline");
    }

    /** A lasting line on standard error. */
    public void say(String line) {
        err.println((terminal ? CLEAR_LINE : "") + line);
        err.flush();
    }

    /** What is being waited for: the line is overwritten by the next one on a terminal, and a plain line elsewhere. */
    public void progress(String step) {
        if (terminal) {
            err.print(CLEAR_LINE + palette.dim(step + " …"));
        } else {
            err.println(step);
        }
        err.flush();
    }

    /** Removes a progress line, if there is one. */
    public void endProgress() {
        if (terminal) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
