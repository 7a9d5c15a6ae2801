package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.property.NullRejection;
import java.util.List;

/**
 * Padded rows that a condition above can never accept need not be made.
 *
 * <pre>
 * Filter(A LEFT JOIN B ON c, b = 1)   →   Filter(A JOIN B ON c, b = 1)
 * Filter(A FULL JOIN B ON c, b = 1)   →   Filter(B LEFT JOIN A ON c, b = 1)
 * Filter(A FULL JOIN B ON c, a = 1)   →   Filter(A LEFT JOIN B ON c, a = 1)
 * (A LEFT JOIN B ON c) JOIN C ON b = d   →   (A JOIN B ON c) JOIN C ON b = d
 * </pre>
 */
final class SimplifyOuterJoin implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        if (node instanceof Plan.Filter filter && filter.input() instanceof Plan.Join join) {
            var simpler = simplified(join, filter.condition());
            return simpler == join ? node : new Plan.Filter(simpler, filter.condition());
        }
        if (node instanceof Plan.Join upper && (upper.kind() == JoinKind.INNER || upper.kind() == JoinKind.SEMI)) {
            return Plans.withInputs(upper, List.of(below(upper.left(), upper), below(upper.right(), upper)));
        }
        if (node instanceof Plan.Join upper && (upper.kind() == JoinKind.LEFT)) {
            return Plans.withInputs(upper, List.of(upper.left(), below(upper.right(), upper)));
        }
        return node;
    }

    private static Plan below(Plan input, Plan.Join upper) {
        return input instanceof Plan.Join join ? simplified(join, upper.condition()) : input;
    }

    private static Plan.Join simplified(Plan.Join join, Expr condition) {
        boolean needsLeft = NullRejection.rejects(condition, join.left().outputSet());
        boolean needsRight = NullRejection.rejects(condition, join.right().outputSet());
        return switch (join.kind()) {
            case LEFT -> needsRight ? with(JoinKind.INNER, join) : join;
            case RIGHT -> needsLeft ? with(JoinKind.INNER, join) : join;
            case FULL -> {
                if (needsLeft && needsRight) {
                    yield with(JoinKind.INNER, join);
                } else if (needsLeft) {
                    yield with(JoinKind.LEFT, join);
                }
                yield needsRight ? with(JoinKind.RIGHT, join) : join;
            }
            case INNER, SEMI, ANTI -> join;
        };
    }

    private static Plan.Join with(JoinKind kind, Plan.Join join) {
        return new Plan.Join(kind, join.left(), join.right(), join.condition());
    }
}
