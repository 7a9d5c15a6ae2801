package dev.tideline.engine.function;

import dev.tideline.engine.regex.Regex;
import dev.tideline.engine.regex.RegexOptions;
import dev.tideline.engine.value.JsonPath;
import dev.tideline.engine.value.JsonPathItem;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;

/** Under what rules the jsonpaths of one call are evaluated: the session's, and those of the database's letters. */
final class JsonPathRules {

    private final CallSite site;
    private final boolean zoned;
    private RegexCall regexes;

    private JsonPathRules(CallSite site, boolean zoned) {
        this.site = site;
        this.zoned = zoned;
    }

    /**
     * @param path if it is known beforehand, else null
     * @param zoned whether what depends on the session's time zone may be computed
     * @throws UnsupportedCallException if a pattern in the path could need to know what the database's letters are, and nobody knows
     */
    static JsonPathRules of(CallSite site, JsonPath path, boolean zoned) {
        var rules = new JsonPathRules(site, zoned);
        if (path != null) {
            path.root().parts().forEach(rules::check);
        }
        return rules;
    }

    private void check(JsonPathItem item) {
        if (item.value() instanceof JsonPathItem.Regex regex) {
            new RegexCall(site, regex.pattern(), options(regex));
        }
    }

    SessionSettings session() {
        return site.session();
    }

    boolean zoned() {
        return zoned;
    }

    /** The expression of a path; one that was not known beforehand, and cannot be exact, fails. */
    synchronized Regex regex(JsonPathItem.Regex regex) {
        try {
            if (regexes == null) {
                regexes = new RegexCall(site, "", RegexOptions.ADVANCED);
            }
            return regexes.regex(regex.pattern(), options(regex));
        } catch (UnsupportedCallException e) {
            throw SqlError.notSupported("like_regex in a jsonpath is not supported");
        }
    }

    private static RegexOptions options(JsonPathItem.Regex regex) {
        boolean ignoresCase = regex.flags().indexOf('i') >= 0;
        if (regex.flags().indexOf('q') >= 0) {
            return RegexOptions.ADVANCED.withSyntax(false, false, true).withCase(ignoresCase);
        }
        return RegexOptions.ADVANCED
                .withCase(ignoresCase)
                .withNewlines(regex.flags().indexOf('s') < 0, regex.flags().indexOf('m') >= 0);
    }
}
