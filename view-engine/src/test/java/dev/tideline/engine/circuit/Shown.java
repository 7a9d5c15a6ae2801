package dev.tideline.engine.circuit;

import dev.tideline.engine.circuit.spec.CircuitSpec;
import dev.tideline.engine.value.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a target would show: applies results and complains about any that make no sense. */
public final class Shown implements ResultSink {

    private final CircuitSpec spec;
    private final List<Map<Row, Row>> rows = new ArrayList<>();
    private final List<Map<Row, Long>> counts = new ArrayList<>();
    private final List<Set<Row>> seen = new ArrayList<>();
    private int calls;

    public Shown(CircuitSpec spec) {
        this.spec = spec;
        spec.views().forEach(view -> {
            rows.add(new HashMap<>());
            counts.add(new HashMap<>());
            seen.add(new HashSet<>());
        });
    }

    /** Begins a new epoch: every key may come again. */
    public void epoch() {
        seen.forEach(Set::clear);
    }

    @Override
    public void upsert(int view, Row key, Row row, long count) {
        once(view, key);
        var spec = this.spec.views().get(view);
        var expected = spec.bag()
                ? row
                : row.project(spec.key().stream().mapToInt(Integer::intValue).toArray());
        if (!key.equals(expected) || count < 1 || !spec.bag() && count != 1) {
            throw new AssertionError("an upsert that makes no sense: " + key + " " + row + " " + count);
        }
        var before = rows.get(view).put(key, row);
        var countBefore = counts.get(view).put(key, count);
        if (row.equals(before) && countBefore == count) {
            throw new AssertionError("an upsert that changes nothing: " + row);
        }
    }

    @Override
    public void delete(int view, Row key) {
        once(view, key);
        counts.get(view).remove(key);
        if (rows.get(view).remove(key) == null) {
            throw new AssertionError("a delete of a key that is not there: " + key);
        }
    }

    private void once(int view, Row key) {
        calls++;
        if (!seen.get(view).add(key)) {
            throw new AssertionError("a key twice in one epoch: " + key);
        }
    }

    /** How often this was called. */
    public int calls() {
        return calls;
    }

    /** The view as a bag. */
    public ZSet bag(int view) {
        var bag = new ZSet();
        rows.get(view).forEach((key, row) -> bag.add(row, counts.get(view).get(key)));
        return bag;
    }
}
