package dev.tideline.engine.value;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code {[1,3),[5,7)}}: cuts the ranges out, as loosely as PostgreSQL does, and reads them one by one. */
final class MultirangeText {

    private final String text;
    private int at;

    MultirangeText(String text) {
        this.text = text;
    }

    List<PgRange> parse(RangeSemantics range, SessionSettings session) {
        var ranges = new ArrayList<PgRange>();
        skipSpace();
        if (next() != '{') {
            throw malformed();
        }
        skipSpace();
        boolean more = peek() != '}';
        if (!more) {
            at++;
        }
        while (more) {
            skipSpace();
            if (text.regionMatches(true, at, "empty", 0, 5)) {
                at += 5;
            } else {
                ranges.add((PgRange) range.fromText(range(), session));
            }
            skipSpace();
            int c = next();
            if (c != ',' && c != '}') {
                throw malformed();
            }
            more = c == ',';
        }
        skipSpace();
        if (at != text.length()) {
            throw malformed();
        }
        return ranges;
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private int next() {
        if (at == text.length()) {
            throw malformed();
        }
        return text.charAt(at++);
    }

    private void skipSpace() {
        while (PgChars.isSpace(peek())) {
            at++;
        }
    }

    /** The text of a range, up to the first bracket that closes it and is neither quoted nor escaped. */
    private String range() {
        int start = at;
        int first = next();
        if (first != '[' && first != '(') {
            throw malformed();
        }
        boolean quoted = false;
        while (true) {
            int c = next();
            if (c == '\\') {
                skipSpace();
                next();
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ']' || c == ')')) {
                return text.substring(start, at);
            }
        }
    }

    private SqlError malformed() {
        return new SqlError("22P02", "malformed multirange literal: \"" + text + "\"");
    }
}
