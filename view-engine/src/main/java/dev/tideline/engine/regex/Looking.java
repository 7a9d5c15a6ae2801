package dev.tideline.engine.regex;

/** The four kinds of constraints that are expressions themselves. */
enum Looking {
    AHEAD,
    NOT_AHEAD,
    BEHIND,
    NOT_BEHIND;

    boolean behind() {
        return this == BEHIND || this == NOT_BEHIND;
    }

    boolean negative() {
        return this == NOT_AHEAD || this == NOT_BEHIND;
    }
}
