package dev.tideline.engine.fuzz;

import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.plan.Plan.TopKind;
import dev.tideline.engine.plan.unnest.NodeExpressions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The nodes that a query's plan is made of before it is rewritten, and those of them that speak of rows around. */
final class PlanShapes {

    private static final List<String> AGGREGATES = List.of(
            "array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp cume_dist dense_rank every",
            "json_agg json_object_agg jsonb_agg jsonb_object_agg max min mode percent_rank percentile_cont percentile_disc",
            "rank regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev",
            "stddev_pop stddev_samp string_agg sum var_pop var_samp variance");
    private static final List<String> WINDOW_FUNCTIONS = List.of(
            "row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value",
            "count sum avg min max bool_and bool_or array_agg string_agg json_agg stddev variance bit_or");

    private final Set<String> shapes = new TreeSet<>();
    private final Set<Plan> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Plan> seenDependent = Collections.newSetFromMap(new IdentityHashMap<>());

    private PlanShapes() {}

    static Set<String> of(Plan plan) {
        var shapes = new PlanShapes();
        shapes.walk(plan, false);
        return shapes.shapes;
    }

    /** What the grammar is made to give. */
    static Set<String> wanted() {
        var wanted = new TreeSet<String>();
        var nodes = new ArrayList<>(List.of("Aggregate of keys", "Aggregate", "GroupingSets", "Window", "Distinct"));
        nodes.addAll(List.of("ProjectSet", "Recurse", "Values"));
        for (var kind : TopKind.values()) {
            nodes.add("TopK " + kind);
        }
        for (var kind : SetKind.values()) {
            nodes.add(kind.name());
            nodes.add(kind + " ALL");
        }
        for (var kind : List.of(JoinKind.INNER, JoinKind.LEFT, JoinKind.RIGHT, JoinKind.FULL)) {
            nodes.add("Join " + kind);
        }
        for (var kind : List.of(JoinKind.INNER, JoinKind.LEFT, JoinKind.SEMI, JoinKind.ANTI)) {
            nodes.add("DependentJoin " + kind);
        }
        wanted.addAll(nodes);
        // A rank that is compared becomes a first row only when plans are rewritten.
        wanted.remove("TopK " + TopKind.GROUPS);
        nodes.remove("TopK " + TopKind.GROUPS);
        nodes.forEach(node -> wanted.add("dependent: " + node));
        AGGREGATES.forEach(line -> List.of(line.split(" ")).forEach(name -> wanted.add("aggregate " + name)));
        WINDOW_FUNCTIONS.forEach(line -> List.of(line.split(" ")).forEach(name -> wanted.add("window " + name)));
        return wanted;
    }

    private void walk(Plan plan, boolean dependent) {
        if (!(dependent ? seenDependent : seen).add(plan)) {
            return;
        }
        var name = name(plan);
        if (name != null) {
            shapes.add(name);
            if (dependent && !NodeExpressions.freeColumns(plan).isEmpty()) {
                shapes.add("dependent: " + name);
            }
        }
        functions(plan);
        for (int i = 0; i < plan.inputs().size(); i++) {
            walk(plan.inputs().get(i), dependent || plan instanceof Plan.DependentJoin && i == 1);
        }
    }

    private static String name(Plan plan) {
        if (plan instanceof Plan.Join join) {
            return "Join " + join.kind();
        } else if (plan instanceof Plan.DependentJoin join) {
            return "DependentJoin " + join.kind();
        } else if (plan instanceof Plan.SetOperation operation) {
            return operation.kind() + (operation.all() ? " ALL" : "");
        } else if (plan instanceof Plan.TopK top) {
            return "TopK " + top.kind();
        } else if (plan instanceof Plan.Aggregate aggregate) {
            return aggregate.keys().isEmpty() ? "Aggregate" : "Aggregate of keys";
        }
        boolean plain = plan instanceof Plan.Project || plan instanceof Plan.Filter || plan instanceof Plan.Scan;
        return plain || plan instanceof Plan.WorkingTable
                ? null
                : plan.getClass().getSimpleName();
    }

    private void functions(Plan plan) {
        if (plan instanceof Plan.Aggregate aggregate) {
            aggregate.aggregates().forEach(this::aggregate);
        } else if (plan instanceof Plan.GroupingSets grouping) {
            grouping.aggregates().forEach(this::aggregate);
        } else if (plan instanceof Plan.Window window) {
            window.functions()
                    .forEach(function ->
                            shapes.add("window " + function.call().function().name()));
        }
    }

    private void aggregate(AggregateAssignment assignment) {
        shapes.add("aggregate " + assignment.call().function().name());
    }
}
