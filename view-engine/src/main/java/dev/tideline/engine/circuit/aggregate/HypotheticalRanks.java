package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.expr.Function;

/** {@code rank}, {@code dense_rank}, {@code percent_rank} and {@code cume_dist} of a row that a group does not have, but might. */
public final class HypotheticalRanks {

    private HypotheticalRanks() {}

    /**
     * @param before rows that come before the row
     * @param distinctBefore the same, rows that are equal counted once
     * @param equal rows that are equal to it
     * @param count all rows
     */
    public static Object result(Function function, long before, long distinctBefore, long equal, long count) {
        return switch (function.name()) {
            case "rank" -> before + 1;
            case "dense_rank" -> distinctBefore + 1;
            case "percent_rank" -> count == 0 ? 0.0 : (double) before / count;
            default -> (double) (before + equal + 1) / (count + 1);
        };
    }
}
