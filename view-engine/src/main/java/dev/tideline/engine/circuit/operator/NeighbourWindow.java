package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.operator.SortedRows.Entry;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.circuit.window.Rows;
import dev.tideline.engine.circuit.window.Sight;
import dev.tideline.engine.circuit.window.WindowFunctions;
import dev.tideline.engine.circuit.window.WindowReach;
import dev.tideline.engine.state.OrderedCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Window functions where a row's result depends only on rows near to it: LAG, LEAD, frames with two near ends, and the first or last
 * value of a frame whose one near end it is.
 *
 * <p><strong>Law:</strong> for the rows that see a changed place, their results after the step minus those before. The same rows are
 * looked at before and after, since between a row and the changed place next to it nothing has changed. A row for which a function fails
 * is an error in its place. <strong>State:</strong> (partition, order, row) → weight, one entry per row. <strong>Cost:</strong> per change
 * the rows that see it and what these see, found by seeking the changed place: for frames of f rows O(f), however large the partition
 * is. <strong>Example:</strong> {@code price - lag(price) OVER (PARTITION BY symbol ORDER BY at)}.
 */
final class NeighbourWindow implements Operator {

    private final OperatorSpec.Window spec;
    private final SortedRows sorted;
    private final WindowFunctions functions;
    private final Sight sight;
    private final ErrorRows errors;

    NeighbourWindow(OperatorSpec.Window spec, String stateName, OperatorContext context) {
        this.spec = spec;
        sorted = new SortedRows(spec.sort(), spec.inputTypes(), stateName, context);
        functions = context.functions(spec);
        var reach = WindowReach.of(spec.functions(), spec.frame()).orElseThrow();
        var range = WindowFunctions.rangeBounds(
                spec.sort(), spec.frame(), spec.inputTypes(), context.compiler(), context.types());
        sight = new Sight(reach, spec.frame(), range, context.compiler());
        errors = context.errors(spec.inputTypes());
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
            show(partition, -1, out);
            partition.places().forEach(change -> sorted.add(change.place(), change.weight()));
            show(partition, 1, out);
        }
        return out;
    }

    /** The rows of a partition that see a changed place, with their results. */
    private void show(SortedRows.Changes partition, int sign, Delta out) {
        var places = partition.places();
        for (int next = 0; next < places.size(); ) {
            var stretch = new Stretch(places, next);
            boolean end =
                    sorted.walk(stretch.first.key(), OrderedCache.successor(partition.prefix()), false, stretch::ahead);
            stretch.turn(end);
            sorted.walk(partition.prefix(), stretch.first.key(), true, stretch::back);
            stretch.compute(sign, out);
            next = stretch.next;
        }
    }

    /** How far a walk has come from where it began, in rows and in groups of peers. */
    private static final class Distance {
        private final Entry origin;
        private Entry last;
        private long passedRows;
        private long passedGroups;
        /** To the nearest copy of the entry that is being looked at. */
        private long rows;

        private long groups;

        Distance(Entry origin) {
            this.origin = origin;
            last = origin;
        }

        void to(Entry entry) {
            rows = passedRows + 1;
            groups = passedGroups + (entry.isPeer(last) ? 0 : 1);
        }

        void beyond(Entry entry) {
            passedRows += entry.weight();
            passedGroups = groups;
            last = entry;
        }
    }

    /** Rows around one changed place, or around several that are near to one another. */
    private final class Stretch {
        private final List<SortedRows.Change> places;
        private final Entry first;
        /** The number of the first place that does not belong to it. */
        private int next;

        private final List<Entry> ahead = new ArrayList<>();
        private final List<Entry> back = new ArrayList<>();
        /** How many of the entries ahead, and of those back, see a changed place. */
        private int affectedAhead;

        private int affectedBack;
        private Distance fromPlace;
        private Distance fromAffected;

        Stretch(List<SortedRows.Change> places, int number) {
            this.places = places;
            first = places.get(number).place();
            next = number + 1;
            begin(first);
        }

        private void begin(Entry place) {
            fromPlace = new Distance(place);
            fromAffected = new Distance(place);
        }

        /** Takes an entry at the first place or behind it; false if neither it nor what follows matters. */
        boolean ahead(Entry entry) {
            while (next < places.size()
                    && Arrays.compareUnsigned(places.get(next).place().key(), entry.key()) <= 0) {
                begin(places.get(next).place());
                next++;
                affectedAhead = ahead.size();
            }
            if (Arrays.equals(fromPlace.origin.key(), entry.key())) {
                ahead.add(entry);
                affectedAhead = ahead.size();
                return true;
            }
            fromPlace.to(entry);
            fromAffected.to(entry);
            boolean affected = sight.seesBack(entry.row(), fromPlace.origin.row(), fromPlace.rows, fromPlace.groups);
            if (!affected
                    && !sight.seesAhead(
                            fromAffected.origin.row(), entry.row(), fromAffected.rows, fromAffected.groups)) {
                return false;
            }
            ahead.add(entry);
            if (affected) {
                affectedAhead = ahead.size();
            }
            go(entry, affected);
            return true;
        }

        private void go(Entry entry, boolean affected) {
            fromPlace.beyond(entry);
            if (affected) {
                fromAffected = new Distance(entry);
            } else {
                fromAffected.beyond(entry);
            }
        }

        /** @param end whether there are no more rows ahead: what has changed there is near, then */
        void turn(boolean end) {
            if (end && next < places.size()) {
                next = places.size();
                affectedAhead = ahead.size();
            }
            begin(first);
        }

        /** Takes an entry before the first place, the nearest first. */
        boolean back(Entry entry) {
            fromPlace.to(entry);
            fromAffected.to(entry);
            boolean affected = sight.seesAhead(entry.row(), first.row(), fromPlace.rows, fromPlace.groups);
            if (!affected
                    && !sight.seesBack(
                            fromAffected.origin.row(), entry.row(), fromAffected.rows, fromAffected.groups)) {
                return false;
            }
            back.add(entry);
            if (affected) {
                affectedBack = back.size();
            }
            go(entry, affected);
            return true;
        }

        void compute(int sign, Delta out) {
            var rows = new Rows();
            Entry before = null;
            int from = 0;
            for (int i = back.size() - 1; i >= 0; i--) {
                before = add(back.get(i), before, rows);
                from = i >= affectedBack ? rows.size() : from;
            }
            int to = rows.size();
            for (int i = 0; i < ahead.size(); i++) {
                before = add(ahead.get(i), before, rows);
                to = i < affectedAhead ? rows.size() : to;
            }
            functions.compute(rows, from, to, new WindowOutcome(rows, sign, errors, out));
        }

        private static Entry add(Entry entry, Entry before, Rows rows) {
            for (long i = 0; i < entry.weight(); i++) {
                rows.add(entry.row(), i > 0 || before != null && entry.isPeer(before));
            }
            return entry;
        }
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
