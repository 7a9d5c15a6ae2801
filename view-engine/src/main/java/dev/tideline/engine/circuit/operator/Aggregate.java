package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.circuit.spec.AggregateSpec;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * GROUP BY with aggregate functions.
 *
 * <p><strong>Law:</strong> for every touched group, what it shows after the step minus what it showed before. Groups are made by the types'
 * {@code =}; shown are the least live key values by canonical bytes. A group whose aggregates fail shows an error until it recovers.
 * Without keys there is one group, always. <strong>State:</strong> group → accumulators, one entry per group; (group, value) → count for the
 * arguments of MIN, MAX, ANY_VALUE and DISTINCT. <strong>Cost:</strong> per touched group one read and one write at most, and none while it
 * is in the heap; per changed value of MIN, MAX and DISTINCT one more; a seek when the extreme itself goes. <strong>Example:</strong>
 * {@code SELECT country, count(*), sum(total) … GROUP BY country}.
 */
final class Aggregate implements Operator {

    private final OperatorSpec.Aggregate spec;
    private final int[] keyColumns;
    private final Equality equality;
    private final RowCodec keyCodec;
    private final ErrorRows errors;
    private final List<ValueSlot> slots = new ArrayList<>();
    private final AggregateCall[] calls;
    private final ObjectCache<Group> groups;

    Aggregate(OperatorSpec.Aggregate spec, String stateName, OperatorContext context) {
        this.spec = spec;
        keyColumns = new int[spec.keys()];
        Arrays.setAll(keyColumns, i -> i);
        equality = new Equality(spec.keyTypes(), context);
        keyCodec = equality.codec();
        errors = context.errors(spec.keyTypes());
        var functions = new AggregateFunctions(context.compiler());
        calls = spec.aggregates().stream()
                .map(call -> call(call, functions, stateName, context))
                .toArray(AggregateCall[]::new);
        var selections = Arrays.stream(calls)
                .map(call -> call.selection() == null ? null : call.slot().equality())
                .toArray(Equality[]::new);
        groups = new ObjectCache<>(
                context.states().state(stateName),
                keyCodec,
                new GroupCodec(equality, this::newGroup, selections),
                context.options().cachedEntries());
    }

    private AggregateCall call(
            AggregateSpec call, AggregateFunctions functions, String stateName, OperatorContext context) {
        var selection = AggregateFunctions.selection(call.function()).orElse(null);
        boolean distinct = call.distinct() && !AggregateFunctions.idempotent(call.function());
        var slot = selection != null || distinct ? slot(call, stateName, context) : null;
        return new AggregateCall(
                call, selection != null ? null : functions.accumulator(call.function()), selection, slot);
    }

    private ValueSlot slot(AggregateSpec call, String stateName, OperatorContext context) {
        for (var slot : slots) {
            if (slot.serves(call.argument(), call.filter())) {
                return slot;
            }
        }
        var slot = new ValueSlot(
                slots.size(), call.argument(), call.filter(), call.argumentType(), stateName + "v", context);
        slots.add(slot);
        return slot;
    }

    private Group newGroup() {
        var group = new Group(calls.length);
        for (int i = 0; i < calls.length; i++) {
            if (calls[i].accumulators() != null) {
                group.accumulators[i] = calls[i].accumulators().get();
            }
        }
        if (!equality.identitySafe()) {
            group.keys = new ZSet();
        }
        return group;
    }

    @Override
    public Delta initial() {
        if (spec.keys() > 0) {
            return Delta.EMPTY;
        }
        var group = newGroup();
        groups.put(Row.EMPTY, group);
        var out = new Delta();
        remember(Row.EMPTY, group);
        emit(group, 1, out);
        group.shown = null;
        return out;
    }

    @Override
    public Delta step(Delta[] deltas) {
        var in = deltas[spec.input()];
        if (in.isEmpty()) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        out.errors().addAll(in.errors(), 1);
        Map<Row, Group> touched = new LinkedHashMap<>();
        in.rows().forEach((row, weight) -> {
            var values = spec.keys() == row.size() ? row : row.project(keyColumns);
            var key = equality.representative(values);
            var group = touched.get(key);
            if (group == null) {
                group = open(key);
                touched.put(key, group);
            }
            apply(row, values, weight, group);
        });
        touched.forEach((key, group) -> {
            if (group.rows < 0) {
                throw new IllegalStateException("a group has " + group.rows + " rows: " + key);
            }
            settleSlots(key, group);
            emit(group, -1, out);
            remember(key, group);
            emit(group, 1, out);
            group.shown = null;
            groups.put(key, exists(group) ? group : null);
        });
        return out;
    }

    private boolean exists(Group group) {
        return group.rows != 0 || spec.keys() == 0;
    }

    private Group open(Row key) {
        var group = groups.get(key);
        if (group == null) {
            return newGroup();
        }
        remember(key, group);
        return group;
    }

    private void apply(Row row, Row keyValues, long weight, Group group) {
        group.rows += weight;
        if (group.keys != null) {
            group.keys.add(keyValues, weight);
        }
        for (int i = 0; i < calls.length; i++) {
            var call = calls[i];
            if (call.slot() != null) {
                continue;
            }
            if (call.spec().filter() >= 0
                    && !Boolean.TRUE.equals(row.get(call.spec().filter()))) {
                continue;
            }
            var value = call.spec().argument() < 0
                    ? Boolean.TRUE
                    : row.get(call.spec().argument());
            if (value != null) {
                group.accumulators[i].add(value, weight);
            }
        }
        for (int i = 0; i < slots.size(); i++) {
            var value = slots.get(i).value(row);
            if (value != null) {
                if (group.slotChanges == null) {
                    group.slotChanges = new ZSet[slots.size()];
                }
                if (group.slotChanges[i] == null) {
                    group.slotChanges[i] = new ZSet();
                }
                group.slotChanges[i].add(value, weight);
            }
        }
    }

    /** Brings the value slots up to date and tells the aggregates that read them. */
    private void settleSlots(Row key, Group group) {
        if (group.slotChanges == null) {
            return;
        }
        var groupBytes = keyCodec.toBytes(key);
        for (int i = 0; i < slots.size(); i++) {
            if (group.slotChanges[i] != null) {
                new SlotUpdate(slots.get(i), groupBytes, calls, group).apply(group.slotChanges[i]);
            }
        }
        group.slotChanges = null;
    }

    /** Computes what the group shows now. */
    private void remember(Row key, Group group) {
        group.shownError = false;
        group.shown = null;
        if (!exists(group)) {
            return;
        }
        var keyValues = group.keys == null ? key : equality.least(group.keys);
        try {
            var values = new Object[spec.keys() + calls.length];
            for (int i = 0; i < spec.keys(); i++) {
                values[i] = keyValues.get(i);
            }
            for (int i = 0; i < calls.length; i++) {
                values[spec.keys() + i] = result(i, group);
            }
            group.shown = new Row(values);
        } catch (SqlError error) {
            group.shownError = true;
            group.shown = errors.of(error, keyValues);
        }
    }

    private Object result(int call, Group group) {
        if (calls[call].selection() == null) {
            return group.accumulators[call].result();
        }
        return group.selected[call] == null ? null : group.selected[call].get(0);
    }

    private static void emit(Group group, int sign, Delta out) {
        if (group.shown != null) {
            (group.shownError ? out.errors() : out.rows()).add(group.shown, sign);
        }
    }

    @Override
    public void flush() {
        groups.flush();
        slots.forEach(ValueSlot::flush);
    }

    @Override
    public void trim() {
        groups.trim();
        slots.forEach(ValueSlot::trim);
    }
}
