package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;

/**
 * All pairs of equal key that fulfil the residual condition. With an empty key it is the cross join.
 *
 * <p><strong>Law:</strong> bilinear: Δ(A⋈B) = ΔA⋈B⁻ + A⁺⋈ΔB. <strong>State:</strong> none of its own; it reads the arrangements of its
 * inputs. <strong>Cost:</strong> the pairs of the changed rows. <strong>Example:</strong>
 * {@code orders o JOIN customers c ON c.id = o.customer_id}.
 */
final class InnerJoin implements Operator {

    private final JoinSides sides;

    InnerJoin(JoinSides sides) {
        this.sides = sides;
    }

    @Override
    public Delta step(Delta[] deltas) {
        if (sides.unchanged(deltas)) {
            return Delta.EMPTY;
        }
        var out = sides.begin(deltas);
        sides.changedPairs(out, (l, leftWeight, r, rightWeight, leftChanged) -> out.rows()
                .add(sides.row(l, r), leftWeight * rightWeight));
        return out;
    }
}
