package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.operator.SortedRows.Entry;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.circuit.window.RunningFunctions;
import dev.tideline.engine.circuit.window.RunningFunctions.State;
import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.OrderedCache;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Window functions where a row's result depends only on the rows before it and those tied with it: ROW_NUMBER, RANK, DENSE_RANK, running
 * aggregates, and the first value of all.
 *
 * <p><strong>Law:</strong> for the rows from the first changed one on, their results after the step minus those before. A row for which a
 * function fails is an error in its place. <strong>State:</strong> (partition, order, row) → weight, one entry per row; and every hundred
 * rows or so what the functions have come to. <strong>Cost:</strong> per step and touched partition the rows between the first change and
 * the last one; beyond, only as long as results differ, which is as many as are emitted. What stands before the first change is not
 * read, except back to where the functions' state is known. <strong>Example:</strong> {@code sum(amount) OVER (ORDER BY at)}: an amount at
 * the end costs one row.
 */
final class RunningWindow implements Operator {

    private static final int MOST_ROWS_BETWEEN = 128;

    private final OperatorSpec.Window spec;
    private final SortedRows sorted;
    private final RunningFunctions functions;
    private final ErrorRows errors;
    /** What the functions have come to behind some of the rows. */
    private final KeyedState known;

    private final int rowsBetween;

    RunningWindow(OperatorSpec.Window spec, String stateName, OperatorContext context) {
        this.spec = spec;
        sorted = new SortedRows(spec.sort(), spec.inputTypes(), stateName, context);
        functions = new RunningFunctions(spec.functions(), spec.frame(), context.compiler(), context.types());
        errors = context.errors(spec.inputTypes());
        known = context.states().state(stateName + "r");
        rowsBetween = Math.min(MOST_ROWS_BETWEEN, context.options().cachedEntries());
    }

    @Override
    public Delta step(Delta[] deltas) {
        var in = deltas[spec.input()];
        if (in.isEmpty()) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        out.errors().addAll(in.errors(), 1);
        for (var partition : sorted.changes(in.rows())) {
            new Walk(partition, out).go();
            partition.places().forEach(change -> sorted.add(change.place(), change.weight()));
        }
        return out;
    }

    /** The bytes that rows share which the functions do not tell apart: peers, or each row alone. */
    private byte[] unit(Entry entry) {
        return functions.tellsPeersApart() ? entry.key() : entry.peers();
    }

    /** An entry with its weights before and after the step. */
    private record Changing(Entry entry, long before, long after) {}

    /** A walk over the rows of a partition before and after the step at once, from where the functions' state is known. */
    private final class Walk {
        private final SortedRows.Changes changes;
        private final Delta out;
        private final byte[] end;
        private final Map<byte[], byte[]> found = new LinkedHashMap<>();
        private int next;
        private final List<Changing> unit = new ArrayList<>();
        private byte[] unitKey;
        /** Before the step; the same object as {@link #after} as long as nothing has changed. */
        private State before;

        private State after;
        private long rowsSinceKnown;
        private KeyedState.Cursor stale;
        private byte[] staleKey;

        Walk(SortedRows.Changes changes, Delta out) {
            this.changes = changes;
            this.out = out;
            end = OrderedCache.successor(changes.prefix());
        }

        void go() {
            var first = unit(changes.places().get(0).place());
            var from = changes.prefix();
            after = functions.state();
            try (var cursor = known.range(changes.prefix(), first, true)) {
                if (cursor.next()) {
                    from = OrderedCache.successor(cursor.key());
                    after = functions.read(new ByteReader(cursor.value()));
                }
            }
            before = after;
            try (var cursor = known.range(first, end, false)) {
                stale = cursor;
                staleKey = cursor.next() ? cursor.key() : null;
                if (sorted.walk(from, end, false, this::visit)) {
                    while (next < changes.places().size()) {
                        take(changes.places().get(next), null);
                    }
                    settle();
                    while (staleKey != null) {
                        found.put(staleKey, null);
                        advanceStale();
                    }
                }
            }
            found.forEach(known::put);
        }

        private boolean visit(Entry entry) {
            while (next < changes.places().size()
                    && Arrays.compareUnsigned(changes.places().get(next).place().key(), entry.key()) < 0) {
                take(changes.places().get(next), null);
            }
            boolean changed = next < changes.places().size()
                    && Arrays.equals(changes.places().get(next).place().key(), entry.key());
            if (changed) {
                take(changes.places().get(next), entry);
                return true;
            }
            if (opens(entry) && settled()) {
                unit.clear();
                return false;
            }
            unit.add(new Changing(entry, entry.weight(), entry.weight()));
            return true;
        }

        private void take(SortedRows.Change change, Entry entry) {
            opens(change.place());
            long weight = entry == null ? 0 : entry.weight();
            unit.add(new Changing(change.place(), weight, weight + change.weight()));
            next++;
        }

        /** Settles the unit before if the entry begins another one; true if it does. */
        private boolean opens(Entry entry) {
            var key = unit(entry);
            if (unitKey != null && Arrays.equals(unitKey, key)) {
                return false;
            }
            settle();
            unitKey = key;
            return true;
        }

        /** Whether nothing from here on can differ. */
        private boolean settled() {
            return next == changes.places().size() && before != after && Arrays.equals(bytes(before), bytes(after));
        }

        private void settle() {
            if (unit.isEmpty()) {
                return;
            }
            boolean changes = unit.stream().anyMatch(entry -> entry.before() != entry.after());
            if (changes && before == after) {
                before = functions.read(new ByteReader(bytes(after)));
            }
            if (before != after) {
                advance(before, false, -1);
            }
            advance(after, true, before == after ? 0 : 1);
            remember(unit.stream().anyMatch(entry -> entry.after() != 0));
            unit.clear();
        }

        /** @param sign of what is emitted; 0 for nothing */
        private void advance(State state, boolean now, int sign) {
            var rows = new ArrayList<Row>();
            for (var changing : unit) {
                for (long left = now ? changing.after() : changing.before(); left > 0; left--) {
                    rows.add(changing.entry().row());
                }
            }
            state.advance(rows, new RunningFunctions.Results() {
                @Override
                public void row(Row row, Row results) {
                    if (sign != 0) {
                        out.rows().add(row.concat(results), sign);
                    }
                }

                @Override
                public void error(Row row, SqlError error) {
                    if (sign != 0) {
                        out.errors().add(errors.of(error, row), sign);
                    }
                }
            });
            if (now) {
                rowsSinceKnown += rows.size();
            }
        }

        private void remember(boolean exists) {
            while (staleKey != null && Arrays.compareUnsigned(staleKey, unitKey) < 0) {
                found.put(staleKey, null);
                advanceStale();
            }
            boolean stands = staleKey != null && Arrays.equals(staleKey, unitKey);
            if (exists && (stands || rowsSinceKnown >= rowsBetween)) {
                found.put(unitKey, bytes(after));
                rowsSinceKnown = 0;
            } else if (stands) {
                found.put(unitKey, null);
            }
            if (stands) {
                advanceStale();
            }
        }

        private void advanceStale() {
            staleKey = stale.next() ? stale.key() : null;
        }
    }

    private static byte[] bytes(State state) {
        var out = new ByteWriter();
        state.write(out);
        return out.toByteArray();
    }

    @Override
    public void flush() {
        sorted.flush();
    }

    @Override
    public void trim() {
        sorted.trim();
    }
}
