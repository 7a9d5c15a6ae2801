package dev.tideline.engine.regex;

/**
 * How a pattern is to be read.
 *
 * @param extended extended syntax, not basic
 * @param advanced PostgreSQL's own syntax on top of the extended one
 * @param quoted the pattern is a literal text
 * @param ignoringCase upper and lower case are the same
 * @param expanded white space and comments in the pattern mean nothing
 * @param newlineStops a dot and a complemented bracket do not match a newline
 * @param newlineAnchors a circumflex matches behind a newline, a dollar sign before it
 */
public record RegexOptions(
        boolean extended,
        boolean advanced,
        boolean quoted,
        boolean ignoringCase,
        boolean expanded,
        boolean newlineStops,
        boolean newlineAnchors) {

    /** Advanced syntax and nothing else, the default of all functions. */
    public static final RegexOptions ADVANCED = new RegexOptions(true, true, false, false, false, false, false);

    /** The same, ignoring case. */
    public static final RegexOptions ADVANCED_IGNORING_CASE = ADVANCED.withCase(true);

    public RegexOptions withSyntax(boolean newExtended, boolean newAdvanced, boolean newQuoted) {
        return new RegexOptions(
                newExtended, newAdvanced, newQuoted, ignoringCase, expanded, newlineStops, newlineAnchors);
    }

    public RegexOptions withCase(boolean newIgnoringCase) {
        return new RegexOptions(extended, advanced, quoted, newIgnoringCase, expanded, newlineStops, newlineAnchors);
    }

    public RegexOptions withExpanded(boolean newExpanded) {
        return new RegexOptions(extended, advanced, quoted, ignoringCase, newExpanded, newlineStops, newlineAnchors);
    }

    public RegexOptions withNewlines(boolean stops, boolean anchors) {
        return new RegexOptions(extended, advanced, quoted, ignoringCase, expanded, stops, anchors);
    }

    /** Options that contradict each other. */
    boolean invalid() {
        return quoted && (extended || advanced || expanded || newlineStops || newlineAnchors) || advanced && !extended;
    }
}
