package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Case;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.Expr.IsNull;
import dev.tideline.engine.expr.Expr.Not;
import dev.tideline.engine.expr.Expr.When;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.DependentJoin;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.PlanFunctions;
import dev.tideline.engine.plan.property.Equalities;
import dev.tideline.engine.plan.unnest.Harmless;
import dev.tideline.engine.plan.unnest.NodeExpressions;
import dev.tideline.engine.sql.tree.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Subqueries in expressions. Each becomes one row of columns that a dependent join adds to the plan below the expression, and an
 * expression over those: counts of the rows for which a comparison is true or NULL, or a value with the count of rows that gave one.
 */
final class SublinkTranslator {

    static final int EXISTS = 0;
    static final int ALL = 1;
    static final int ANY = 2;
    private static final int ROW_COMPARISON = 3;
    static final int SCALAR = 4;
    static final int ARRAY = 6;

    /** The kind of parameter that stands for a column of the subquery in a comparison with it. */
    private static final int SUBLINK_PARAMETER = 2;

    private static final Constant UNKNOWN = new Constant(null, Expr.BOOLEAN);
    private static final Constant FALSE = new Constant(false, Expr.BOOLEAN);

    private final Translation translation;
    private final ExprTranslator expressions;
    private final List<Attachment> attachments = new ArrayList<>();
    private final Deque<List<Column>> comparedWith = new ArrayDeque<>();
    private final List<Expr> guards = new ArrayList<>();

    SublinkTranslator(Translation translation, ExprTranslator expressions) {
        this.translation = translation;
        this.expressions = expressions;
    }

    /**
     * What an expression needs of a subquery.
     *
     * @param plan one row at most for each row that the expression is computed for
     * @param always whether it is always one
     * @param where the rows that it is needed for, where it must not be computed for others
     */
    record Attachment(Plan plan, boolean always, Expr where) {

        Plan to(Plan input) {
            boolean inner = always && ExprTree.isTrue(where);
            return new DependentJoin(inner ? JoinKind.INNER : JoinKind.LEFT, input, plan, where);
        }

        /** Whether it is computed from columns of a plan. */
        boolean speaksOf(Plan side) {
            var used = new HashSet<>(NodeExpressions.freeColumns(plan));
            used.addAll(ExprTree.columns(where));
            return used.stream().anyMatch(side.outputSet()::contains);
        }
    }

    /** Translates a part of an expression that is evaluated only where a condition holds: a branch of a CASE, for example. */
    <T> T onlyWhere(List<Expr> conditions, Supplier<T> translation) {
        int before = guards.size();
        guards.addAll(conditions);
        try {
            return translation.get();
        } finally {
            guards.subList(before, guards.size()).clear();
        }
    }

    /** What cannot fail may as well be computed for all rows, which costs less. */
    private void attach(Plan plan, boolean always) {
        var where = Harmless.isHarmless(plan) ? Constant.TRUE : ExprTree.conjunction(guards);
        attachments.add(new Attachment(plan, always, where));
    }

    /** Whether there is a subquery in an expression. */
    static boolean isIn(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(SublinkTranslator::isIn);
        }
        return value instanceof Node node
                && (node.is("SUBLINK") || node.fields().values().stream().anyMatch(SublinkTranslator::isIn));
    }

    /** The plan with the columns of all subqueries that have been translated. */
    Plan attach(Plan input) {
        var plan = input;
        for (var attachment : attachments) {
            plan = attachment.to(plan);
        }
        return plan;
    }

    List<Attachment> attachments() {
        return List.copyOf(attachments);
    }

    /** A subquery as a value. */
    Expr value(Node node) {
        return switch (node.integer("subLinkType")) {
            case EXISTS -> exists(relation(node).plan());
            case ALL -> quantified(node, false);
            case ANY -> quantified(node, true);
            case ROW_COMPARISON -> rowComparison(node);
            case SCALAR -> scalar(relation(node));
            case ARRAY -> array(node);
            default -> expressions.refuse(UnsupportedNodes.describe(node));
        };
    }

    /** A column of the subquery in a comparison with its rows. */
    Expr parameter(Node node) {
        if (node.integer("paramkind") != SUBLINK_PARAMETER || comparedWith.isEmpty()) {
            return expressions.refuse(UnsupportedNodes.describe(node));
        }
        return new ColumnRef(comparedWith.element().get(node.integer("paramid") - 1));
    }

    Relation relation(Node node) {
        return expressions.subquery(node.node("subselect"));
    }

    /** The comparison with one row of the subquery. */
    Expr test(Node node, List<Column> columns) {
        comparedWith.push(columns);
        try {
            return expressions.translateFlat(node.node("testexpr"));
        } finally {
            comparedWith.pop();
        }
    }

    private Expr exists(Plan plan) {
        var counted = aggregate("n", PlanFunctions.count(null));
        var any = assign("any", PlanFunctions.greaterThan(new ColumnRef(counted.column()), 0));
        attach(new Plan.Project(group(plan, List.of(counted)), List.of(any)), true);
        return new ColumnRef(any.column());
    }

    private Expr quantified(Node node, boolean any) {
        var relation = relation(node);
        var test = test(node, relation.columns());
        if (any) {
            var keyed = keyed(test, relation);
            if (keyed != null) {
                return keyed;
            }
        }
        var decisive = aggregate("decisive", PlanFunctions.count(any ? test : new Not(test)));
        var unknown = aggregate("unknown", PlanFunctions.count(new IsNull(test, false)));
        var value = new Case(
                List.of(
                        new When(isPositive(decisive), any ? Constant.TRUE : FALSE),
                        new When(isPositive(unknown), UNKNOWN)),
                any ? FALSE : Constant.TRUE,
                Expr.BOOLEAN);
        var column = assign(any ? "any" : "all", value);
        attach(new Plan.Project(group(relation.plan(), List.of(decisive, unknown)), List.of(column)), true);
        return new ColumnRef(column.column());
    }

    /**
     * {@code x = ANY (y …)} by key: whether there is an equal y, a NULL among them, or any at all. Null if the comparison is not one
     * equation between the two.
     */
    private Expr keyed(Expr test, Relation relation) {
        var equation = Equalities.equation(test).orElse(null);
        if (equation == null || equation.nullsEqual()) {
            return null;
        }
        var columns = Set.copyOf(relation.columns());
        if (!isOver(columns, equation.right())) {
            equation = equation.swapped();
        }
        boolean between = isOver(columns, equation.right())
                && ExprTree.columns(equation.left()).stream().noneMatch(columns::contains);
        if (!between) {
            return null;
        }
        var plan = relation.plan();
        var equal = exists(new Plan.Filter(plan, test));
        var nulls = exists(new Plan.Filter(plan, new IsNull(equation.right(), false)));
        var rows = exists(plan);
        var unknown = new Expr.Or(List.of(nulls, new Expr.And(List.of(new IsNull(equation.left(), false), rows))));
        return new Case(List.of(new When(equal, Constant.TRUE), new When(unknown, UNKNOWN)), FALSE, Expr.BOOLEAN);
    }

    private static boolean isOver(Set<Column> columns, Expr expr) {
        var used = ExprTree.columns(expr);
        return !used.isEmpty() && columns.containsAll(used);
    }

    private Expr array(Node node) {
        var plan = new ArraySubquery(translation).of(expressions.orderedSubquery(node.node("subselect")));
        attach(plan, true);
        return new ColumnRef(plan.assignments().get(0).column());
    }

    private Expr scalar(Relation relation) {
        var row = row(relation);
        return row.checked(new ColumnRef(row.columns.get(0)));
    }

    /** A comparison with the one row of a subquery; NULL if there is none. */
    private Expr rowComparison(Node node) {
        var row = row(relation(node));
        var test = test(node, row.columns);
        return row.checked(where(row.isThere, test));
    }

    private static Expr where(Expr condition, Expr value) {
        return new Case(List.of(new When(condition, value)), new Constant(null, value.type()), value.type());
    }

    /**
     * The row of a subquery that must not have more.
     *
     * @param several true if it has more; null if it cannot have more
     * @param isThere false or NULL if it has none
     */
    private record Row(List<Column> columns, Expr several, Expr isThere) {

        Expr checked(Expr value) {
            return several == null
                    ? value
                    : new Case(
                            List.of(new When(PlanFunctions.checkSingleRow(several), new Constant(null, value.type()))),
                            value,
                            value.type());
        }
    }

    private Row row(Relation relation) {
        var shown = relation.columns();
        var assignments = new ArrayList<Assignment>();
        if (isOneRowAtMost(relation.plan())) {
            shown.forEach(column -> assignments.add(copy(new ColumnRef(column), column)));
            var there = assign("there", Constant.TRUE);
            assignments.add(there);
            attach(new Plan.Project(relation.plan(), assignments), isOneRow(relation.plan()));
            return new Row(columns(assignments.subList(0, shown.size())), null, new ColumnRef(there.column()));
        }
        var counted = aggregate("n", PlanFunctions.count(null));
        var aggregates = new ArrayList<>(List.of(counted));
        for (var column : shown) {
            var value = aggregate(column.name(), PlanFunctions.anyValue(new ColumnRef(column)));
            translation.representation().merge(new ColumnRef(column), value.column());
            aggregates.add(value);
            assignments.add(copy(new ColumnRef(value.column()), column));
        }
        var count = new ColumnRef(counted.column());
        var several = assign("several", PlanFunctions.greaterThan(count, 1));
        var there = assign("there", PlanFunctions.greaterThan(count, 0));
        var all = new ArrayList<>(assignments);
        all.add(several);
        all.add(there);
        attach(new Plan.Project(group(relation.plan(), aggregates), all), true);
        return new Row(columns(assignments), new ColumnRef(several.column()), new ColumnRef(there.column()));
    }

    private Assignment copy(Expr value, Column like) {
        var column = translation.newColumn(like.name(), like.type());
        translation.representation().merge(value, column);
        return new Assignment(column, value);
    }

    private static List<Column> columns(List<Assignment> assignments) {
        return assignments.stream().map(Assignment::column).toList();
    }

    private static boolean isOneRow(Plan plan) {
        return plan instanceof Plan.Project || plan instanceof Plan.Window
                ? isOneRow(plan.inputs().get(0))
                : plan instanceof Plan.Aggregate aggregate && aggregate.keys().isEmpty()
                        || plan instanceof Plan.Values values && values.rows().size() == 1;
    }

    private static boolean isOneRowAtMost(Plan plan) {
        boolean keepsRows = plan instanceof Plan.Project || plan instanceof Plan.Window || plan instanceof Plan.Filter;
        return keepsRows && isOneRowAtMost(plan.inputs().get(0))
                || plan instanceof Plan.TopK top && (isFirst(top) || isOneRowAtMost(top.input()))
                || plan instanceof DependentJoin join && isOneRowAtMost(join.left()) && isOneRowAtMost(join.right())
                || isOneRow(plan);
    }

    private static boolean isFirst(Plan.TopK top) {
        return top.kind() == Plan.TopKind.ROWS
                && top.partition().isEmpty()
                && top.limit() instanceof Constant limit
                && limit.value() instanceof Long rows
                && rows <= 1;
    }

    private static Plan.Aggregate group(Plan input, List<AggregateAssignment> aggregates) {
        return new Plan.Aggregate(input, List.of(), aggregates);
    }

    private AggregateAssignment aggregate(String name, AggregateCall call) {
        return new AggregateAssignment(translation.newColumn(name, call.type()), call);
    }

    private Assignment assign(String name, Expr value) {
        return new Assignment(translation.newColumn(name, value.type()), value);
    }

    private static Expr isPositive(AggregateAssignment count) {
        return PlanFunctions.greaterThan(new ColumnRef(count.column()), 0);
    }
}
