package dev.tideline.engine.fuzz;

import dev.tideline.engine.sql.Fidelity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A query's answer as rows of texts, comparable as exactly as each column allows: byte for byte, by the type's equality (the texts are
 * those of representatives then), within a tolerance, or not at all where tied rows decide.
 *
 * @param rows null for SQL NULL
 */
record Answer(List<String[]> rows, List<Fidelity> fidelity) {

    private static final double TOLERANCE = 1e-5;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]*)?(e[-+]?[0-9]+)?");
    private static final Set<String> SPECIAL_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

    /** What differs, in a few lines; empty if nothing does. */
    String differences(Answer expected) {
        if (fidelity.contains(Fidelity.TIED_ROWS)) {
            return "";
        }
        var ours = sorted();
        var theirs = expected.sorted();
        if (ours.size() == theirs.size()) {
            boolean same = true;
            for (int i = 0; i < ours.size(); i++) {
                same &= matches(ours.get(i), theirs.get(i));
            }
            if (same) {
                return "";
            }
        }
        return "ours:\n" + show(ours) + "PostgreSQL's:\n" + show(theirs);
    }

    private boolean matches(String[] ours, String[] theirs) {
        for (int i = 0; i < ours.length; i++) {
            if (fidelity.get(i) == Fidelity.TIED) {
                continue;
            }
            if (!isNumber(ours[i]) || !isNumber(theirs[i]) || fidelity.get(i) != Fidelity.APPROXIMATE) {
                if (!Objects.equals(ours[i], theirs[i])) {
                    return false;
                }
                continue;
            }
            if (!isNumber(ours[i]) || !isNumber(theirs[i])) {
                if (!ours[i].equals(theirs[i])) {
                    return false;
                }
                continue;
            }
            double a = Double.parseDouble(ours[i]);
            double b = Double.parseDouble(theirs[i]);
            boolean close = a == b
                    || Double.isNaN(a) && Double.isNaN(b)
                    || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a) + Math.abs(b));
            if (!close) {
                return false;
            }
        }
        return true;
    }

    /** Exact columns first, so that approximate ones only order what is else the same. */
    private List<String[]> sorted() {
        var order = new ArrayList<Integer>();
        for (var wanted : List.of(false, true)) {
            for (int i = 0; i < fidelity.size(); i++) {
                if (fidelity.get(i) != Fidelity.TIED && wanted == (fidelity.get(i) == Fidelity.APPROXIMATE)) {
                    order.add(i);
                }
            }
        }
        var sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(row -> order.stream()
                .map(i -> row[i] == null
                        ? ""
                        : fidelity.get(i) == Fidelity.APPROXIMATE && isNumber(row[i]) ? number(row[i]) : "'" + row[i])
                .toList()
                .toString()));
        return sorted;
    }

    /** A comparison with an approximate number, say, is approximate, and none itself. */
    private static boolean isNumber(String text) {
        return text != null && (NUMBER.matcher(text).matches() || SPECIAL_NUMBERS.contains(text));
    }

    private static String number(String text) {
        return String.format("%020d", Math.round((Double.parseDouble(text) + 1e9) * 1e4));
    }

    private static String show(List<String[]> rows) {
        var text = new StringBuilder();
        rows.stream()
                .limit(30)
                .forEach(row -> text.append("  ").append(Arrays.toString(row)).append('\n'));
        return text.toString();
    }
}
