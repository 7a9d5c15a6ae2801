package dev.tideline.deploy.verify;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Walks along two sorted streams of rows and counts the rows that have no partner on the other side. */
final class Comparison {

    private static final int EXAMPLES_MAX = 5;
    private static final int SHOWN_CHARACTERS_MAX = 200;

    /** Sums of doubles in another order differ in their last digits. */
    private static final double RELATIVE_TOLERANCE = 1e-9;

    /** The same for real, which has half as many digits. */
    private static final double RELATIVE_TOLERANCE_REAL = 1e-4;

    private final ComparedColumns columns;
    private final List<String> examples = new ArrayList<>();
    private long differences;

    Comparison(ComparedColumns columns) {
        this.columns = columns;
    }

    void run(RowStream source, RowStream target) throws SQLException {
        int keys = columns.keys().size();
        while (source.row() != null || target.row() != null) {
            int order = source.row() == null
                    ? 1
                    : target.row() == null ? -1 : RowOrder.compare(source.row(), target.row(), keys);
            if (order == 0 && !floatsAgree(source.row(), target.row())) {
                differ("expected", source.row());
                example("found   ", target.row());
                source.next();
                target.next();
            } else if (order < 0) {
                differ("missing ", source.row());
                source.next();
            } else if (order > 0) {
                differ("surplus ", target.row());
                target.next();
            } else {
                source.next();
                target.next();
            }
        }
    }

    long differences() {
        return differences;
    }

    List<String> examples() {
        return examples;
    }

    private boolean floatsAgree(String[] expected, String[] found) {
        int first = columns.keys().size();
        for (int i = 0; i < columns.floats().size(); i++) {
            double tolerance =
                    columns.floats().get(i).type().equals("real") ? RELATIVE_TOLERANCE_REAL : RELATIVE_TOLERANCE;
            if (!agree(expected[first + i], found[first + i], tolerance)) {
                return false;
            }
        }
        return true;
    }

    static boolean agree(String expected, String found, double tolerance) {
        if (expected == null || found == null) {
            return expected == found;
        }
        if (expected.equals(found)) {
            return true;
        }
        double a = Double.parseDouble(expected);
        double b = Double.parseDouble(found);
        return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
    }

    private void differ(String how, String[] row) {
        differences++;
        example(how, row);
    }

    private void example(String how, String[] row) {
        if (examples.size() >= EXAMPLES_MAX) {
            return;
        }
        var names = columns.names();
        var text = new StringBuilder(how);
        for (int column = 0; column < names.size(); column++) {
            text.append(column == 0 ? " " : ", ")
                    .append(names.get(column))
                    .append('=')
                    .append(row[column]);
        }
        examples.add(
                text.length() <= SHOWN_CHARACTERS_MAX
                        ? text.toString()
                        : text.substring(0, SHOWN_CHARACTERS_MAX) + "…");
    }
}
