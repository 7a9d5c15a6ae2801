package dev.tideline.engine.fuzz;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Wrong rules: those that decorrelators and optimisers are known to have got wrong. */
final class PlantedPlanErrors {

    private PlantedPlanErrors() {}

    static final List<PlantedError> ALL = List.of(
            PlantedError.whereWritten("LATERAL loses rows without partners", PlantedPlanErrors::innerForLeft),
            PlantedError.whereWritten("an aggregate of nothing has no row", PlantedPlanErrors::noGroupOfNothing),
            PlantedError.whereWritten("NOT IN takes unknown for false", PlantedPlanErrors::notInOfTwoValues),
            PlantedError.whereWritten("ON of the left side filters it", PlantedPlanErrors::onAsFilterOfLeft),
            PlantedError.whereRewritten("a condition goes below an outer join", PlantedPlanErrors::belowOuterJoin),
            PlantedError.whereRewritten("a condition goes below a window", PlantedPlanErrors::belowWindow),
            PlantedError.whereRewritten("a condition goes below the first rows", PlantedPlanErrors::belowFirstRows),
            PlantedError.whereWritten("EXCEPT as an anti join keeps doubles", PlantedPlanErrors::exceptAll),
            PlantedError.whereRewritten("groups forget a key", PlantedPlanErrors::forgottenKey),
            PlantedError.whereRewritten("windows forget a partition", PlantedPlanErrors::forgottenPartition),
            PlantedError.whereRewritten("the first rows are those of all", PlantedPlanErrors::firstOfAll),
            PlantedError.whereRewritten("domains hold values twice", PlantedPlanErrors::notDistinct),
            PlantedError.whereRewritten("a grouping set is left out", PlantedPlanErrors::fewerSets));

    private static Plan innerForLeft(Plan node) {
        return node instanceof Plan.DependentJoin join && join.kind() == JoinKind.LEFT
                ? new Plan.DependentJoin(JoinKind.INNER, join.left(), join.right(), join.condition())
                : node;
    }

    /** What COUNT is known for: the group is made by a key, and without rows there is none. */
    private static Plan noGroupOfNothing(Plan node) {
        if (node instanceof Plan.Aggregate aggregate && aggregate.keys().isEmpty()) {
            var key = new Assignment(new Column(-17, "key", Expr.BOOLEAN), Expr.Constant.TRUE);
            return new Plan.Aggregate(aggregate.input(), List.of(key), aggregate.aggregates());
        }
        return node;
    }

    private static Plan notInOfTwoValues(Plan node) {
        if (node instanceof Plan.DependentJoin join && join.kind() == JoinKind.ANTI) {
            return new Plan.DependentJoin(join.kind(), join.left(), join.right(), withoutTests(join.condition()));
        } else if (node instanceof Plan.Join join && join.kind() == JoinKind.ANTI) {
            return new Plan.Join(join.kind(), join.left(), join.right(), withoutTests(join.condition()));
        }
        return node;
    }

    private static Expr withoutTests(Expr condition) {
        return ExprTree.conjunction(ExprTree.conjuncts(condition).stream()
                .map(term -> !(term instanceof Expr.BooleanTest test)
                        ? term
                        : Boolean.FALSE.equals(test.tested()) ? test.argument() : new Expr.Not(test.argument()))
                .toList());
    }

    private static Plan onAsFilterOfLeft(Plan node) {
        if (!(node instanceof Plan.Join join) || join.kind() != JoinKind.LEFT) {
            return node;
        }
        var moved = within(ExprTree.conjuncts(join.condition()), join.left().outputSet());
        return moved.isEmpty()
                ? node
                : new Plan.Join(
                        JoinKind.LEFT,
                        new Plan.Filter(join.left(), ExprTree.conjunction(moved)),
                        join.right(),
                        join.condition());
    }

    private static Plan belowOuterJoin(Plan node) {
        if (!(node instanceof Plan.Filter filter)
                || !(filter.input() instanceof Plan.Join join)
                || join.kind() != JoinKind.LEFT) {
            return node;
        }
        var terms = ExprTree.conjuncts(filter.condition());
        var moved = within(terms, join.right().outputSet());
        if (moved.isEmpty()) {
            return node;
        }
        var rest = new ArrayList<>(terms);
        rest.removeAll(moved);
        return new Plan.Filter(
                new Plan.Join(
                        JoinKind.LEFT,
                        join.left(),
                        new Plan.Filter(join.right(), ExprTree.conjunction(moved)),
                        join.condition()),
                ExprTree.conjunction(rest));
    }

    private static List<Expr> within(Collection<Expr> terms, Set<Column> columns) {
        return terms.stream()
                .filter(term -> !ExprTree.columns(term).isEmpty() && columns.containsAll(ExprTree.columns(term)))
                .toList();
    }

    private static Plan belowWindow(Plan node) {
        return node instanceof Plan.Filter filter
                        && filter.input() instanceof Plan.Window window
                        && window.input().outputSet().containsAll(ExprTree.columns(filter.condition()))
                ? new Plan.Window(
                        new Plan.Filter(window.input(), filter.condition()),
                        window.partition(),
                        window.order(),
                        window.tieBreak(),
                        window.frame(),
                        window.functions())
                : node;
    }

    private static Plan belowFirstRows(Plan node) {
        return node instanceof Plan.Filter filter && filter.input() instanceof Plan.TopK top
                ? new Plan.TopK(
                        new Plan.Filter(top.input(), filter.condition()),
                        top.partition(),
                        top.order(),
                        top.tieBreak(),
                        top.kind(),
                        top.limit(),
                        top.offset())
                : node;
    }

    private static Plan exceptAll(Plan node) {
        return node instanceof Plan.SetOperation operation
                        && operation.kind() == Plan.SetKind.EXCEPT
                        && !operation.all()
                ? new Plan.SetOperation(operation.kind(), true, operation.left(), operation.right(), operation.output())
                : node;
    }

    private static Plan forgottenKey(Plan node) {
        if (!(node instanceof Plan.Aggregate aggregate) || aggregate.keys().size() < 2) {
            return node;
        }
        var keys = new ArrayList<>(aggregate.keys());
        var last = keys.remove(keys.size() - 1);
        keys.add(new Assignment(
                last.column(), new Expr.Constant(null, last.column().type())));
        return new Plan.Aggregate(aggregate.input(), keys, aggregate.aggregates());
    }

    private static Plan forgottenPartition(Plan node) {
        return node instanceof Plan.Window window && !window.partition().isEmpty()
                ? new Plan.Window(
                        window.input(),
                        window.partition().subList(1, window.partition().size()),
                        window.order(),
                        window.tieBreak(),
                        window.frame(),
                        window.functions())
                : node;
    }

    private static Plan firstOfAll(Plan node) {
        return node instanceof Plan.TopK top && !top.partition().isEmpty()
                ? new Plan.TopK(
                        top.input(),
                        List.of(),
                        top.order(),
                        top.tieBreak(),
                        top.kind(),
                        top.limit() instanceof Expr.Constant ? top.limit() : null,
                        top.offset() instanceof Expr.Constant ? top.offset() : null)
                : node;
    }

    private static Plan notDistinct(Plan node) {
        return node instanceof Plan.Distinct distinct ? distinct.input() : node;
    }

    private static Plan fewerSets(Plan node) {
        return node instanceof Plan.GroupingSets grouping && grouping.sets().size() > 1
                ? new Plan.GroupingSets(
                        grouping.input(),
                        grouping.keys(),
                        grouping.sets().subList(1, grouping.sets().size()),
                        grouping.aggregates(),
                        grouping.groupings())
                : node;
    }
}
