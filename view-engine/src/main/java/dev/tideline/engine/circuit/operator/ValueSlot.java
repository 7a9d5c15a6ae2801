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
 * The values of one aggregate argument, per group, in order, each with the count of its occurrences: what MIN, MAX and DISTINCT need.
 * Functions of the same argument share a slot. Values that are {@code =} stand in one entry, which tells their representations apart.
 */
final class ValueSlot {

    private final int number;
    private final int argument;
    private final int filter;
    private final TypeSemantics type;
    private final Equality equality;
    private final OrderedCache<ZSet> entries;

    ValueSlot(int number, int argument, int filter, SqlType type, String stateName, OperatorContext context) {
        this.number = number;
        this.argument = argument;
        this.filter = filter;
        this.type = context.types().semantics(type);
        equality = new Equality(List.of(type), context);
        entries = new OrderedCache<>(
                context.states().state(stateName),
                new WholeEntry(equality),
                context.options().cachedEntries());
    }

    boolean serves(int otherArgument, int otherFilter) {
        return argument == otherArgument && filter == otherFilter;
    }

    Equality equality() {
        return equality;
    }

    /** The row's value as a row of its own, or null if it does not take part. */
    Row value(Row row) {
        if (filter >= 0 && !Boolean.TRUE.equals(row.get(filter))) {
            return null;
        }
        var value = row.get(argument);
        return value == null ? null : new Row(value);
    }

    /** All values of a group, as a prefix of state keys. */
    byte[] prefix(byte[] group) {
        return new ByteWriter(group.length + 2).writeByte(number).write(group).toByteArray();
    }

    /** Where a value stands within its group: unsigned order is the type's, if it has one. */
    byte[] position(Row value) {
        var out = new ByteWriter();
        var representative = equality.representative(value).get(0);
        if (type.ordered()) {
            type.writeOrdered(representative, out);
        } else {
            type.write(representative, out);
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
    private record WholeEntry(Equality equality) implements ValueCodec<ZSet> {
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
