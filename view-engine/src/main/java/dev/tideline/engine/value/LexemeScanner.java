package dev.tideline.engine.value;

import java.util.Arrays;

/**
 * Reads the words of the text forms of tsvector and tsquery: bare ones, which end at white space or a colon, and quoted ones; in a vector
 * with the positions behind the colon.
 */
final class LexemeScanner {

    private static final char END = 0;

    private final String text;
    private final boolean query;
    private final boolean printed;
    /** Before version 18 it was up to the database's locale which characters beyond ASCII are white space. */
    private final boolean asciiSpaces;

    private final StringBuilder word = new StringBuilder();
    private char[] entries = new char[4];
    private int entryCount;
    private int at;

    /**
     * @param query whether operators end bare words, and colons leave what is behind them to the caller
     * @param printed whether PostgreSQL printed the text, so that nothing in it is wrong
     */
    LexemeScanner(String text, boolean query, boolean printed, boolean asciiSpaces) {
        this.text = text;
        this.query = query;
        this.printed = printed;
        this.asciiSpaces = asciiSpaces;
    }

    int at() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    /** The character here, 0 at the end. */
    char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    /** Whether there is white space here. */
    boolean atSpace() {
        char c = peek();
        if (c >= 0x80
                && !asciiSpaces
                && !printed
                && (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85)) {
            throw SqlError.notSupported(
                    "whether U+%04X outside of quotes is white space is up to the locale of the source's database"
                            .formatted((int) c));
        }
        return PgChars.isSpace(c);
    }

    /** Reads the next word; false if only white space is left. */
    boolean next() {
        while (atSpace()) {
            at++;
        }
        if (peek() == END) {
            return false;
        }
        word.setLength(0);
        entryCount = 0;
        if (peek() == '\'') {
            at++;
            quoted();
        } else {
            bare();
        }
        return true;
    }

    /** The word that was read. */
    String word() {
        return word.toString();
    }

    /** The positions behind it, as they stand there. */
    char[] entries() {
        return Arrays.copyOf(entries, entryCount);
    }

    private void bare() {
        if (query && isOperator(peek())) {
            throw syntaxError();
        }
        for (boolean first = true; ; first = false) {
            char c = peek();
            if (c == '\\') {
                escaped();
            } else if (!first && (c == END || atSpace() || query && isOperator(c))) {
                return;
            } else if (!first && c == ':') {
                if (!query) {
                    at++;
                    positions();
                }
                return;
            } else {
                append();
            }
        }
    }

    private void quoted() {
        while (true) {
            char c = peek();
            if (c == END) {
                throw syntaxError();
            } else if (c == '\\') {
                escaped();
            } else if (c != '\'') {
                append();
            } else {
                at++;
                if (peek() != '\'') {
                    break;
                }
                append();
            }
        }
        if (word.isEmpty() && !printed) {
            throw syntaxError();
        }
        if (!query && peek() == ':') {
            at++;
            positions();
        }
    }

    private void append() {
        word.append(text.charAt(at++));
    }

    private void escaped() {
        at++;
        if (peek() == END) {
            throw new SqlError("42601", "there is no escaped character: \"" + text + "\"");
        }
        append();
    }

    /** Numbers between commas, each with a weight, which may stand anywhere behind the first digit. */
    private void positions() {
        do {
            if (!PgChars.isDigit(peek())) {
                throw syntaxError();
            }
            int position = position();
            if ((position & PgTsVector.LAST_POSITION) == 0 && !printed) {
                throw new SqlError("42601", "wrong position info in tsvector: \"" + text + "\"");
            }
            add(PgTsVector.entry(position, weight()));
        } while (peek() == ',' && at++ < text.length());
    }

    /** As C reads a number: cut to 32 bits. */
    private int position() {
        long number = 0;
        for (int i = at; i < text.length() && PgChars.isDigit(text.charAt(i)); i++) {
            int digit = text.charAt(i) - '0';
            number = number > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : number * 10 + digit;
        }
        return Math.min((int) number, PgTsVector.LAST_POSITION);
    }

    /** Goes on to the comma, white space or end behind the position. */
    private int weight() {
        int weight = 0;
        for (char c = peek(); c != ',' && c != END && !atSpace(); c = peek()) {
            int found = c == '*' ? 3 : "dcba".indexOf(PgChars.toLower(c));
            if (found >= 0 && weight == 0) {
                weight = found;
            } else if (!PgChars.isDigit(c)) {
                throw syntaxError();
            }
            at++;
        }
        return weight;
    }

    private void add(char entry) {
        if (entryCount == entries.length) {
            entries = Arrays.copyOf(entries, 2 * entryCount);
        }
        entries[entryCount++] = entry;
    }

    static boolean isOperator(char c) {
        return c == '!' || c == '&' || c == '|' || c == '(' || c == ')' || c == '<';
    }

    SqlError syntaxError() {
        return new SqlError("42601", "syntax error in " + (query ? "tsquery" : "tsvector") + ": \"" + text + "\"");
    }
}
