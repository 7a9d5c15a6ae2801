package dev.tideline.schemas.diagnostics;

import java.util.ArrayList;
import java.util.List;

/**
 * A source line made fit for a terminal: tabs as spaces, no control characters, secrets hidden, cut around the caret.
 *
 * @param text what is printed
 * @param caret terminal columns between the start of {@code text} and the caret
 */
record ShownLine(String text, int caret) {

    static final int REPLACEMENT = 0xFFFD;
    static final int NARROWEST = 20;

    private static final int TAB_WIDTH = 4;
    private static final String ELLIPSIS = "…";

    /** One character of the line as it is printed, and the terminal columns it takes. */
    private record Cell(String shown, int width) {}

    /** Line and caret of {@code where}, at most {@code width} columns wide. */
    static ShownLine of(SourceText source, SourcePosition where, int width) {
        String line = source.line(where.line());
        int hiddenFrom = SecretMask.hiddenFrom(source, where.line());
        List<Cell> cells = cells(line.substring(0, hiddenFrom));
        if (hiddenFrom < line.length()) {
            SecretMask.MASK.chars().forEach(c -> cells.add(new Cell(Character.toString(c), 1)));
        }
        int lastCaret = line.codePointCount(0, hiddenFrom);
        return cut(cells, Math.min(where.column() - 1, lastCaret), width);
    }

    private static List<Cell> cells(String line) {
        var cells = new ArrayList<Cell>();
        line.codePoints().forEach(c -> {
            if (c == '\t') {
                cells.add(new Cell(" ".repeat(TAB_WIDTH), TAB_WIDTH));
            } else if (Character.isISOControl(c) || isInvisible(c)) {
                cells.add(new Cell(Character.toString(REPLACEMENT), 1));
            } else {
                cells.add(new Cell(Character.toString(c), columnsOf(c)));
            }
        });
        return cells;
    }

    /** Characters that would turn round or hide what follows them. */
    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static int columnsOf(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0x1F300 && c <= 0x1FAFF
                || c >= 0x20000 && c <= 0x3FFFD;
        return wide ? 2 : 1;
    }

    private static ShownLine cut(List<Cell> cells, int caret, int width) {
        int[] columnsBefore = new int[cells.size() + 1];
        for (int i = 0; i < cells.size(); i++) {
            columnsBefore[i + 1] = columnsBefore[i] + cells.get(i).width();
        }
        int total = columnsBefore[cells.size()];
        int caretIndex = Math.min(caret, cells.size());
        int from = 0;
        if (total > width) {
            // A third of the width before the caret says where we are, the rest is for what stands at it.
            while (columnsBefore[caretIndex] - columnsBefore[from] > width / 3
                    && total - columnsBefore[from] > width - ELLIPSIS.length()) {
                from++;
            }
        }
        int cutBefore = from > 0 ? ELLIPSIS.length() : 0;
        int room = width - cutBefore;
        int to = cells.size();
        if (total - columnsBefore[from] > room) {
            to = from;
            while (columnsBefore[to + 1] - columnsBefore[from] <= room - ELLIPSIS.length()) {
                to++;
            }
        }
        var shown = new StringBuilder(from > 0 ? ELLIPSIS : "");
        cells.subList(from, to).forEach(cell -> shown.append(cell.shown()));
        if (to < cells.size()) {
            shown.append(ELLIPSIS);
        }
        return new ShownLine(shown.toString(), cutBefore + columnsBefore[caretIndex] - columnsBefore[from]);
    }
}
