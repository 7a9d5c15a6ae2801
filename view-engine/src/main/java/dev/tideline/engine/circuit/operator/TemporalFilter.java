package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.expr.time.TimeSpans;
import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.state.ValueCodec;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;

/**
 * The rows for which a condition on the time of the epoch is true.
 *
 * <p><strong>Law:</strong> at every time t, σ<sub>t</sub>(A): linear in A, and when time moves from t to u, σ<sub>u</sub>(A) −
 * σ<sub>t</sub>(A). <strong>State:</strong> of the rows whose condition will still change, and of these only: the moment until which it
 * stays as it is, and how often the row is there; and their index by that moment. <strong>Cost:</strong> O(log n) per changed row; per
 * epoch the rows whose moment has come, once each. Next to changes of clocks and where months are added, a row may be looked at some
 * times more. <strong>Example:</strong> {@code WHERE created_at > now() - interval '7 days'} keeps the rows of seven days; one goes as the
 * seventh day ends, and what is older costs nothing.
 */
final class TemporalFilter implements Operator, Timed {

    private static final byte[] PRESENT = {1};

    private final int input;
    private final Evaluator condition;
    private final TimeSpans spans;
    private final ErrorRows errors;
    private final EpochTime time;
    private final RowCodec rows;
    private final ObjectCache<Pending> pending;
    /** (moment, row), ordered. */
    private final KeyedState index;

    /** A row that time will still change: not before {@code moment}. */
    private record Pending(long moment, long weight) {

        static final ValueCodec<Pending> CODEC = new ValueCodec<>() {
            @Override
            public void write(Pending value, ByteWriter out) {
                out.writeLong(value.moment).writeSignedVarLong(value.weight);
            }

            @Override
            public Pending read(ByteReader in) {
                return new Pending(in.readLong(), in.readSignedVarLong());
            }
        };
    }

    TemporalFilter(OperatorSpec.TemporalFilter spec, String stateName, OperatorContext context) {
        input = spec.input();
        int width = spec.types().size();
        condition = context.compiler()
                .compile(ExprTree.at(spec.condition(), new InputRef(width, SqlType.of(PgType.TIMESTAMPTZ))));
        spans = new TimeSpans(spec.condition(), width, context.compiler(), context.types(), context.session());
        errors = context.errors(spec.types());
        time = context.time();
        rows = context.codec(spec.types());
        pending = new ObjectCache<>(context.states().state(stateName), rows, Pending.CODEC, context.share());
        index = context.states().state(stateName + "t");
    }

    @Override
    public Delta step(Delta[] deltas) {
        var in = deltas[input];
        if (in.isEmpty()) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        out.errors().addAll(in.errors(), 1);
        in.rows().forEach((row, weight) -> {
            var known = pending.get(row);
            if (known != null && known.moment <= time.now()) {
                known = moved(row, known, out);
            }
            show(row, weight, time.now(), out);
            long moment = known == null ? spans.nextChange(row, time.now()) : known.moment;
            if (moment != TimeSpans.NEVER) {
                keep(row, known, new Pending(moment, (known == null ? 0 : known.weight) + weight));
            }
        });
        return out;
    }

    @Override
    public boolean isDue() {
        try (var cursor = due()) {
            return cursor.next();
        }
    }

    @Override
    public Delta elapse(int budget) {
        var due = new ArrayList<Row>();
        try (var cursor = due()) {
            while (due.size() < budget && cursor.next()) {
                var in = new ByteReader(cursor.key());
                in.readLong();
                due.add(rows.read(in));
            }
        }
        if (due.isEmpty()) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        due.forEach(row -> moved(row, pending.get(row), out));
        return out;
    }

    private KeyedState.Cursor due() {
        return index.range(new byte[0], moment(time.now() + 1).toByteArray(), false);
    }

    /** Shows the row as of now instead of as of before; returns when it may change next, or null if never. */
    private Pending moved(Row row, Pending known, Delta out) {
        show(row, -known.weight, time.before(), out);
        show(row, known.weight, time.now(), out);
        long moment = spans.nextChange(row, time.now());
        var next = moment == TimeSpans.NEVER ? null : new Pending(moment, known.weight);
        keep(row, known, next);
        return next;
    }

    private void show(Row row, long weight, long at, Delta out) {
        try {
            if (Boolean.TRUE.equals(condition.evaluate(row.concat(new Row(at))))) {
                out.rows().add(row, weight);
            }
        } catch (SqlError error) {
            out.errors().add(errors.of(error, row), weight);
        }
    }

    private void keep(Row row, Pending known, Pending next) {
        var kept = next == null || next.weight == 0 ? null : next;
        if (known != null && (kept == null || kept.moment != known.moment)) {
            index.put(key(known.moment, row), null);
        }
        if (kept != null && (known == null || kept.moment != known.moment)) {
            index.put(key(kept.moment, row), PRESENT);
        }
        if (known != null || kept != null) {
            pending.put(row, kept);
        }
    }

    private byte[] key(long moment, Row row) {
        var out = moment(moment);
        rows.write(row, out);
        return out.toByteArray();
    }

    /** Ordered as the moments are. */
    private static ByteWriter moment(long moment) {
        return new ByteWriter().writeLong(moment ^ Long.MIN_VALUE);
    }

    @Override
    public void flush() {
        pending.flush();
    }

    @Override
    public void trim() {
        pending.trim();
    }
}
