package dev.tideline.engine.circuit.output;

import dev.tideline.engine.circuit.CircuitViolation;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.operator.Equality;
import dev.tideline.engine.circuit.operator.OperatorContext;
import dev.tideline.engine.circuit.spec.ViewSpec;
import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.state.OrderedCache;
import dev.tideline.engine.state.ValueCodec;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.Row;

/**
 * Counts the rows of every key of a view whose key was declared but could not be proven. Two rows of a key are legal within an epoch, not
 * at its end.
 */
final class KeyCheck {

    private final ViewSpec view;
    private final Equality keys;
    private final int[] keyColumns;
    private final ErrorRows texts;
    private final ObjectCache<Long> counts;
    private final OrderedCache<Long> doubled;

    KeyCheck(
            ViewSpec view,
            Equality keys,
            int[] keyColumns,
            ErrorRows texts,
            String stateName,
            OperatorContext context) {
        this.view = view;
        this.keys = keys;
        this.keyColumns = keyColumns;
        this.texts = texts;
        var states = context.states();
        counts = new ObjectCache<>(states.state(stateName + "k"), keys.codec(), ValueCodec.COUNT, context.share());
        doubled = new OrderedCache<>(states.state(stateName + "d"), ValueCodec.COUNT, context.share());
    }

    void add(ZSet delta) {
        delta.forEach((row, weight) -> {
            Row key = keys.representative(row.project(keyColumns));
            var known = counts.get(key);
            long before = known == null ? 0 : known;
            long after = before + weight;
            counts.put(key, after == 0 ? null : after);
            if (before > 1 || after > 1) {
                doubled.put(keys.codec().toBytes(key), after > 1 ? after : null);
            }
        });
    }

    /** @throws CircuitViolation if some key has several rows now */
    void atEndOfEpoch() {
        var found = doubled.seek(new byte[0], false);
        if (found != null) {
            var key = keys.codec().read(new ByteReader(found.key()));
            throw new CircuitViolation(
                    "view " + view.name(),
                    texts.text(key),
                    "the declared key " + view.keyNames() + " has " + found.value() + " rows");
        }
    }

    void flush() {
        counts.flush();
        doubled.flush();
    }

    void trim() {
        counts.trim();
        doubled.trim();
    }
}
