package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;

/**
 * LEFT or FULL join with a residual condition: whether a row has a partner is known only from its pairs, so they are counted.
 *
 * <p><strong>Law:</strong> the inner join's, and the row padded with NULLs while its count of partners is 0. <strong>State:</strong> outer
 * row → (weight, partners), for each outer side. <strong>Cost:</strong> the pairs of the changed rows, and one read and write per row of
 * such a pair. <strong>Example:</strong> {@code a LEFT JOIN b ON a.k = b.k AND a.v < b.v}.
 */
final class OuterResidualJoin implements Operator {

    private final JoinSides sides;
    private final Degrees left;
    private final Degrees right;

    /** @param right null for a LEFT join */
    OuterResidualJoin(JoinSides sides, Degrees left, Degrees right) {
        this.sides = sides;
        this.left = left;
        this.right = right;
    }

    @Override
    public Delta step(Delta[] deltas) {
        if (sides.unchanged(deltas)) {
            return Delta.EMPTY;
        }
        var out = sides.begin(deltas);
        sides.left().delta().values().forEach(left::rows);
        if (right != null) {
            sides.right().delta().values().forEach(right::rows);
        }
        sides.changedPairs(out, (l, leftWeight, r, rightWeight, leftChanged) -> {
            out.rows().add(sides.row(l, r), leftWeight * rightWeight);
            if (leftChanged) {
                left.partnersOfNew(l, rightWeight);
            } else {
                left.partners(l, rightWeight);
            }
            if (right != null && leftChanged) {
                right.partners(r, leftWeight);
            } else if (right != null) {
                right.partnersOfNew(r, leftWeight);
            }
        });
        left.settle(false, (row, weight) -> out.rows().add(sides.row(row, null), weight));
        sides.left().unkeyedDelta().forEach((row, weight) -> out.rows().add(sides.row(row, null), weight));
        if (right != null) {
            right.settle(false, (row, weight) -> out.rows().add(sides.row(null, row), weight));
            sides.right().unkeyedDelta().forEach((row, weight) -> out.rows().add(sides.row(null, row), weight));
        }
        return out;
    }

    @Override
    public void flush() {
        left.flush();
        if (right != null) {
            right.flush();
        }
    }

    @Override
    public void trim() {
        left.trim();
        if (right != null) {
            right.trim();
        }
    }
}
