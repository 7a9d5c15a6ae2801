package dev.tideline.engine.circuit.window;

import dev.tideline.engine.value.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a partition, or a stretch of them, in order, each as often as it occurs. Rows that the order leaves tied are a group of
 * peers.
 */
public final class Rows {

    private final List<Row> rows = new ArrayList<>();
    private int[] groups = new int[16];
    private int[] starts = new int[16];
    private int groupCount;

    /**
     * Adds a row behind the last one.
     *
     * @param peer whether it is tied with that
     */
    public void add(Row row, boolean peer) {
        if (rows.isEmpty() || !peer) {
            starts = room(starts, groupCount);
            starts[groupCount++] = rows.size();
        }
        groups = room(groups, rows.size());
        groups[rows.size()] = groupCount - 1;
        rows.add(row);
    }

    public int size() {
        return rows.size();
    }

    public Row get(int index) {
        return rows.get(index);
    }

    /** How many groups of peers there are. */
    public int groups() {
        return groupCount;
    }

    /** Which group of peers the row belongs to, from 0. */
    public int group(int index) {
        return groups[index];
    }

    /** The first row of a group; for the number behind the last group the number of rows. */
    public int groupStart(int group) {
        return group < groupCount ? starts[group] : rows.size();
    }

    private static int[] room(int[] array, int index) {
        return index < array.length ? array : Arrays.copyOf(array, array.length * 2);
    }
}
