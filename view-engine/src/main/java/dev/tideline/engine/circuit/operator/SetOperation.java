package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * INTERSECT and EXCEPT, plain and ALL.
 *
 * <p><strong>Law:</strong> with a and b for how often rows equal to one another stand left and right, INTERSECT shows min(a, b) of them and
 * EXCEPT max(a − b, 0); without ALL one if a > 0 and b > 0, or a > 0 and b = 0. Shown is the least of the left ones by canonical bytes.
 * <strong>State:</strong> representative → left rows with their weights, and b. <strong>Cost:</strong> one read and one write per changed
 * row. <strong>Example:</strong> {@code SELECT id FROM a EXCEPT SELECT id FROM b}.
 */
final class SetOperation implements Operator {

    private final OperatorSpec.SetOperation spec;
    private final Equality equality;
    private final ObjectCache<Counts> state;

    SetOperation(OperatorSpec.SetOperation spec, String stateName, OperatorContext context) {
        this.spec = spec;
        equality = new Equality(spec.types(), context);
        state = new ObjectCache<>(
                context.states().state(stateName), equality.codec(), new CountsCodec(equality), context.share());
    }

    private static final class Counts {
        private final ZSet left;
        private long right;

        Counts(ZSet left, long right) {
            this.left = left;
            this.right = right;
        }
    }

    @Override
    public Delta step(Delta[] deltas) {
        var left = deltas[spec.left()];
        var right = deltas[spec.right()];
        if (left.isEmpty() && right.isEmpty()) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        out.errors().addAll(left.errors(), 1);
        out.errors().addAll(right.errors(), 1);
        Map<Row, Counts> touched = new LinkedHashMap<>();
        left.rows()
                .forEach((row, weight) -> touch(row, touched, out.rows()).left.add(row, weight));
        right.rows().forEach((row, weight) -> touch(row, touched, out.rows()).right += weight);
        touched.forEach((representative, counts) -> {
            show(counts, 1, out.rows());
            state.put(representative, counts.left.isEmpty() && counts.right == 0 ? null : counts);
        });
        return out;
    }

    private Counts touch(Row row, Map<Row, Counts> touched, ZSet out) {
        var representative = equality.representative(row);
        var counts = touched.get(representative);
        if (counts == null) {
            var known = state.get(representative);
            counts = known == null ? new Counts(new ZSet(), 0) : known;
            show(counts, -1, out);
            touched.put(representative, counts);
        }
        return counts;
    }

    private void show(Counts counts, int sign, ZSet out) {
        long a = counts.left.total();
        long b = counts.right;
        long times;
        if (spec.all()) {
            times = spec.except() ? Math.max(a - b, 0) : Math.min(a, b);
        } else {
            times = a > 0 && (b > 0) != spec.except() ? 1 : 0;
        }
        if (times > 0) {
            out.add(equality.least(counts.left), sign * times);
        }
    }

    private record CountsCodec(Equality equality) implements ObjectCache.EntryCodec<Counts> {
        @Override
        public void write(Row key, Counts value, ByteWriter out) {
            out.writeVarLong(value.right);
            equality.write(key, value.left, out);
        }

        @Override
        public Counts read(Row key, ByteReader in) {
            long right = in.readVarLong();
            return new Counts(equality.read(key, in), right);
        }
    }

    @Override
    public void flush() {
        state.flush();
    }

    @Override
    public void trim() {
        state.trim();
    }
}
