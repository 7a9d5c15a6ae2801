package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;

/** Turns the pattern of SIMILAR TO and of SQL's substring into a regular expression. */
final class SimilarPattern {

    private final int escape;
    private final StringBuilder out = new StringBuilder("^(?:");
    private boolean escaped;
    private int separators;
    private int brackets;
    /** 1 behind an opening bracket, 2 behind its circumflex, more behind any element. */
    private int placeInBracket;

    private SimilarPattern(String escape) {
        if (Characters.count(escape) > 1) {
            throw new SqlError("22025", "invalid escape string");
        }
        this.escape = escape.isEmpty() ? -1 : escape.codePointAt(0);
    }

    static String toRegex(String pattern, String escape) {
        return new SimilarPattern(escape).translated(pattern);
    }

    private String translated(String pattern) {
        for (int i = 0; i < pattern.length(); ) {
            int c = pattern.codePointAt(i);
            i += Character.charCount(c);
            if (escaped) {
                escaped(c);
            } else if (c == escape) {
                escaped = true;
            } else if (brackets > 0) {
                inBracket(c);
            } else {
                plain(c);
            }
        }
        return out.append(")$").toString();
    }

    private void escaped(int c) {
        escaped = false;
        if (c != '"' || brackets > 0) {
            out.append('\\').appendCodePoint(c);
            placeInBracket = 3;
            return;
        }
        switch (separators++) {
            // Each of the three parts gets a preference of its own: the first takes as little as it can.
            case 0 -> out.append("){1,1}?(");
            case 1 -> out.append("){1,1}(?:");
            default ->
                throw new SqlError(
                        "2200C", "SQL regular expression may not contain more than two escape-double-quote separators");
        }
    }

    private void inBracket(int c) {
        if (c == '\\') {
            out.append('\\');
        }
        out.appendCodePoint(c);
        if (c == ']' && placeInBracket > 2) {
            brackets--;
        } else if (c == '[') {
            brackets++;
            placeInBracket = 3;
        } else if (c == '^') {
            placeInBracket++;
        } else {
            placeInBracket = 3;
        }
    }

    private void plain(int c) {
        switch (c) {
            case '[' -> {
                out.append('[');
                brackets = 1;
                placeInBracket = 1;
            }
            case '%' -> out.append(".*");
            case '_' -> out.append('.');
            case '(' -> out.append("(?:");
            case '\\', '.', '^', '$' -> out.append('\\').append((char) c);
            default -> out.appendCodePoint(c);
        }
    }
}
