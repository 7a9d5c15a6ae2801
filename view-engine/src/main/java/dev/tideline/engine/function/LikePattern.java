package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;

/**
 * Matches LIKE patterns with the backslash as escape. A pattern that ends with a lone backslash is an error only if matching gets
 * that far, exactly as in PostgreSQL.
 */
final class LikePattern {

    /** How a match ended: ABORT says that no later start can match either. */
    private enum Outcome {
        MATCH,
        NO_MATCH,
        ABORT
    }

    private final String text;
    private final String pattern;

    private LikePattern(String text, String pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    static boolean matches(String text, String pattern) {
        return new LikePattern(text, pattern).match(0, 0) == Outcome.MATCH;
    }

    /** Whether nothing in the pattern is special but percent signs at its ends. */
    static boolean isPlain(String pattern) {
        int last = pattern.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = pattern.charAt(i);
            if (c == '_' || c == '\\' || c == '%' && i != 0 && i != last) {
                return false;
            }
        }
        return last >= 0;
    }

    private static SqlError lonelyEscape() {
        return new SqlError("22025", "LIKE pattern must not end with escape character");
    }

    private int next(int at) {
        return at + (Character.isHighSurrogate(text.charAt(at)) ? 2 : 1);
    }

    private Outcome match(int textStart, int patternStart) {
        int t = textStart;
        int p = patternStart;
        while (t < text.length() && p < pattern.length()) {
            char c = pattern.charAt(p);
            if (c == '%') {
                return matchRest(t, p + 1);
            }
            if (c == '_') {
                t = next(t);
                p++;
                continue;
            }
            if (c == '\\') {
                if (++p == pattern.length()) {
                    throw lonelyEscape();
                }
                c = pattern.charAt(p);
            }
            if (c != text.charAt(t)) {
                return Outcome.NO_MATCH;
            }
            t++;
            p++;
        }
        if (t < text.length()) {
            return Outcome.NO_MATCH;
        }
        while (p < pattern.length() && pattern.charAt(p) == '%') {
            p++;
        }
        return p == pattern.length() ? Outcome.MATCH : Outcome.ABORT;
    }

    /** Matches what follows a percent sign, trying every start. */
    private Outcome matchRest(int textStart, int patternStart) {
        int t = textStart;
        int p = patternStart;
        for (; p < pattern.length(); p++) {
            char c = pattern.charAt(p);
            if (c == '_') {
                if (t == text.length()) {
                    return Outcome.ABORT;
                }
                t = next(t);
            } else if (c != '%') {
                break;
            }
        }
        if (p == pattern.length()) {
            return Outcome.MATCH;
        }
        char first = pattern.charAt(p);
        if (first == '\\') {
            if (p + 1 == pattern.length()) {
                throw lonelyEscape();
            }
            first = pattern.charAt(p + 1);
        }
        while (t < text.length()) {
            if (text.charAt(t) == first) {
                var outcome = match(t, p);
                if (outcome != Outcome.NO_MATCH) {
                    return outcome;
                }
            }
            t = next(t);
        }
        return Outcome.ABORT;
    }
}
