package dev.tideline.engine.plan.rewrite;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.expr.time.SafeTime;
import dev.tideline.engine.expr.time.TimeCondition;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.plan.property.TotalExpressions;
import dev.tideline.engine.plan.unnest.NodeExpressions;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Takes {@code now()} out of all expressions, once filters are where they belong. A term of a filter of which it is known when it
 * changes becomes a temporal filter. Anything else reads what it needs of the time from a relation of one row that is joined to its
 * input; what depends on time alone, such as {@code date_trunc('day', now())}, is computed there, so that only a change of <em>that</em>
 * is one of the rows.
 *
 * <pre>
 * Filter(A, at &gt; now() - '1 day' AND a)      →   TemporalFilter(Filter(A, a), at &gt; now() - '1 day')
 * Filter(A, dow = extract(dow from now()))   →   A JOIN Project(Clock, x := extract(dow from now)) ON dow = x
 * Project(A, age := now() - at)              →   Project(A JOIN Clock ON TRUE, age := now - at)
 * </pre>
 */
final class ResolveTime {

    private static final SqlType TIMESTAMPTZ = SqlType.of(PgType.TIMESTAMPTZ);

    private final IntSupplier columnIds;
    private final Map<Plan, Plan> done = new IdentityHashMap<>();

    /** @param columnIds numbers that no column has */
    ResolveTime(IntSupplier columnIds) {
        this.columnIds = columnIds;
    }

    Plan resolve(Plan plan) {
        return node(plan);
    }

    /** What stands in a plan twice stays one. */
    private Plan node(Plan plan) {
        var known = done.get(plan);
        if (known == null) {
            known = compute(plan);
            done.put(plan, known);
        }
        return known;
    }

    private Plan compute(Plan plan) {
        var inputs = plan.inputs().stream().map(this::node).toList();
        var current = Plans.withInputs(plan, inputs);
        if (current instanceof Plan.Filter filter && ExprTree.hasNow(filter.condition())) {
            return filter(filter.input(), ExprTree.conjuncts(filter.condition()));
        } else if (current instanceof Plan.Join join && ExprTree.hasNow(join.condition())) {
            return join(join);
        } else if (current instanceof Plan.Values values) {
            return values(values);
        } else if (NodeExpressions.of(current).stream().noneMatch(ExprTree::hasNow)) {
            return current;
        }
        var reader = new Reader();
        NodeExpressions.of(current).forEach(reader::read);
        var read = NodeExpressions.rebuild(
                current, List.of(reader.beside(current.inputs().get(0))), reader::read);
        return read.output().equals(current.output()) ? read : only(read, current.output());
    }

    /** What cannot fail, or stands before all terms that change with time, is tested first; what may fail and stands behind, last. */
    private Plan filter(Plan input, List<Expr> terms) {
        var first = new ArrayList<Expr>();
        var temporal = new ArrayList<Expr>();
        var last = new ArrayList<Expr>();
        for (var term : terms) {
            if (ExprTree.hasNow(term)) {
                (isTemporal(term) ? temporal : last).add(term);
            } else {
                boolean early = temporal.isEmpty() && last.isEmpty() || TotalExpressions.isTotal(term);
                (early ? first : last).add(term);
            }
        }
        var plan = Plans.filter(input, first);
        if (!temporal.isEmpty()) {
            plan = new Plan.TemporalFilter(plan, ExprTree.conjunction(temporal));
        }
        if (last.stream().noneMatch(ExprTree::hasNow)) {
            return Plans.filter(plan, last);
        }
        var reader = new Reader();
        var condition = reader.read(ExprTree.conjunction(last));
        return only(new Plan.Join(JoinKind.INNER, plan, reader.clock(), condition), input.output());
    }

    private static boolean isTemporal(Expr term) {
        return !ExprTree.columns(term).isEmpty() && TimeCondition.of(term).isPresent();
    }

    private Plan join(Plan.Join join) {
        if (join.kind() == JoinKind.INNER) {
            var timeless = new ArrayList<Expr>();
            var timely = new ArrayList<Expr>();
            ExprTree.conjuncts(join.condition()).forEach(term -> (ExprTree.hasNow(term) ? timely : timeless).add(term));
            return filter(
                    new Plan.Join(join.kind(), join.left(), join.right(), ExprTree.conjunction(timeless)), timely);
        }
        var reader = new Reader();
        var condition = reader.read(join.condition());
        return only(new Plan.Join(join.kind(), join.left(), reader.beside(join.right()), condition), join.output());
    }

    /** Each row that depends on time becomes a relation of its own. */
    private Plan values(Plan.Values values) {
        if (values.rows().stream().flatMap(List::stream).noneMatch(ExprTree::hasNow)) {
            return values;
        }
        var fixed = values.rows().stream()
                .filter(row -> row.stream().noneMatch(ExprTree::hasNow))
                .toList();
        var timely = values.rows().stream()
                .filter(row -> row.stream().anyMatch(ExprTree::hasNow))
                .toList();
        Plan all = null;
        for (var row : timely) {
            var reader = new Reader();
            boolean last = fixed.isEmpty() && row == timely.get(timely.size() - 1);
            var columns = last && all == null ? values.output() : renewed(values.output());
            var assignments = new ArrayList<Assignment>();
            for (int i = 0; i < row.size(); i++) {
                assignments.add(new Assignment(columns.get(i), reader.read(row.get(i))));
            }
            all = union(all, new Plan.Project(reader.clock(), assignments), last, values.output());
        }
        return fixed.isEmpty()
                ? all
                : union(all, new Plan.Values(fixed, renewed(values.output())), true, values.output());
    }

    private Plan union(Plan left, Plan right, boolean last, List<Column> output) {
        return left == null
                ? right
                : new Plan.SetOperation(SetKind.UNION, true, left, right, last ? output : renewed(output));
    }

    private List<Column> renewed(List<Column> columns) {
        return columns.stream()
                .map(column -> newColumn(column.name(), column.type()))
                .toList();
    }

    private Column newColumn(String name, SqlType type) {
        return new Column(columnIds.getAsInt(), name, type);
    }

    private static Plan only(Plan plan, List<Column> columns) {
        return new Plan.Project(
                plan,
                columns.stream()
                        .map(column -> new Assignment(column, new ColumnRef(column)))
                        .toList());
    }

    /** Replaces what depends on time alone by columns, and provides them. */
    private final class Reader {

        private final Map<Expr, Column> columns = new LinkedHashMap<>();

        Expr read(Expr expr) {
            if (SafeTime.isSafe(expr)) {
                return new ColumnRef(columns.computeIfAbsent(expr, key -> newColumn("time", key.type())));
            }
            return ExprTree.mapChildren(expr, this::read);
        }

        /** One row of all values that were read. */
        Plan clock() {
            var now = newColumn("now", TIMESTAMPTZ);
            var assignments = new ArrayList<Assignment>();
            columns.forEach(
                    (expr, column) -> assignments.add(new Assignment(column, ExprTree.at(expr, new ColumnRef(now)))));
            return new Plan.Project(new Plan.Clock(now), assignments);
        }

        Plan beside(Plan input) {
            return new Plan.Join(JoinKind.INNER, input, clock(), Expr.Constant.TRUE);
        }
    }
}
