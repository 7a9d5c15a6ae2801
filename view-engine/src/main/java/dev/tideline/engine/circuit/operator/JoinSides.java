package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import java.util.List;
import java.util.stream.Stream;

/**
 * What all joins have in common: the two arrangements, the pairs that a step adds or takes away, and how a pair becomes a row.
 *
 * <p>Δ(A⋈B) = ΔA⋈B⁻ + A⁺⋈ΔB, where ⁻ is before and ⁺ after the step.
 */
final class JoinSides {

    private final OperatorSpec.Join spec;
    private final Arranged left;
    private final Arranged right;
    private final int leftSize;
    private final int[] output;
    private final Evaluator residual;
    private final ErrorRows errors;

    JoinSides(
            OperatorSpec.Join spec,
            Arranged left,
            Arranged right,
            List<SqlType> leftTypes,
            List<SqlType> rightTypes,
            OperatorContext context) {
        this.spec = spec;
        this.left = left;
        this.right = right;
        leftSize = leftTypes.size();
        output = spec.output().stream().mapToInt(Integer::intValue).toArray();
        residual = spec.residual() == null ? null : Condition.of(spec.residual(), context.compiler());
        errors = context.errors(
                Stream.concat(leftTypes.stream(), rightTypes.stream()).toList());
    }

    /** Receives a pair that changed. */
    @FunctionalInterface
    interface Pairs {

        /**
         * @param leftChanged true if it is the left row that changed, against the right side as it was before; false if it is the right
         *     row, against the left side as it is now
         */
        void accept(Row left, long leftWeight, Row right, long rightWeight, boolean leftChanged);
    }

    Arranged left() {
        return left;
    }

    Arranged right() {
        return right;
    }

    boolean unchanged(Delta[] deltas) {
        return deltas[spec.left()].isEmpty() && deltas[spec.right()].isEmpty();
    }

    /** An output that begins with the errors of both inputs. */
    Delta begin(Delta[] deltas) {
        var out = new Delta();
        out.errors().addAll(deltas[spec.left()].errors(), 1);
        out.errors().addAll(deltas[spec.right()].errors(), 1);
        return out;
    }

    /** Hands out the pairs that fulfil the residual condition; where it fails for a pair, notes an error. */
    void changedPairs(Delta out, Pairs pairs) {
        left.delta()
                .forEach((key, changed) -> right.before(
                        key,
                        (r, rightWeight) -> changed.forEach((l, leftWeight) -> {
                            if (matches(l, r, leftWeight * rightWeight, out)) {
                                pairs.accept(l, leftWeight, r, rightWeight, true);
                            }
                        })));
        right.delta()
                .forEach((key, changed) -> left.after(
                        key,
                        (l, leftWeight) -> changed.forEach((r, rightWeight) -> {
                            if (matches(l, r, leftWeight * rightWeight, out)) {
                                pairs.accept(l, leftWeight, r, rightWeight, false);
                            }
                        })));
    }

    private boolean matches(Row l, Row r, long weight, Delta out) {
        if (residual == null) {
            return true;
        }
        var pair = l.concat(r);
        try {
            return (boolean) residual.evaluate(pair);
        } catch (SqlError error) {
            out.errors().add(errors.of(error, pair), weight);
            return false;
        }
    }

    /** The row shown for a pair; null stands for a side without partner. */
    Row row(Row l, Row r) {
        var values = new Object[output.length];
        for (int i = 0; i < values.length; i++) {
            int position = output[i];
            if (position < leftSize) {
                values[i] = l == null ? null : l.get(position);
            } else {
                values[i] = r == null ? null : r.get(position - leftSize);
            }
        }
        return new Row(values);
    }
}
