package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;

/**
 * A right join is a left join seen from the other side. Columns are known by identity, so their order does not matter.
 *
 * <pre>
 * A RIGHT JOIN B ON c   →   B LEFT JOIN A ON c
 * </pre>
 */
final class RightJoinToLeft implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        return node instanceof Plan.Join join && join.kind() == JoinKind.RIGHT
                ? new Plan.Join(JoinKind.LEFT, join.right(), join.left(), join.condition())
                : node;
    }
}
