package dev.tideline.engine.circuit.output;

import dev.tideline.engine.circuit.CircuitViolation;
import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.ResultSink;
import dev.tideline.engine.circuit.ViewFailure;
import dev.tideline.engine.circuit.operator.Equality;
import dev.tideline.engine.circuit.operator.OperatorContext;
import dev.tideline.engine.circuit.spec.ViewSpec;
import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.state.ValueCodec;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Row;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The end of a view: adds up what its rows did in the open epoch and turns it into one upsert or delete per key.
 *
 * <p>A view with a proven key needs no copy of itself: the net change of a key says both its old and its new row. Where only the
 * representation of the key has changed (1.0 to 1.00), the old row is deleted before the new one comes. A bag keeps row → count and
 * reports the new counts.
 */
public final class ViewOutput {

    private final int view;
    private final ViewSpec spec;
    private final int[] keyColumns;
    private final PendingRows pending;
    private final ViewErrors errors;
    /** Null unless the view is a bag. */
    private final ObjectCache<Long> counts;
    /** Null unless the key must be watched. */
    private final KeyCheck check;

    private final ErrorRows keyTexts;
    private boolean emitting;

    public ViewOutput(int view, ViewSpec spec, OperatorContext context) {
        this.view = view;
        this.spec = spec;
        var types = spec.types();
        keyColumns = spec.bag()
                ? IntStream.range(0, types.size()).toArray()
                : spec.key().stream().mapToInt(Integer::intValue).toArray();
        var keyTypes = IntStream.of(keyColumns).mapToObj(types::get).toList();
        var name = "v" + view;
        var states = context.states();
        var equality = new Equality(keyTypes, context);
        var rows = RowCodec.of(types, context.types());
        keyTexts =
                new ErrorRows(keyTypes.stream().map(context.types()::semantics).toList(), context.session());
        // In a bag rows are what they are: there may be columns of types without equality.
        pending = new PendingRows(
                states.state(name),
                spec.bag() ? row -> row : row -> equality.representative(row.project(keyColumns)),
                equality.codec(),
                rows,
                context.share());
        errors = new ViewErrors(
                view,
                states.state(name + "e"),
                RowCodec.of(Collections.nCopies(3, SqlType.of(PgType.TEXT)), context.types()),
                context.share());
        counts = spec.bag()
                ? new ObjectCache<>(states.state(name + "c"), rows, ValueCodec.COUNT, context.share())
                : null;
        check = spec.keyChecked() ? new KeyCheck(spec, equality, keyColumns, keyTexts, name, context) : null;
    }

    public void step(Delta delta) {
        pending.add(delta.rows());
        errors.add(delta.errors());
        if (check != null) {
            check.add(delta.rows());
        }
    }

    /**
     * Hands out changes, at most {@code budget} calls of the sink (one more where a key changes its representation).
     *
     * @return what is left of the budget; more than 0 means that everything has been handed out
     * @throws CircuitViolation if a key has two rows
     */
    public int emit(ResultSink sink, int budget) {
        if (!emitting && check != null) {
            check.atEndOfEpoch();
        }
        emitting = true;
        int left = budget;
        while (emitting && left > 0) {
            var change = pending.poll();
            if (change == null) {
                emitting = false;
            } else {
                left -= spec.bag() ? emitCounts(change, sink) : emitRow(change, sink);
            }
        }
        if (counts != null) {
            counts.trim();
        }
        return Math.max(left, 0);
    }

    private int emitCounts(PendingRows.KeyChange change, ResultSink sink) {
        int[] calls = {0};
        change.rows().forEach((row, weight) -> {
            var before = counts.get(row);
            long after = (before == null ? 0 : before) + weight;
            if (after < 0) {
                throw new CircuitViolation("view " + spec.name(), keyTexts.text(row), "a row is taken away too often");
            }
            counts.put(row, after == 0 ? null : after);
            if (after == 0) {
                sink.delete(view, row);
            } else {
                sink.upsert(view, row, row, after);
            }
            calls[0]++;
        });
        return calls[0];
    }

    private int emitRow(PendingRows.KeyChange change, ResultSink sink) {
        var net = new Row[2];
        change.rows().forEach((row, weight) -> {
            int side = weight < 0 ? 0 : 1;
            if (net[side] != null || Math.abs(weight) != 1) {
                throw new CircuitViolation(
                        "view " + spec.name(), keyTexts.text(change.key()), "the key has more than one row");
            }
            net[side] = row;
        });
        if (net[1] == null) {
            sink.delete(view, net[0].project(keyColumns));
            return 1;
        }
        var key = net[1].project(keyColumns);
        int calls = 1;
        if (net[0] != null && !net[0].project(keyColumns).equals(key)) {
            sink.delete(view, net[0].project(keyColumns));
            calls++;
        }
        sink.upsert(view, key, net[1], 1);
        return calls;
    }

    /** Why the view cannot be computed now, or empty. */
    public Optional<ViewFailure> failure() {
        return errors.failure();
    }

    public void flush() {
        pending.flush();
        errors.flush();
        if (counts != null) {
            counts.flush();
        }
        if (check != null) {
            check.flush();
        }
    }

    public void trim() {
        pending.trim();
        errors.trim();
        if (counts != null) {
            counts.trim();
        }
        if (check != null) {
            check.trim();
        }
    }
}
