package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.plan.ViewPlan.OutputColumn;
import dev.tideline.engine.plan.rewrite.RewriteRule.Context;
import dev.tideline.engine.value.TypeCatalog;
import java.util.List;
import java.util.stream.Collectors;

/** Applies the rules in their order, bottom up, until none fires; then prunes columns. The result depends on the plan alone. */
public final class PlanRewriter {

    private static final int MOST_PASSES = 100;

    private static final List<RewriteRule> RULES = List.of(
            new RightJoinToLeft(),
            new MergeFilters(),
            new MergeProjects(),
            new PushFilterThroughProject(),
            new PushFilterThroughAggregate(),
            new PushFilterThroughDistinct(),
            new SimplifyOuterJoin(),
            new PushFilterIntoJoin(),
            new PushJoinCondition(),
            new RemoveDistinct());

    private final TypeCatalog types;

    public PlanRewriter(TypeCatalog types) {
        this.types = types;
    }

    public ViewPlan rewrite(ViewPlan view) {
        var shown = view.output().stream().map(OutputColumn::column).collect(Collectors.toSet());
        var plan = untilStable(view.plan());
        plan = new PruneColumns().prune(plan, shown);
        plan = new ResolveTime().resolve(untilStable(plan));
        return new ViewPlan(view.view(), plan, view.output());
    }

    private Plan untilStable(Plan plan) {
        var current = plan;
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            var next = pass(current, new Context(types));
            if (next == current) {
                return current;
            }
            current = next;
        }
        throw new IllegalStateException("the rewrite rules do not come to an end with " + plan);
    }

    private static Plan pass(Plan node, Context context) {
        var inputs = node.inputs().stream().map(input -> pass(input, context)).toList();
        var current = Plans.withInputs(node, inputs);
        for (var rule : RULES) {
            current = rule.apply(current, context);
        }
        return current;
    }
}
