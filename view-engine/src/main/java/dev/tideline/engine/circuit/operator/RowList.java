package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.aggregate.ListFunction;
import dev.tideline.engine.circuit.aggregate.ListFunctions;
import dev.tideline.engine.circuit.spec.AggregateSpec;
import dev.tideline.engine.state.OrderedCache;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.state.ValueCodec;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeSemantics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rows of each group in an order, for {@code array_agg} and the like. What the order leaves open, the values themselves decide: first
 * by their types' orders, then by their bytes.
 *
 * <p><strong>State:</strong> (group, order, arguments) → count. <strong>Cost:</strong> a read and a write per changed row, and the whole group
 * is read again for its result, which is about as long.
 */
final class RowList extends KeptRows {

    private final AggregateSpec spec;
    private final List<Integer> columns = new ArrayList<>();
    private final OrderCodec order;
    private final List<TypeSemantics> arguments;
    private final RowCodec codec;
    private final boolean skipsNulls;
    private final OrderedCache<Counted> entries;

    /** A row of arguments and how many of them there are. */
    private record Counted(Row arguments, long count) {}

    RowList(int number, AggregateSpec spec, String stateName, OperatorContext context) {
        super(number, spec);
        this.spec = spec;
        columns.addAll(spec.arguments());
        spec.order().forEach(key -> columns.add(key.position()));
        order = new OrderCodec(spec.order(), context);
        arguments = context.semantics(spec.argumentTypes());
        codec = context.codec(spec.argumentTypes());
        skipsNulls = ListFunctions.skipsNulls(spec.function());
        entries = new OrderedCache<>(context.states().state(stateName), new CountedCodec(codec), context.share());
    }

    @Override
    boolean serves(AggregateSpec other) {
        // Rows whose first argument is NULL are not kept for all functions.
        return super.serves(other) && skipsNulls == ListFunctions.skipsNulls(other.function());
    }

    @Override
    boolean takes(Row row) {
        return !skipsNulls || row.get(spec.arguments().get(0)) != null;
    }

    @Override
    List<Integer> columns() {
        return columns;
    }

    @Override
    void apply(byte[] group, ZSet changes) {
        var prefix = prefix(group);
        changes.forEach((row, weight) -> {
            var key = key(prefix, row);
            var known = entries.get(key);
            long count = (known == null ? 0 : known.count) + weight;
            if (count < 0) {
                throw new IllegalStateException("a row of an aggregate is there " + count + " times");
            }
            entries.put(key, count == 0 ? null : new Counted(arguments(row), count));
        });
    }

    private Row arguments(Row kept) {
        var values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = kept.get(i);
        }
        return new Row(values);
    }

    private byte[] key(byte[] prefix, Row kept) {
        var out = new ByteWriter().write(prefix);
        for (int i = 0; i < spec.order().size(); i++) {
            order.write(i, kept.get(arguments.size() + i), out);
        }
        for (int i = 0; i < arguments.size(); i++) {
            var type = arguments.get(i);
            var value = kept.get(i);
            out.writeByte(value == null ? 1 : 0);
            if (value != null && type.ordered()) {
                type.writeOrdered(value, out);
            }
        }
        codec.write(arguments(kept), out);
        return out.toByteArray();
    }

    @Override
    Object result(AggregateCall call, byte[] group, Row direct, long count) {
        if (count == 0) {
            return null;
        }
        ListFunction function = call.list();
        boolean once = spec.distinct() || ListFunctions.idempotent(call.spec().function());
        var rows = new ArrayList<Row>();
        var prefix = prefix(group);
        entries.scan(prefix, OrderedCache.successor(prefix), (key, entry) -> {
            rows.addAll(Collections.nCopies(once ? 1 : (int) entry.count, entry.arguments));
            return true;
        });
        return function.result(rows);
    }

    @Override
    void flush() {
        entries.flush();
    }

    @Override
    void trim() {
        entries.trim();
    }

    private record CountedCodec(RowCodec rows) implements ValueCodec<Counted> {
        @Override
        public void write(Counted value, ByteWriter out) {
            rows.write(value.arguments, out);
            out.writeSignedVarLong(value.count);
        }

        @Override
        public Counted read(ByteReader in) {
            var row = rows.read(in);
            return new Counted(row, in.readSignedVarLong());
        }
    }
}
