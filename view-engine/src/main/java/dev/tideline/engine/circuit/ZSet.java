package dev.tideline.engine.circuit;

import dev.tideline.engine.value.Row;
import java.util.Arrays;

/**
 * A Z-set: rows with integer weights, none of them zero. Adding a row adds to its weight, so a Z-set is always consolidated: what
 * cancels is not seen. Rows are told apart by identity of their values. Walks in the order in which rows first came, so that the same
 * history always gives the same sequence.
 *
 * <p>Rows whose weight has become zero stay in the arrays, unseen, until those are full: a row that comes and goes within a slice
 * costs no moving.
 */
public final class ZSet {

    /** Below this many rows a walk through them is cheaper than an index. */
    private static final int UNINDEXED = 8;

    private Row[] rows;
    private long[] weights;
    private int used;
    private int live;
    /** Open addressing: position + 1 in the arrays, 0 for free; null while the set is small. */
    private int[] index;

    public ZSet() {
        rows = new Row[4];
        weights = new long[4];
    }

    /** Adds {@code weight} to the row's weight. */
    public void add(Row row, long weight) {
        if (weight == 0) {
            return;
        }
        int position = find(row);
        if (position < 0) {
            append(row, weight);
            live++;
            return;
        }
        long before = weights[position];
        long after = Math.addExact(before, weight);
        weights[position] = after;
        if (before == 0) {
            live++;
        } else if (after == 0) {
            live--;
        }
    }

    /** Adds every row of the other, its weight times {@code factor}. */
    public void addAll(ZSet other, long factor) {
        for (int i = 0; i < other.used; i++) {
            if (other.weights[i] != 0) {
                add(other.rows[i], Math.multiplyExact(other.weights[i], factor));
            }
        }
    }

    /** The row's weight, 0 if it is not in the set. */
    public long weight(Row row) {
        int position = find(row);
        return position < 0 ? 0 : weights[position];
    }

    public boolean isEmpty() {
        return live == 0;
    }

    /** How many different rows there are. */
    public int size() {
        return live;
    }

    public void forEach(WeightedRows consumer) {
        for (int i = 0; i < used; i++) {
            if (weights[i] != 0) {
                consumer.accept(rows[i], weights[i]);
            }
        }
    }

    /** The weights of all rows together. */
    public long total() {
        long total = 0;
        for (int i = 0; i < used; i++) {
            total += weights[i];
        }
        return total;
    }

    /** Removes all rows. */
    public void clear() {
        rows = new Row[4];
        weights = new long[4];
        used = 0;
        live = 0;
        index = null;
    }

    private int find(Row row) {
        if (index == null) {
            for (int i = 0; i < used; i++) {
                if (rows[i].equals(row)) {
                    return i;
                }
            }
            return -1;
        }
        int mask = index.length - 1;
        for (int slot = spread(row) & mask; index[slot] != 0; slot = (slot + 1) & mask) {
            int position = index[slot] - 1;
            if (rows[position].equals(row)) {
                return position;
            }
        }
        return -1;
    }

    private void append(Row row, long weight) {
        if (used == rows.length) {
            makeRoom();
        }
        rows[used] = row;
        weights[used] = weight;
        used++;
        if (index != null) {
            enter(used - 1);
        } else if (used > UNINDEXED) {
            reindex();
        }
    }

    private void makeRoom() {
        if (live <= used / 2) {
            dropDead();
        } else {
            rows = Arrays.copyOf(rows, used * 2);
            weights = Arrays.copyOf(weights, used * 2);
        }
        if (index != null) {
            reindex();
        }
    }

    private void dropDead() {
        int kept = 0;
        for (int i = 0; i < used; i++) {
            if (weights[i] != 0) {
                rows[kept] = rows[i];
                weights[kept] = weights[i];
                kept++;
            }
        }
        Arrays.fill(rows, kept, used, null);
        used = kept;
    }

    private void reindex() {
        index = new int[Integer.highestOneBit(rows.length) * 2];
        for (int i = 0; i < used; i++) {
            enter(i);
        }
    }

    private void enter(int position) {
        int mask = index.length - 1;
        int slot = spread(rows[position]) & mask;
        while (index[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        index[slot] = position + 1;
    }

    private static int spread(Row row) {
        int hash = row.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    /** Equal if the same rows have the same weights, in any order. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof ZSet that) || live != that.live) {
            return false;
        }
        for (int i = 0; i < used; i++) {
            if (weights[i] != 0 && that.weight(rows[i]) != weights[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < used; i++) {
            if (weights[i] != 0) {
                hash += rows[i].hashCode() * 31 + Long.hashCode(weights[i]);
            }
        }
        return hash;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        forEach((row, weight) -> text.append(text.length() > 1 ? ", " : "")
                .append(row)
                .append(weight > 0 ? " +" : " ")
                .append(weight));
        return text.append('}').toString();
    }
}
