package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.GroupingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Pulls terms up through nodes that work on rows together: terms {@code inner = outer} choose one of their partitions or groups, if these are
 * made by {@code inner}, too.
 *
 * <pre>
 * TopK(Filter(B, b = outer), by p)                   →   TopK(B, by p, b)                        where b = outer
 * Window(Filter(B, b = outer), by p, n := …)         →   Window(B, by p, b, n := …)              where b = outer
 * GroupingSets(Filter(B, b = outer), by (k), (l))    →   GroupingSets(B, by (k, b'), (l, b'))    where b' = outer
 * ProjectSet(Filter(B, c), x := unnest(a))           →   ProjectSet(B, x := unnest(a))           where c
 * </pre>
 */
final class PullUpThrough {

    private final Context context;
    private final Predicate<Expr> isInner;
    private final Pulled input;

    /**
     * @param isInner whether an expression does not speak of the left side
     * @param input what the node's input has become
     */
    PullUpThrough(Context context, Predicate<Expr> isInner, Pulled input) {
        this.context = context;
        this.isInner = isInner;
        this.input = input;
    }

    /** Empty if that would change the meaning. */
    Optional<Pulled> node(Plan node) {
        if (!input.lifted().isEmpty() || !NodeExpressions.of(node).stream().allMatch(isInner)) {
            return Optional.empty();
        }
        if (node instanceof Plan.ProjectSet set) {
            return projectSet(set);
        }
        return input.equations(context).flatMap(terms -> {
            if (node instanceof Plan.GroupingSets grouping) {
                return groupingSets(grouping, terms);
            } else if (node instanceof Plan.Window window) {
                return window(window, terms);
            }
            return top((Plan.TopK) node, terms);
        });
    }

    /** Functions that can fail must not be called for more rows. */
    private Optional<Pulled> projectSet(Plan.ProjectSet set) {
        if (!input.terms().isEmpty() && !Harmless.isHarmlessNode(set)) {
            return Optional.empty();
        }
        var plan = NodeExpressions.rebuild(set, List.of(input.plan()), expr -> expr);
        return Optional.of(new Pulled(plan, input.terms(), Map.of()));
    }

    private Optional<Pulled> groupingSets(Plan.GroupingSets grouping, List<Correlation> terms) {
        boolean hasEmptySet =
                grouping.sets().stream().anyMatch(set -> set.keys().isEmpty());
        if (hasEmptySet || !Harmless.isHarmlessNode(grouping)) {
            return Optional.empty();
        }
        var keys = new ArrayList<>(grouping.keys());
        var above = new ArrayList<Expr>();
        for (var term : terms) {
            var key = context.column("key", term.inner().type());
            keys.add(new Assignment(key, term.inner()));
            above.add(term.over(key));
        }
        var sets = grouping.sets().stream()
                .map(set -> {
                    var members = new ArrayList<>(set.keys());
                    for (int i = grouping.keys().size(); i < keys.size(); i++) {
                        members.add(i);
                    }
                    return new GroupingSet(members, set.groupings());
                })
                .toList();
        var plan = new Plan.GroupingSets(input.plan(), keys, sets, grouping.aggregates(), grouping.groupings());
        return Optional.of(new Pulled(plan, above, Map.of()));
    }

    private Optional<Pulled> window(Plan.Window window, List<Correlation> terms) {
        if (!Harmless.isHarmlessNode(window)) {
            return Optional.empty();
        }
        return Optional.of(new Pulled(
                new Plan.Window(
                        input.plan(),
                        partition(window.partition(), terms),
                        window.order(),
                        window.tieBreak(),
                        window.frame(),
                        window.functions()),
                input.terms(),
                Map.of()));
    }

    private Optional<Pulled> top(Plan.TopK top, List<Correlation> terms) {
        if (!Harmless.isHarmlessNode(top)) {
            return Optional.empty();
        }
        return Optional.of(new Pulled(
                new Plan.TopK(
                        input.plan(),
                        partition(top.partition(), terms),
                        top.order(),
                        top.tieBreak(),
                        top.kind(),
                        top.limit(),
                        top.offset()),
                input.terms(),
                Map.of()));
    }

    private static List<Expr> partition(List<Expr> partition, List<Correlation> terms) {
        var both = new ArrayList<>(partition);
        terms.forEach(term -> both.add(term.inner()));
        return both;
    }
}
