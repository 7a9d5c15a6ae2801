package dev.tideline.deploy.output;

/** How a command ended, for shells and CI. */
public enum ExitCode {
    FINE(0),
    /** A bug of ours. */
    BUG(1),
    /** It could not be done: a bad flag, an unreadable configuration, a server that does not answer. */
    COULD_NOT(2),
    /** It was done, and found something: an invalid view, differences, an unhealthy installation. */
    FINDINGS(4),
    TIMED_OUT(5);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
