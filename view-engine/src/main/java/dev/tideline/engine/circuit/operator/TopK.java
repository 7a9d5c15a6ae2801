package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.circuit.spec.OperatorSpec.TopKind;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.state.CacheShare;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The first rows of each partition by an order: LIMIT, OFFSET, WITH TIES, DISTINCT ON, and ranks compared with a number.
 *
 * <p><strong>Law:</strong> for every touched partition, the rows shown after the step minus those shown before. Which of tied rows come
 * first does not depend on history. A partition with a negative limit shows an error. <strong>State:</strong> (partition, order, row) →
 * weight, one entry per row. <strong>Cost:</strong> one write per change; for a touched partition the shown rows and those that the
 * offset skips are read, and none if all that changed lies behind what is shown; never the whole partition. <strong>Example:</strong>
 * {@code SELECT … ORDER BY total DESC LIMIT 10}: an order that is not among the ten largest is written and nothing else.
 */
final class TopK implements Operator {

    private final OperatorSpec.TopK spec;
    private final SortedRows sorted;
    private final Evaluator limit;
    private final Evaluator offset;
    private final ErrorRows errors;
    private final CacheShare share;
    /** Of partitions that are full: the last entry that is shown. */
    private final Map<Row, SortedRows.Entry> lastShown = new LinkedHashMap<>(16, 0.75f, true);

    TopK(OperatorSpec.TopK spec, String stateName, OperatorContext context) {
        this.spec = spec;
        sorted = new SortedRows(spec.sort(), spec.types(), stateName, context);
        limit = spec.limit() == null ? null : context.compiler().compile(spec.limit());
        offset = spec.offset() == null ? null : context.compiler().compile(spec.offset());
        errors = context.errors(spec.types());
        share = context.share();
    }

    @Override
    public Delta step(Delta[] deltas) {
        var in = deltas[spec.input()];
        if (in.isEmpty()) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        out.errors().addAll(in.errors(), 1);
        sorted.changes(in.rows()).forEach(changes -> apply(changes, out));
        return out;
    }

    private void apply(SortedRows.Changes changes, Delta out) {
        var last = lastShown.get(changes.partition());
        boolean seen = last == null || changes.places().stream().anyMatch(change -> isSeen(change.place(), last));
        if (seen) {
            show(changes, -1, out);
        }
        changes.places().forEach(change -> sorted.add(change.place(), change.weight()));
        if (seen) {
            show(changes, 1, out);
        }
    }

    private boolean isSeen(SortedRows.Entry place, SortedRows.Entry last) {
        return Arrays.compareUnsigned(place.key(), last.key()) <= 0
                || spec.kind() != TopKind.ROWS && place.isPeer(last);
    }

    /** Walks over what is shown of a partition. */
    private void show(SortedRows.Changes changes, int sign, Delta out) {
        var shown = new Shown(sign, out);
        boolean all;
        try {
            all = sorted.walk(changes.prefix(), shown);
        } catch (SqlError error) {
            out.errors().add(errors.of(error, shown.first), sign);
            all = true;
        }
        if (all || shown.last == null) {
            lastShown.remove(changes.partition());
        } else {
            lastShown.put(changes.partition(), shown.last);
        }
    }

    private final class Shown implements SortedRows.Visitor {
        private final int sign;
        private final Delta out;
        private Row first;
        private SortedRows.Entry before;
        private SortedRows.Entry last;
        private long skip;
        private long left;

        Shown(int sign, Delta out) {
            this.sign = sign;
            this.out = out;
        }

        @Override
        public boolean visit(SortedRows.Entry entry) {
            if (first == null) {
                first = entry.row();
                skip = bound(offset, "2201X", "OFFSET", 0);
                left = bound(limit, "2201W", "LIMIT", Long.MAX_VALUE);
            }
            boolean peer = before != null && entry.isPeer(before);
            before = entry;
            return switch (spec.kind()) {
                case ROWS -> rows(entry, entry.weight(), false);
                case WITH_TIES -> rows(entry, entry.weight(), peer && last != null);
                case GROUPS -> group(entry, peer);
            };
        }

        /** @param tied shown even if the limit is reached */
        private boolean rows(SortedRows.Entry entry, long weight, boolean tied) {
            long skipped = Math.min(skip, weight);
            skip -= skipped;
            long rest = weight - skipped;
            if (left == 0 && !tied) {
                return false;
            }
            boolean ties = spec.kind() == TopKind.WITH_TIES && (left > 0 || tied);
            long count = ties ? rest : Math.min(left, rest);
            left = Math.max(0, left - count);
            show(entry, count);
            return left > 0 || spec.kind() == TopKind.WITH_TIES;
        }

        private boolean group(SortedRows.Entry entry, boolean peer) {
            if (!peer) {
                if (left == 0) {
                    return false;
                }
                left--;
            }
            show(entry, entry.weight());
            return true;
        }

        private void show(SortedRows.Entry entry, long count) {
            if (count > 0) {
                out.rows().add(entry.row(), sign * count);
            }
            last = entry;
        }

        private long bound(Evaluator bound, String sqlState, String name, long otherwise) {
            var value = bound == null ? null : (Long) bound.evaluate(first);
            if (value == null) {
                return otherwise;
            }
            if (value < 0) {
                throw new SqlError(sqlState, name + " must not be negative");
            }
            return value;
        }
    }

    @Override
    public void flush() {
        sorted.flush();
    }

    @Override
    public void trim() {
        sorted.trim();
        var eldest = lastShown.keySet().iterator();
        for (int excess = lastShown.size() - share.allowed(lastShown.size()); excess > 0; excess--) {
            eldest.next();
            eldest.remove();
        }
    }
}
