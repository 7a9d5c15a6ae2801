package dev.tideline.engine.function;

import dev.tideline.engine.regex.Regex;
import dev.tideline.engine.regex.RegexLocale;
import dev.tideline.engine.regex.RegexOptions;
import dev.tideline.engine.regex.RegexSyntaxException;
import dev.tideline.engine.value.SqlError;
import java.util.LinkedHashMap;
import java.util.Map;

/** The regular expressions of one call: compiled under its collation, and kept. */
final class RegexCall {

    /** So many expressions are kept, for calls whose pattern is no constant. */
    private static final int KEPT = 64;

    private record Key(String pattern, RegexOptions options) {}

    private final Map<Key, Regex> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Regex> eldest) {
            return size() > KEPT;
        }
    };

    private final RegexLocale locale;

    /**
     * @throws UnsupportedCallException if a pattern could need to know what the collation's letters are, and nobody knows
     */
    RegexCall(CallSite site, int patternArgument, RegexOptions options) {
        this(site, (String) site.constants().get(patternArgument), options);
    }

    private RegexCall(CallSite site, String knownPattern, RegexOptions knownOptions) {
        var collation = site.collation();
        if (collation != null && !collation.deterministic()) {
            throw new UnsupportedCallException(
                    "regular expressions are not supported under a nondeterministic collation");
        }
        this.locale = collation != null && collation.asciiCase()
                ? RegexLocale.ASCII
                : SourceLetters.of(site, knownPattern, knownOptions);
    }

    /** For a function that takes flags, too, if it has that many arguments. */
    static RegexCall withFlags(CallSite site, int patternArgument, int flagsArgument) {
        var pattern = (String) site.constants().get(patternArgument);
        if (site.arguments().size() <= flagsArgument) {
            return new RegexCall(site, pattern, RegexOptions.ADVANCED);
        }
        var flags = (String) site.constants().get(flagsArgument);
        return new RegexCall(site, flags == null ? null : pattern, flags == null ? null : knownOptions(flags));
    }

    private static RegexOptions knownOptions(String flags) {
        try {
            return RegexFlags.of(flags).options();
        } catch (SqlError e) {
            // Each evaluation will say so.
            return RegexOptions.ADVANCED;
        }
    }

    /** For a function whose pattern is one of SIMILAR TO. */
    static RegexCall ofSimilar(CallSite site, int patternArgument, int escapeArgument) {
        var pattern = (String) site.constants().get(patternArgument);
        var escape = (String) site.constants().get(escapeArgument);
        String known = null;
        if (pattern != null && escape != null) {
            try {
                known = SimilarPattern.toRegex(pattern, escape);
            } catch (SqlError e) {
                known = "";
            }
        }
        return new RegexCall(site, known, RegexOptions.ADVANCED);
    }

    synchronized Regex regex(String pattern, RegexOptions options) {
        var key = new Key(pattern, options);
        var known = compiled.get(key);
        if (known == null) {
            known = compile(pattern, options);
            compiled.put(key, known);
        }
        return known;
    }

    private Regex compile(String pattern, RegexOptions options) {
        try {
            return new Regex(pattern, options, locale);
        } catch (RegexSyntaxException e) {
            throw new SqlError("2201B", "invalid regular expression: " + e.getMessage());
        }
    }
}
