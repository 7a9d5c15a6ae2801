package dev.tideline.engine.value;

import dev.tideline.engine.value.PgRange.Bound;

/** The text form of ranges: {@code [1,5)}, {@code empty}, bounds in quotes where they need it. */
final class RangeText {

    private final String text;
    private int at;
    private boolean infinite;

    RangeText(String text) {
        this.text = text;
    }

    static String print(PgRange range, TypeSemantics element, SessionSettings session) {
        if (range.isEmpty()) {
            return "empty";
        }
        return (range.lower().inclusive() ? "[" : "(")
                + print(range.lower(), element, session)
                + ","
                + print(range.upper(), element, session)
                + (range.upper().inclusive() ? "]" : ")");
    }

    private static String print(Bound bound, TypeSemantics element, SessionSettings session) {
        if (bound.infinite()) {
            return "";
        }
        String value = element.toText(bound.value(), session);
        boolean quoted =
                value.isEmpty() || value.chars().anyMatch(c -> "\"\\()[],".indexOf(c) >= 0 || PgChars.isSpace(c));
        return quoted ? '"' + value.replace("\\", "\\\\").replace("\"", "\"\"") + '"' : value;
    }

    PgRange parse(Ranges ranges, SessionSettings session) {
        skipSpace();
        if (text.regionMatches(true, at, "empty", 0, 5)) {
            at += 5;
            end();
            return PgRange.EMPTY;
        }
        boolean lowerInclusive = peek() == '[';
        if (!lowerInclusive && peek() != '(') {
            throw malformed();
        }
        at++;
        String lower = bound();
        boolean lowerInfinite = infinite;
        if (peek() != ',') {
            throw malformed();
        }
        at++;
        String upper = bound();
        boolean upperInfinite = infinite;
        boolean upperInclusive = peek() == ']';
        if (!upperInclusive && peek() != ')') {
            throw malformed();
        }
        at++;
        end();
        var element = ranges.element();
        var from = lowerInfinite ? null : element.fromText(lower, session);
        var to = upperInfinite ? null : element.fromText(upper, session);
        return ranges.of(from, lowerInclusive, to, upperInclusive);
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private void skipSpace() {
        while (PgChars.isSpace(peek())) {
            at++;
        }
    }

    private void end() {
        skipSpace();
        if (at != text.length()) {
            throw malformed();
        }
    }

    private static boolean endsBound(int c) {
        return c == ',' || c == ')' || c == ']';
    }

    /** The text of a bound; without any character it is infinite. */
    private String bound() {
        infinite = endsBound(peek());
        var bound = new StringBuilder();
        boolean quoted = false;
        while (quoted || !endsBound(peek())) {
            int c = next();
            if (c == '\\') {
                bound.append((char) next());
            } else if (c == '"' && quoted && peek() == '"') {
                bound.append((char) next());
            } else if (c == '"') {
                quoted = !quoted;
            } else {
                bound.append((char) c);
            }
        }
        return bound.toString();
    }

    private int next() {
        if (at == text.length()) {
            throw malformed();
        }
        return text.charAt(at++);
    }

    private SqlError malformed() {
        return new SqlError("22P02", "malformed range literal: \"" + text + "\"");
    }
}
