package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions.Keeping;
import dev.tideline.engine.circuit.aggregate.Counting;
import dev.tideline.engine.circuit.aggregate.ListFunctions;
import dev.tideline.engine.circuit.aggregate.Percentiles;
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
 * arguments of MIN, MAX, ANY_VALUE and DISTINCT; what {@link RowList} and {@link RankedRows} keep. <strong>Cost:</strong> per touched group one read and one write at most, and none while it
 * is in the heap; per changed value of MIN, MAX and DISTINCT one more; a seek when the extreme itself goes. <strong>Example:</strong>
 * {@code SELECT country, count(*), sum(total) … GROUP BY country}.
 */
final class Aggregate implements Operator {

    /** A result made of more rows than this is computed anew when it is needed. */
    private static final int MOST_REMEMBERED = 1000;

    private final OperatorSpec.Aggregate spec;
    private final int[] keyColumns;
    private final Equality equality;
    private final RowCodec keyCodec;
    private final ErrorRows errors;
    private final List<ValueSlot> slots = new ArrayList<>();
    private final List<KeptRows> kept = new ArrayList<>();
    private final int[][] keptColumns;
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
        keptColumns = kept.stream()
                .map(rows -> rows.columns().stream().mapToInt(i -> i).toArray())
                .toArray(int[][]::new);
        var selections = Arrays.stream(calls)
                .map(call -> call.selection() == null ? null : call.slot().equality())
                .toArray(Equality[]::new);
        groups = new ObjectCache<>(
                context.states().state(stateName),
                keyCodec,
                new GroupCodec(equality, this::newGroup, selections),
                context.share());
    }

    private AggregateCall call(
            AggregateSpec call, AggregateFunctions functions, String stateName, OperatorContext context) {
        var keeping = AggregateFunctions.keeping(call.function());
        if (keeping != Keeping.ACCUMULATOR && keeping != Keeping.SELECTION) {
            return overKeptRows(call, keeping, stateName, context);
        }
        var selection = AggregateFunctions.selection(call.function()).orElse(null);
        boolean distinct = call.distinct() && !AggregateFunctions.idempotent(call.function());
        var slot = selection != null || distinct ? slot(call, stateName, context) : null;
        return new AggregateCall(
                call,
                selection != null ? null : functions.accumulator(call.function()),
                selection,
                slot,
                null,
                null,
                null,
                List.of());
    }

    private AggregateCall overKeptRows(AggregateSpec call, Keeping keeping, String stateName, OperatorContext context) {
        var direct = call.direct().stream().map(context.compiler()::compile).toList();
        var lists = new ListFunctions(
                context.compiler(), context.types(), context.session().since(16));
        return new AggregateCall(
                call,
                Counting::new,
                null,
                null,
                kept(call, keeping, stateName, context),
                keeping == Keeping.LIST ? lists.bind(call.function(), call.argumentTypes()) : null,
                keeping == Keeping.PERCENTILE
                        ? new Percentiles(call.function(), call.argumentTypes().get(0), context.compiler())
                        : null,
                direct);
    }

    private KeptRows kept(AggregateSpec call, Keeping keeping, String stateName, OperatorContext context) {
        boolean list = keeping == Keeping.LIST;
        for (var known : kept) {
            if (known instanceof RowList == list && known.serves(call)) {
                return known;
            }
        }
        int number = kept.size();
        var added = list
                ? new RowList(number, call, stateName + "l", context)
                : new RankedRows(number, call, stateName + "r", context);
        kept.add(added);
        return added;
    }

    private ValueSlot slot(AggregateSpec call, String stateName, OperatorContext context) {
        for (var slot : slots) {
            if (slot.serves(call.arguments(), call.filter())) {
                return slot;
            }
        }
        var slot = new ValueSlot(
                slots.size(), call.arguments(), call.filter(), call.argumentTypes(), stateName + "v", context);
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
            settleRows(key, group);
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
            if (call.slot() != null || call.kept() != null) {
                continue;
            }
            if (call.spec().filter() >= 0
                    && !Boolean.TRUE.equals(row.get(call.spec().filter()))) {
                continue;
            }
            var value = value(row, call.spec().arguments());
            if (value != null) {
                group.accumulators[i].add(value, weight);
            }
        }
        for (int i = 0; i < kept.size(); i++) {
            keep(i, row, weight, group);
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

    /** What an accumulator takes: the argument's value, a row of several, TRUE for none, null if any is NULL. */
    private static Object value(Row row, List<Integer> arguments) {
        if (arguments.isEmpty()) {
            return Boolean.TRUE;
        }
        if (arguments.size() == 1) {
            return row.get(arguments.get(0));
        }
        return ValueSlot.arguments(row, arguments);
    }

    /** The same of a row of arguments. */
    static Object value(Row arguments) {
        return arguments.size() == 1 ? arguments.get(0) : arguments;
    }

    private void keep(int number, Row row, long weight, Group group) {
        var taken = kept.get(number).kept(row);
        if (taken == null) {
            return;
        }
        if (group.rowChanges == null) {
            group.rowChanges = new ZSet[kept.size()];
        }
        if (group.rowChanges[number] == null) {
            group.rowChanges[number] = new ZSet();
        }
        group.rowChanges[number].add(taken.project(keptColumns[number]), weight);
    }

    /** Brings the kept rows up to date. */
    private void settleRows(Row key, Group group) {
        if (group.rowChanges == null) {
            return;
        }
        var groupBytes = keyCodec.toBytes(key);
        for (int i = 0; i < kept.size(); i++) {
            var changes = group.rowChanges[i];
            if (changes == null || changes.isEmpty()) {
                continue;
            }
            kept.get(i).apply(groupBytes, changes);
            for (int j = 0; j < calls.length; j++) {
                if (calls[j].kept() == kept.get(i)) {
                    group.accumulators[j].add(Boolean.TRUE, changes.total());
                    group.results[j] = Group.UNKNOWN;
                }
            }
        }
        group.rowChanges = null;
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
                values[spec.keys() + i] = calls[i].kept() == null ? result(i, group) : result(i, key, keyValues, group);
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

    /** The result over kept rows, which is remembered while the group is in the heap, unless that would take much of it. */
    private Object result(int call, Row key, Row keyValues, Group group) {
        if (group.results[call] != Group.UNKNOWN && calls[call].direct().isEmpty()) {
            return group.results[call];
        }
        var direct = calls[call].direct();
        var values = new Object[direct.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = direct.get(i).evaluate(keyValues);
        }
        long rows = (long) group.accumulators[call].result();
        var result = calls[call].kept().result(calls[call], keyCodec.toBytes(key), new Row(values), rows);
        if (rows <= MOST_REMEMBERED) {
            group.results[call] = result;
        }
        return result;
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
        kept.forEach(KeptRows::flush);
    }

    @Override
    public void trim() {
        groups.trim();
        slots.forEach(ValueSlot::trim);
        kept.forEach(KeptRows::trim);
    }
}
