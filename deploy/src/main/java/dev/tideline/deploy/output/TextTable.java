package dev.tideline.deploy.output;

import java.util.ArrayList;
import java.util.List;

/** A table in columns; numbers (columns whose cells are all digits and separators) are set to the right. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... head) {
        this.head = List.of(head);
    }

    public TextTable row(String... cells) {
        return row(List.of(cells));
    }

    public TextTable row(List<String> cells) {
        if (cells.size() != head.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + head.size() + " columns");
        }
        rows.add(cells);
        return this;
    }

    /** One line per row; the head in bold. Cells may hold colour codes: they take no width. */
    public List<String> lines(Palette palette) {
        var widths = new int[head.size()];
        var numeric = new boolean[head.size()];
        for (int column = 0; column < head.size(); column++) {
            widths[column] = width(head.get(column));
            numeric[column] = !rows.isEmpty();
            for (var row : rows) {
                widths[column] = Math.max(widths[column], width(row.get(column)));
                numeric[column] &= isNumber(row.get(column));
            }
        }
        var lines = new ArrayList<String>();
        lines.add(palette.bold(line(head, widths, numeric)));
        rows.forEach(row -> lines.add(line(row, widths, numeric)));
        return lines;
    }

    public String text(Palette palette) {
        return String.join("\n", lines(palette)) + "\n";
    }

    private static String line(List<String> cells, int[] widths, boolean[] numeric) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            var padding = " ".repeat(widths[column] - width(cells.get(column)));
            line.append(column == 0 ? "" : GAP)
                    .append(numeric[column] ? padding : "")
                    .append(cells.get(column))
                    .append(numeric[column] ? "" : padding);
        }
        return line.toString().stripTrailing();
    }

    private static boolean isNumber(String cell) {
        return withoutColours(cell).matches("[-+]?[\\d,.]+|-|");
    }

    static int width(String cell) {
        return (int) withoutColours(cell).codePoints().count();
    }

    private static String withoutColours(String cell) {
        return cell.indexOf('\u001b') < 0 ? cell : cell.replaceAll("\u001b\\[[0-9;]*m", "");
    }
}
