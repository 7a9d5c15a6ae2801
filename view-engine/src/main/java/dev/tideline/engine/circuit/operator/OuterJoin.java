package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.WeightedRows;
import dev.tideline.engine.circuit.ZSet;

/**
 * LEFT or FULL join by key alone: a row has a partner if the other side has any row of its key.
 *
 * <p><strong>Law:</strong> the inner join's, and for every key whose other side was or is empty the rows padded with NULLs: −A⁻ when the
 * first partner comes, +A⁺ when the last goes. <strong>State:</strong> none of its own. <strong>Cost:</strong> the pairs of the changed
 * rows; all rows of the key when its other side becomes empty or ceases to be. <strong>Example:</strong>
 * {@code customers c LEFT JOIN orders o ON o.customer_id = c.id}.
 */
final class OuterJoin implements Operator {

    private final JoinSides sides;
    private final boolean full;

    OuterJoin(JoinSides sides, boolean full) {
        this.sides = sides;
        this.full = full;
    }

    @Override
    public Delta step(Delta[] deltas) {
        if (sides.unchanged(deltas)) {
            return Delta.EMPTY;
        }
        var out = sides.begin(deltas);
        sides.changedPairs(out, (l, leftWeight, r, rightWeight, leftChanged) -> out.rows()
                .add(sides.row(l, r), leftWeight * rightWeight));
        padded(sides.left(), sides.right(), (row, weight) -> out.rows().add(sides.row(row, null), weight));
        if (full) {
            padded(sides.right(), sides.left(), (row, weight) -> out.rows().add(sides.row(null, row), weight));
        }
        return out;
    }

    /** Changes among the rows of {@code outer} that have no partner in {@code other}. */
    private static void padded(Arranged outer, Arranged other, WeightedRows out) {
        outer.unkeyedDelta().forEach(out);
        outer.delta().forEach((key, changed) -> {
            if (!other.delta().containsKey(key) && !other.anyAfter(key)) {
                changed.forEach(out);
            }
        });
        for (var key : other.delta().keySet()) {
            boolean aloneBefore = !other.anyBefore(key);
            boolean aloneAfter = !other.anyAfter(key);
            if (aloneBefore && aloneAfter) {
                outer.delta().getOrDefault(key, NOTHING).forEach(out);
            } else if (aloneBefore) {
                outer.before(key, (row, weight) -> out.accept(row, -weight));
            } else if (aloneAfter) {
                outer.after(key, out);
            }
        }
    }

    private static final ZSet NOTHING = new ZSet();
}
