package dev.tideline.schemas.config;

import dev.tideline.schemas.config.YamlNode.Scalar;
import dev.tideline.schemas.config.YamlNode.Style;
import java.util.Arrays;
import java.util.Map;

/**
 * Finds for every character of a scalar's value the character of the file that it comes from, by reading the scalar
 * again. A folded block ({@code >}) is not followed: its callers refuse it.
 */
final class ScalarOffsets {

    private static final Map<Character, Integer> HEX_ESCAPES = Map.of('x', 2, 'u', 4, 'U', 8);

    private final String source;
    private final String value;
    private final int[] offsets;
    private int at;
    private int filled;

    private ScalarOffsets(String source, Scalar scalar) {
        this.source = source;
        this.value = scalar.value();
        this.offsets = new int[value.length() + 1];
        this.at = scalar.offset();
    }

    /**
     * For each UTF-16 unit of the value, and for its end, an offset into {@code source}. Where the scalar cannot be
     * followed, every character is said to stand at its beginning.
     *
     * @param source the text of the whole file
     */
    static int[] of(String source, Scalar scalar) {
        var reader = new ScalarOffsets(source, scalar);
        boolean followed =
                switch (scalar.style()) {
                    case LITERAL -> reader.literal();
                    case PLAIN -> reader.flow(Style.PLAIN);
                    case SINGLE_QUOTED -> reader.quoted(Style.SINGLE_QUOTED);
                    case DOUBLE_QUOTED -> reader.quoted(Style.DOUBLE_QUOTED);
                    case FOLDED -> false;
                };
        if (!followed) {
            Arrays.fill(reader.offsets, scalar.offset());
        }
        return reader.offsets;
    }

    /** A line of the value is the end of its line in the file: in front of it there is nothing but the block's indentation. */
    private boolean literal() {
        int lineEnd = endOfLine(at);
        int from = 0;
        while (from < value.length()) {
            int newline = value.indexOf('\n', from);
            int to = newline < 0 ? value.length() : newline;
            int lineStart = startOfNextLine(lineEnd);
            lineEnd = endOfLine(lineStart);
            int start = lineEnd - (to - from);
            if (start < lineStart || !source.startsWith(value.substring(from, to), start)) {
                return false;
            }
            for (int i = from; i <= to; i++) {
                offsets[i] = start + i - from;
            }
            from = to + 1;
        }
        if (value.endsWith("\n")) {
            offsets[value.length()] = startOfNextLine(lineEnd);
        } else if (value.isEmpty()) {
            offsets[0] = lineEnd;
        }
        return true;
    }

    private boolean quoted(Style style) {
        at++;
        return flow(style);
    }

    private boolean flow(Style style) {
        while (filled < value.length() && at < source.length()) {
            char c = source.charAt(at);
            boolean followed;
            if (isBlank(c) || isBreak(c)) {
                followed = whitespace();
            } else if (style == Style.DOUBLE_QUOTED && c == '\\') {
                followed = escape();
            } else {
                boolean twice = style == Style.SINGLE_QUOTED && c == '\'';
                followed = put(c, at);
                at += twice ? 2 : 1;
            }
            if (!followed) {
                return false;
            }
        }
        offsets[value.length()] = at;
        return filled == value.length();
    }

    /** Blanks within a line stand for themselves; a line break becomes a space, n of them n - 1 line breaks. */
    private boolean whitespace() {
        int from = at;
        while (at < source.length() && isBlank(source.charAt(at))) {
            at++;
        }
        if (at == source.length() || !isBreak(source.charAt(at))) {
            for (int i = from; i < at && filled < value.length(); i++) {
                if (!put(source.charAt(i), i)) {
                    return false;
                }
            }
            return true;
        }
        int firstBreak = at;
        at = startOfNextLine(at);
        int emptyLines = emptyLines();
        return emptyLines > 0 || emptyLines == 0 && put(' ', firstBreak);
    }

    /** Skips to the next line with content; each empty line on the way is a line break of the value. Negative: not followed. */
    private int emptyLines() {
        int lines = 0;
        while (true) {
            int start = at;
            while (at < source.length() && isBlank(source.charAt(at))) {
                at++;
            }
            if (at == source.length() || !isBreak(source.charAt(at))) {
                return lines;
            }
            if (!put('\n', start)) {
                return Integer.MIN_VALUE;
            }
            at = startOfNextLine(at);
            lines++;
        }
    }

    private boolean escape() {
        int start = at++;
        char c = at < source.length() ? source.charAt(at) : '\0';
        if (isBreak(c)) {
            at = startOfNextLine(at);
            return emptyLines() >= 0;
        }
        Integer digits = HEX_ESCAPES.get(c);
        at += digits == null ? 1 : 1 + digits;
        // The parser has checked the escape; all we need is how many units it stands for.
        int units = Character.charCount(value.codePointAt(filled));
        boolean pair = units == 2 && c == 'U';
        return putAsIs(start) && (!pair || putAsIs(start));
    }

    private boolean put(char c, int offset) {
        return filled < value.length() && value.charAt(filled) == c && putAsIs(offset);
    }

    private boolean putAsIs(int offset) {
        if (filled == value.length()) {
            return false;
        }
        offsets[filled++] = offset;
        return true;
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < source.length() && !isBreak(source.charAt(end))) {
            end++;
        }
        return end;
    }

    private int startOfNextLine(int lineEnd) {
        if (lineEnd >= source.length()) {
            return source.length();
        }
        return source.startsWith("\r\n", lineEnd) ? lineEnd + 2 : lineEnd + 1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
