package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.plan.ViewPlan.OutputColumn;
import dev.tideline.engine.plan.rewrite.RewriteRule.Context;
import dev.tideline.engine.plan.unnest.Unnesting;
import dev.tideline.engine.value.TypeCatalog;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Takes dependent joins out, then applies the rules in their order, bottom up, until none fires; then prunes columns. The result depends on
 * the plan alone.
 */
public final class PlanRewriter {

    private static final int MOST_PASSES = 100;

    private static final List<RewriteRule> RULES = List.of(
            new RightJoinToLeft(),
            new MergeFilters(),
            new FactorDisjunction(),
            new MergeProjects(),
            new PushFilterThroughProject(),
            new PushFilterThroughProjectSet(),
            new PushFilterThroughAggregate(),
            new PushFilterThroughDistinct(),
            new PushFilterThroughWindow(),
            new RankFilterToTopK(),
            new SimplifyOuterJoin(),
            new PushFilterIntoJoin(),
            new SplitNotIn(),
            new PushJoinCondition(),
            new DelayCrossJoin(),
            new RemoveDistinct());

    /** Columns of our own are numbered from here on, beyond those of any translation. */
    private static final int FIRST_COLUMN = 1 << 30;

    private final TypeCatalog types;
    private int nextColumn = FIRST_COLUMN;

    public PlanRewriter(TypeCatalog types) {
        this.types = types;
    }

    public ViewPlan rewrite(ViewPlan view) {
        var shown = view.output().stream().map(OutputColumn::column).collect(Collectors.toSet());
        var plan = untilStable(new Unnesting(types, () -> nextColumn++).unnest(view.plan()));
        plan = new PruneColumns().prune(plan, shown);
        plan = new ResolveTime(() -> nextColumn++).resolve(untilStable(plan));
        return new ViewPlan(view.view(), plan, view.output());
    }

    private Plan untilStable(Plan plan) {
        var current = plan;
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            var next = pass(current, new Context(types), new IdentityHashMap<>());
            if (next == current) {
                return current;
            }
            current = next;
        }
        throw new IllegalStateException("the rewrite rules do not come to an end with " + plan);
    }

    /** Plans share parts, and do so still after a pass. */
    private static Plan pass(Plan node, Context context, Map<Plan, Plan> done) {
        var known = done.get(node);
        if (known != null) {
            return known;
        }
        var inputs =
                node.inputs().stream().map(input -> pass(input, context, done)).toList();
        var current = Plans.withInputs(node, inputs);
        for (var rule : RULES) {
            current = rule.apply(current, context);
        }
        done.put(node, current);
        return current;
    }
}
