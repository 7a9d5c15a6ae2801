package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.value.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Each row once, by the types' {@code =}.
 *
 * <p><strong>Law:</strong> a row is shown while the weights of all rows equal to it are not zero together; shown is the least of them by
 * canonical bytes. <strong>State:</strong> representative → rows equal to it with their weights (for identity-safe types just a count).
 * <strong>Cost:</strong> one read and one write per changed row. <strong>Example:</strong> {@code SELECT DISTINCT country}.
 */
final class Distinct implements Operator {

    private final int input;
    private final Equality equality;
    private final ObjectCache<ZSet> state;

    Distinct(OperatorSpec.Distinct spec, String stateName, OperatorContext context) {
        input = spec.input();
        equality = new Equality(spec.types(), context);
        state = new ObjectCache<>(
                context.states().state(stateName), equality.codec(), equality.entries(), context.share());
    }

    @Override
    public Delta step(Delta[] deltas) {
        var in = deltas[input];
        if (in.isEmpty()) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        out.errors().addAll(in.errors(), 1);
        Map<Row, ZSet> touched = new LinkedHashMap<>();
        in.rows().forEach((row, weight) -> {
            var representative = equality.representative(row);
            var equals = touched.get(representative);
            if (equals == null) {
                var known = state.get(representative);
                equals = known == null ? new ZSet() : known;
                out.rows().add(shown(equals), equals.isEmpty() ? 0 : -1);
                touched.put(representative, equals);
            }
            equals.add(row, weight);
        });
        touched.forEach((representative, equals) -> {
            out.rows().add(shown(equals), equals.isEmpty() ? 0 : 1);
            state.put(representative, equals.isEmpty() ? null : equals);
        });
        return out;
    }

    private Row shown(ZSet equals) {
        return equality.least(equals);
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
