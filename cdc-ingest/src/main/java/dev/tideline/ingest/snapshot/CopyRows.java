package dev.tideline.ingest.snapshot;

import java.nio.charset.StandardCharsets;

/** Takes the rows of COPY's text format apart. */
final class CopyRows {

    private final int columns;
    private final String[] row;
    private byte[] unescaped = new byte[256];

    CopyRows(int columns) {
        this.columns = columns;
        this.row = new String[columns];
    }

    /**
     * Splits one line, with its line end, into PostgreSQL's text of each column.
     *
     * @return null for NULL; the array is used again for the next row
     */
    String[] parse(byte[] line) {
        int end = line.length;
        if (end > 0 && line[end - 1] == '\n') {
            end--;
        }
        int from = 0;
        for (int column = 0; column < columns; column++) {
            int to = from;
            boolean escaped = false;
            while (to < end && line[to] != '\t') {
                escaped |= line[to] == '\\';
                to++;
            }
            row[column] =
                    escaped ? unescape(line, from, to) : new String(line, from, to - from, StandardCharsets.UTF_8);
            from = to + 1;
        }
        if (columns > 0 && from != end + 1) {
            throw new IllegalStateException("a row of COPY has another number of columns than asked for");
        }
        return row;
    }

    private String unescape(byte[] line, int from, int to) {
        if (to - from == 2 && line[from + 1] == 'N') {
            return null;
        }
        if (unescaped.length < to - from) {
            unescaped = new byte[Math.max(to - from, 2 * unescaped.length)];
        }
        int length = 0;
        for (int at = from; at < to; at++) {
            byte b = line[at];
            if (b == '\\') {
                b = meaning(line[++at]);
            }
            unescaped[length++] = b;
        }
        return new String(unescaped, 0, length, StandardCharsets.UTF_8);
    }

    private static byte meaning(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> escape;
        };
    }
}
