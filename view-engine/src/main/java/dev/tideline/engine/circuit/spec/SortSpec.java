package dev.tideline.engine.circuit.spec;

import java.util.List;

/**
 * Rows sorted within partitions. What the order leaves tied stands in the order of {@code tieBreak}, and what that leaves, too, in that
 * of the rows' canonical bytes: always in the same one.
 *
 * @param partition positions of the columns by whose {@code =} rows share a partition, NULLs equal
 * @param tieBreak positions of columns
 */
public record SortSpec(List<Integer> partition, List<SortColumn> order, List<Integer> tieBreak) {

    public SortSpec {
        partition = List.copyOf(partition);
        order = List.copyOf(order);
        tieBreak = List.copyOf(tieBreak);
    }

    /** A column of the order, by its type's default B-tree order. */
    public record SortColumn(int column, boolean descending, boolean nullsFirst) {}
}
