package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.spec.AggregateSpec;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import java.util.List;

/**
 * What is kept of each group's rows for the aggregates that need more than an accumulator: those of equal arguments, order and filter
 * share it.
 */
abstract class KeptRows {

    private final int number;
    private final AggregateSpec spec;

    /** @param number which of its operator's it is, the first part of its states' keys */
    KeptRows(int number, AggregateSpec spec) {
        this.number = number;
        this.spec = spec;
    }

    /** Whether another aggregate can read the same. */
    boolean serves(AggregateSpec other) {
        return spec.arguments().equals(other.arguments())
                && spec.order().equals(other.order())
                && spec.filter() == other.filter()
                && spec.distinct() == other.distinct();
    }

    /** What is kept of an input row, or null if it does not take part. */
    Row kept(Row row) {
        if (spec.filter() >= 0 && !Boolean.TRUE.equals(row.get(spec.filter()))) {
            return null;
        }
        return takes(row) ? row : null;
    }

    /** Whether a row that the filter lets through takes part. */
    abstract boolean takes(Row row);

    /** The positions in input rows of what is kept. */
    abstract List<Integer> columns();

    /** Takes over a step's changes of one group. */
    abstract void apply(byte[] group, ZSet changes);

    /**
     * The result of one of the aggregates that read this.
     *
     * @param direct its direct arguments
     * @param rows how many rows are kept of the group
     */
    abstract Object result(AggregateCall call, byte[] group, Row direct, long rows);

    abstract void flush();

    abstract void trim();

    /** All that is kept of a group, as a prefix of state keys. */
    byte[] prefix(byte[] group) {
        return new ByteWriter(group.length + 2).writeByte(number).write(group).toByteArray();
    }
}
