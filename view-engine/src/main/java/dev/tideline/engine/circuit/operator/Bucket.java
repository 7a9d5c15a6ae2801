package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.WeightedRows;
import dev.tideline.engine.value.Row;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of one key of an {@link Arrangement}, as far as the heap knows them, with their absolute weights. A complete bucket knows
 * them all; an incomplete one knows the rows that have changed and overrides what the state says of these. A weight of zero says that
 * the row is gone.
 */
final class Bucket {

    private static final int UNINDEXED = 8;

    private Row[] rows = new Row[2];
    private long[] weights = new long[2];
    private boolean[] dirty = new boolean[2];
    private int used;
    private Map<Row, Integer> index;
    private boolean complete;
    private boolean anyDirty;

    /** Receives rows until it returns false. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(Row row, long weight);
    }

    boolean complete() {
        return complete;
    }

    void markComplete() {
        complete = true;
    }

    boolean anyDirty() {
        return anyDirty;
    }

    /** How many rows the heap holds here. */
    int size() {
        return used;
    }

    boolean knows(Row row) {
        return complete || find(row) >= 0;
    }

    /** The weight of a row that is {@linkplain #knows known}. */
    long weight(Row row) {
        int position = find(row);
        return position < 0 ? 0 : weights[position];
    }

    /** A row as the state has it. */
    void load(Row row, long weight) {
        append(row, weight);
    }

    /** A row that has changed. */
    void set(Row row, long weight) {
        int position = find(row);
        if (position < 0) {
            append(row, weight);
            position = used - 1;
        }
        weights[position] = weight;
        dirty[position] = true;
        anyDirty = true;
    }

    /** Visits the rows present; false if the visitor stopped. */
    boolean visit(Visitor visitor) {
        for (int i = 0; i < used; i++) {
            if (weights[i] != 0 && !visitor.visit(rows[i], weights[i])) {
                return false;
            }
        }
        return true;
    }

    /** Hands out the changed rows and forgets what need not be known: rows that are gone, and in an incomplete bucket all rows. */
    void clean(WeightedRows changed) {
        int kept = 0;
        for (int i = 0; i < used; i++) {
            if (dirty[i]) {
                changed.accept(rows[i], weights[i]);
            }
            if (complete && weights[i] != 0) {
                rows[kept] = rows[i];
                weights[kept] = weights[i];
                kept++;
            }
        }
        Arrays.fill(rows, kept, used, null);
        Arrays.fill(dirty, false);
        used = kept;
        index = null;
        anyDirty = false;
    }

    private int find(Row row) {
        if (used > UNINDEXED) {
            if (index == null) {
                index = new HashMap<>();
                for (int i = 0; i < used; i++) {
                    index.put(rows[i], i);
                }
            }
            return index.getOrDefault(row, -1);
        }
        for (int i = 0; i < used; i++) {
            if (rows[i].equals(row)) {
                return i;
            }
        }
        return -1;
    }

    private void append(Row row, long weight) {
        if (used == rows.length) {
            rows = Arrays.copyOf(rows, used * 2);
            weights = Arrays.copyOf(weights, used * 2);
            dirty = Arrays.copyOf(dirty, used * 2);
        }
        rows[used] = row;
        weights[used] = weight;
        dirty[used] = false;
        if (index != null) {
            index.put(row, used);
        }
        used++;
    }
}
