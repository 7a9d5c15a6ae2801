package dev.tideline.schemas.diagnostics;

import java.util.Arrays;

/**
 * The text of a file that the user wrote, and where its lines begin. Lines end at LF, CR LF or a lone CR, as editors count
 * them.
 */
public final class SourceText {

    private final String name;
    private final String text;
    private final int[] lineStarts;

    /**
     * @param name the file as the user named it
     * @param text its content, without a byte order mark
     */
    public SourceText(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStartsOf(text);
    }

    /** The file as the user named it. */
    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public int lineCount() {
        return lineStarts.length;
    }

    /** Line {@code number} (from 1) without its end. */
    public String line(int number) {
        int start = lineStarts[number - 1];
        int end = number < lineStarts.length ? lineStarts[number] : text.length();
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The place of the character at {@code offset} (in UTF-16 units); offsets outside the text mean its nearest end. */
    public SourcePosition positionAt(int offset) {
        int inside = Math.max(0, Math.min(offset, text.length()));
        int found = Arrays.binarySearch(lineStarts, inside);
        int line = found >= 0 ? found : -found - 2;
        int column = text.codePointCount(lineStarts[line], inside);
        return new SourcePosition(name, line + 1, column + 1);
    }

    private static int[] lineStartsOf(String text) {
        var starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean endsLine = c == '\n' || c == '\r' && !text.startsWith("\n", i + 1);
            if (endsLine) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
