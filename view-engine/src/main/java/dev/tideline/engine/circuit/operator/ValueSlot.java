package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.state.OrderedCache;
import dev.tideline.engine.state.ValueCodec;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeSemantics;
import java.util.List;

/**
 * The values of an aggregate's argument (or of all of its arguments), per group, in order, each with the count of its occurrences: what MIN, MAX and DISTINCT need.
 * Functions of the same argument share a slot. Values that are {@code =} stand in one entry, which tells their representations apart.
 */
final class ValueSlot {

    private final int number;
    private final List<Integer> arguments;
    private final int filter;
    private final List<TypeSemantics> types;
    private final Equality equality;
    private final OrderedCache<ZSet> entries;

    ValueSlot(
            int number,
            List<Integer> arguments,
            int filter,
            List<SqlType> types,
            String stateName,
            OperatorContext context) {
        this.number = number;
        this.arguments = arguments;
        this.filter = filter;
        this.types = context.semantics(types);
        equality = new Equality(types, context);
        entries = new OrderedCache<>(context.states().state(stateName), new WholeEntry(equality), context.share());
    }

    boolean serves(List<Integer> otherArguments, int otherFilter) {
        return arguments.equals(otherArguments) && filter == otherFilter;
    }

    Equality equality() {
        return equality;
    }

    /** The row's value, or values, as a row of their own, or null if it does not take part. */
    Row value(Row row) {
        return filter >= 0 && !Boolean.TRUE.equals(row.get(filter)) ? null : arguments(row, arguments);
    }

    /** Some of a row's values as a row of their own; null if any is NULL. */
    static Row arguments(Row row, List<Integer> positions) {
        var values = new Object[positions.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(positions.get(i));
            if (values[i] == null) {
                return null;
            }
        }
        return new Row(values);
    }

    /** All values of a group, as a prefix of state keys. */
    byte[] prefix(byte[] group) {
        return new ByteWriter(group.length + 2).writeByte(number).write(group).toByteArray();
    }

    /** Where a value stands within its group: unsigned order is the type's, if it has one. */
    byte[] position(Row value) {
        var out = new ByteWriter();
        var representative = equality.representative(value);
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).ordered()) {
                types.get(i).writeOrdered(representative.get(i), out);
            } else {
                types.get(i).write(representative.get(i), out);
            }
        }
        return out.toByteArray();
    }

    static byte[] key(byte[] prefix, byte[] position) {
        return new ByteWriter(prefix.length + position.length)
                .write(prefix)
                .write(position)
                .toByteArray();
    }

    /** The occurrences at a position; empty if there are none. The object may be changed and {@link #put}. */
    ZSet get(byte[] key) {
        var values = entries.get(key);
        return values == null ? new ZSet() : values;
    }

    void put(byte[] key, ZSet values) {
        entries.put(key, values.isEmpty() ? null : values);
    }

    /** The first (or last) value of a group, or null. */
    Row extreme(byte[] prefix, boolean last) {
        var found = entries.seek(prefix, last);
        return found == null ? null : equality.least(found.value());
    }

    void flush() {
        entries.flush();
    }

    void trim() {
        entries.trim();
    }

    /** An entry tells its values itself, since ordered bytes cannot be read back. */
    record WholeEntry(Equality equality) implements ValueCodec<ZSet> {
        @Override
        public void write(ZSet value, ByteWriter out) {
            var first = equality.least(value);
            equality.codec().write(first, out);
            equality.write(first, value, out);
        }

        @Override
        public ZSet read(ByteReader in) {
            var first = equality.codec().read(in);
            return equality.read(first, in);
        }
    }
}
