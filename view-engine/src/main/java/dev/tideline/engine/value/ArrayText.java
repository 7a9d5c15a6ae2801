package dev.tideline.engine.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prints and reads arrays: {@code [0:1]={{1,NULL},{"a b",2}}}. */
final class ArrayText {

    private static final int MAX_DIMENSIONS = 6;
    private static final int MAX_SIZE = 134217727;

    private ArrayText() {}

    static String print(PgArray array, TypeSemantics element, SessionSettings session) {
        if (array.size() == 0) {
            return "{}";
        }
        var out = new StringBuilder();
        if (Arrays.stream(array.lowerBounds()).anyMatch(bound -> bound != 1)) {
            for (int i = 0; i < array.dimensions(); i++) {
                int lower = array.lowerBound(i);
                out.append('[')
                        .append(lower)
                        .append(':')
                        .append(lower + array.length(i) - 1)
                        .append(']');
            }
            out.append('=');
        }
        printDimension(array, 0, 0, element, session, out);
        return out.toString();
    }

    /** Prints one sub-array and returns the position behind its elements. */
    private static int printDimension(
            PgArray array, int dimension, int from, TypeSemantics element, SessionSettings session, StringBuilder out) {
        int position = from;
        out.append('{');
        for (int i = 0; i < array.length(dimension); i++) {
            out.append(i == 0 ? "" : ",");
            if (dimension + 1 < array.dimensions()) {
                position = printDimension(array, dimension + 1, position, element, session, out);
            } else {
                var value = array.get(position++);
                appendElement(out, value == null ? null : element.toText(value, session));
            }
        }
        out.append('}');
        return position;
    }

    private static void appendElement(StringBuilder out, String text) {
        if (text == null) {
            out.append("NULL");
            return;
        }
        if (!needsQuotes(text)) {
            out.append(text);
            return;
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('"');
    }

    private static boolean needsQuotes(String text) {
        if (text.isEmpty() || text.equalsIgnoreCase("null")) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c == '{' || c == '}' || c == ',' || PgChars.isSpace(c)) {
                return true;
            }
        }
        return false;
    }

    static PgArray parse(String text, TypeSemantics element, SessionSettings session) {
        return new Reader(text, element, session).read();
    }

    /** Reads one array literal. */
    private static final class Reader {

        private static final int UNKNOWN = -1;

        private final String text;
        private final TypeSemantics element;
        private final SessionSettings session;
        private final int[] lengths = new int[MAX_DIMENSIONS];
        private final int[] lowerBounds = new int[MAX_DIMENSIONS];
        private final List<Object> values = new ArrayList<>();
        private int at;
        private int dimensions;
        private boolean frozen;

        Reader(String text, TypeSemantics element, SessionSettings session) {
            this.text = text;
            this.element = element;
            this.session = session;
            Arrays.fill(lengths, UNKNOWN);
            Arrays.fill(lowerBounds, 1);
        }

        PgArray read() {
            readDimensions();
            if (dimensions > 0) {
                if (peek() != '=') {
                    throw malformed();
                }
                at++;
                skipSpace();
            }
            if (peek() != '{') {
                throw malformed();
            }
            frozen = dimensions > 0;
            readLevels();
            skipSpace();
            if (at != text.length()) {
                throw malformed();
            }
            if (values.isEmpty()) {
                return PgArray.of();
            }
            return new PgArray(
                    Arrays.copyOf(lengths, dimensions), Arrays.copyOf(lowerBounds, dimensions), values.toArray());
        }

        private SqlError malformed() {
            return new SqlError("22P02", "malformed array literal: \"" + text + "\"");
        }

        private static SqlError limit(String message) {
            return new SqlError("54000", message);
        }

        private SqlError tooManyDimensions() {
            String count = session.since(17) ? "" : " (" + (MAX_DIMENSIONS + 1) + ")";
            return limit(
                    "number of array dimensions" + count + " exceeds the maximum allowed (" + MAX_DIMENSIONS + ")");
        }

        private int peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private void skipSpace() {
            while (at < text.length() && isSpace(text.charAt(at))) {
                at++;
            }
        }

        private boolean isSpace(char c) {
            return PgChars.isSpace(c) && (c != '\u000B' || session.since(16));
        }

        private void readDimensions() {
            for (skipSpace(); peek() == '['; skipSpace()) {
                at++;
                if (dimensions >= MAX_DIMENSIONS) {
                    throw tooManyDimensions();
                }
                int lower = 1;
                int upper = readBound();
                if (peek() == ':') {
                    at++;
                    lower = upper;
                    upper = readBound();
                }
                if (peek() != ']') {
                    throw malformed();
                }
                at++;
                addDimension(lower, upper);
            }
        }

        private void addDimension(int lower, int upper) {
            if (upper < lower) {
                throw new SqlError("2202E", "upper bound cannot be less than lower bound");
            }
            if (upper == Integer.MAX_VALUE) {
                throw limit("array upper bound is too large: " + upper);
            }
            long length = (long) upper - lower + 1;
            if (length > Integer.MAX_VALUE) {
                throw limit("array size exceeds the maximum allowed (" + MAX_SIZE + ")");
            }
            lowerBounds[dimensions] = lower;
            lengths[dimensions++] = (int) length;
        }

        private int readBound() {
            int first = at;
            if (peek() == '-' || peek() == '+') {
                at++;
            }
            int digits = at;
            long value = 0;
            while (PgChars.isDigit(peek())) {
                value = Math.min(value * 10 + peek() - '0', Integer.MAX_VALUE + 2L);
                at++;
            }
            if (at == digits) {
                at = first;
                throw malformed();
            }
            value = text.charAt(first) == '-' ? -value : value;
            if (value != (int) value) {
                throw limit("array bound is out of integer range");
            }
            return (int) value;
        }

        private void readLevels() {
            var counts = new int[MAX_DIMENSIONS];
            int level = 0;
            boolean expectDelimiter = false;
            do {
                skipSpace();
                switch (peek()) {
                    case 0 -> throw malformed();
                    case '{' -> {
                        at++;
                        if (expectDelimiter) {
                            throw malformed();
                        }
                        openLevel(level);
                        counts[level++] = 0;
                    }
                    case '}' -> {
                        at++;
                        level--;
                        boolean emptyPart = counts[level] == 0 && level > 0 && !session.since(17);
                        if (counts[level] > 0 && !expectDelimiter || emptyPart) {
                            throw malformed();
                        }
                        if (level > 0) {
                            counts[level - 1]++;
                        }
                        closeLevel(level, counts[level]);
                        expectDelimiter = true;
                    }
                    case ',' -> {
                        at++;
                        if (!expectDelimiter) {
                            throw malformed();
                        }
                        expectDelimiter = false;
                    }
                    default -> {
                        readElement(level, expectDelimiter);
                        counts[level - 1]++;
                        expectDelimiter = true;
                    }
                }
            } while (level > 0);
        }

        private void openLevel(int level) {
            if (level >= MAX_DIMENSIONS) {
                throw tooManyDimensions();
            }
            if (level + 1 > dimensions) {
                if (frozen) {
                    throw malformed();
                }
                dimensions = level + 1;
            }
        }

        private void closeLevel(int level, int count) {
            if (lengths[level] < 0) {
                lengths[level] = count;
            } else if (lengths[level] != count) {
                throw malformed();
            }
        }

        private void readElement(int level, boolean expectDelimiter) {
            boolean quoted = peek() == '"';
            String word = quoted ? readQuoted() : readUnquoted();
            if (expectDelimiter) {
                throw malformed();
            }
            values.add(word == null ? null : element.fromText(word, session));
            frozen = true;
            if (level != dimensions) {
                throw malformed();
            }
        }

        private String readQuoted() {
            var word = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    skipSpace();
                    int next = peek();
                    if (next != ',' && next != '}' && next != '{') {
                        throw malformed();
                    }
                    return word.toString();
                }
                if (c == '\\' && ++at == text.length()) {
                    throw malformed();
                }
                word.append(text.charAt(at));
            }
            throw malformed();
        }

        /** Returns null for the word NULL. */
        private String readUnquoted() {
            var word = new StringBuilder();
            int length = 0;
            boolean escaped = false;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '{' || c == '"') {
                    throw malformed();
                }
                if (c == ',' || c == '}') {
                    word.setLength(length);
                    return !escaped && word.toString().equalsIgnoreCase("null") ? null : word.toString();
                }
                if (c == '\\') {
                    if (++at == text.length()) {
                        throw malformed();
                    }
                    escaped = true;
                    word.append(text.charAt(at));
                    length = word.length();
                } else {
                    word.append(c);
                    if (!isSpace(c)) {
                        length = word.length();
                    }
                }
            }
            throw malformed();
        }
    }
}
