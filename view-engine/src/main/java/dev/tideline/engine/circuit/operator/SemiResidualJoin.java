package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;

/**
 * SEMI or ANTI join with a residual condition: the left rows that have any (or no) partner, with their own weights.
 *
 * <p><strong>Law:</strong> after − before of "A where the count of partners is not 0" (ANTI: is 0). <strong>State:</strong> left row →
 * (weight, partners). <strong>Cost:</strong> the pairs of the changed rows, and one read and write per left row of such a pair.
 * <strong>Example:</strong> {@code WHERE NOT EXISTS (SELECT FROM b WHERE b.k = a.k AND b.v > a.v)}.
 */
final class SemiResidualJoin implements Operator {

    private final JoinSides sides;
    private final Degrees degrees;
    private final boolean anti;

    SemiResidualJoin(JoinSides sides, Degrees degrees, boolean anti) {
        this.sides = sides;
        this.degrees = degrees;
        this.anti = anti;
    }

    @Override
    public Delta step(Delta[] deltas) {
        if (sides.unchanged(deltas)) {
            return Delta.EMPTY;
        }
        var out = sides.begin(deltas);
        sides.left().delta().values().forEach(degrees::rows);
        sides.changedPairs(out, (l, leftWeight, r, rightWeight, leftChanged) -> {
            if (leftChanged) {
                degrees.partnersOfNew(l, rightWeight);
            } else {
                degrees.partners(l, rightWeight);
            }
        });
        degrees.settle(!anti, (row, weight) -> out.rows().add(sides.row(row, null), weight));
        if (anti) {
            sides.left().unkeyedDelta().forEach((row, weight) -> out.rows().add(sides.row(row, null), weight));
        }
        return out;
    }

    @Override
    public void flush() {
        degrees.flush();
    }

    @Override
    public void trim() {
        degrees.trim();
    }
}
