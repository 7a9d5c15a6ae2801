package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ZSet;

/**
 * SEMI or ANTI join by key alone: the left rows whose key has any (or no) row on the right, with their own weights.
 *
 * <p><strong>Law:</strong> per key, after − before of "A if B is not empty" (ANTI: if B is empty). <strong>State:</strong> none of its own;
 * of the right side only keys are arranged. <strong>Cost:</strong> the changed left rows; all left rows of a key when its right side
 * becomes empty or ceases to be. <strong>Example:</strong> {@code WHERE EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id)}.
 */
final class SemiJoin implements Operator {

    private final JoinSides sides;
    private final boolean anti;

    SemiJoin(JoinSides sides, boolean anti) {
        this.sides = sides;
        this.anti = anti;
    }

    @Override
    public Delta step(Delta[] deltas) {
        if (sides.unchanged(deltas)) {
            return Delta.EMPTY;
        }
        var out = sides.begin(deltas);
        var left = sides.left();
        var right = sides.right();
        if (anti) {
            left.unkeyedDelta().forEach((row, weight) -> out.rows().add(sides.row(row, null), weight));
        }
        left.delta().forEach((key, changed) -> {
            if (!right.delta().containsKey(key) && right.anyAfter(key) != anti) {
                changed.forEach((row, weight) -> out.rows().add(sides.row(row, null), weight));
            }
        });
        for (var key : right.delta().keySet()) {
            boolean shownBefore = right.anyBefore(key) != anti;
            boolean shownAfter = right.anyAfter(key) != anti;
            if (shownBefore && shownAfter) {
                left.delta().getOrDefault(key, new ZSet()).forEach((row, weight) -> out.rows()
                        .add(sides.row(row, null), weight));
            } else if (shownBefore) {
                left.before(key, (row, weight) -> out.rows().add(sides.row(row, null), -weight));
            } else if (shownAfter) {
                left.after(key, (row, weight) -> out.rows().add(sides.row(row, null), weight));
            }
        }
        return out;
    }
}
