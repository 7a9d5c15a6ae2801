package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.SetKind;

/**
 * Nothing need be done to make rows distinct that are: because they have a key, or because it will be done above.
 *
 * <pre>
 * Distinct(A), A has a key        →   A
 * (A UNION B) UNION C             →   (A UNION ALL B) UNION C
 * Distinct(A) UNION B             →   A UNION B
 * </pre>
 */
final class RemoveDistinct implements RewriteRule {

    @Override
    public Plan apply(Plan node, Context context) {
        if (node instanceof Plan.Distinct distinct) {
            return context.properties().of(distinct.input()).unique() ? distinct.input() : node;
        }
        if (node instanceof Plan.SetOperation union && union.kind() == SetKind.UNION && !union.all()) {
            return Plans.withInputs(
                    union,
                    union.inputs().stream().map(RemoveDistinct::withCopies).toList());
        }
        return node;
    }

    private static Plan withCopies(Plan input) {
        if (input instanceof Plan.Distinct distinct) {
            return distinct.input();
        }
        return input instanceof Plan.SetOperation inner && inner.kind() == SetKind.UNION && !inner.all()
                ? new Plan.SetOperation(SetKind.UNION, true, inner.left(), inner.right(), inner.output())
                : input;
    }
}
