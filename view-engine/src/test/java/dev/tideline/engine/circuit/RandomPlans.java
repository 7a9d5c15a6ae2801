package dev.tideline.engine.circuit;

import static dev.tideline.engine.plan.PlanBuilder.BOOL;
import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.INT8;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.TEXT;
import static dev.tideline.engine.plan.PlanBuilder.aggregateCall;
import static dev.tideline.engine.plan.PlanBuilder.call;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.numeric;
import static dev.tideline.engine.plan.PlanBuilder.ref;
import static dev.tideline.engine.plan.PlanBuilder.text;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.plan.Plan.TopKind;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random plans of every node and join kind over a few tables. */
public final class RandomPlans {

    public static final Table T = PlanBuilder.table(
            "t",
            List.of("id"),
            PlanBuilder.column("id", INT4),
            PlanBuilder.column("a", INT4),
            PlanBuilder.column("b", TEXT),
            PlanBuilder.column("n", NUMERIC));
    public static final Table U = PlanBuilder.table(
            "u",
            List.of("x", "y"),
            PlanBuilder.column("a", INT4),
            PlanBuilder.column("x", INT4),
            PlanBuilder.column("y", TEXT),
            PlanBuilder.column("n", NUMERIC));
    public static final Table BAG = PlanBuilder.table(
            "bag",
            List.of(),
            PlanBuilder.column("a", INT4),
            PlanBuilder.column("b", TEXT),
            PlanBuilder.column("n", NUMERIC));
    public static final List<Table> TABLES = List.of(T, U, BAG);

    private final PlanBuilder plans = new PlanBuilder();
    private final Random random;

    public RandomPlans(long seed) {
        random = new Random(seed);
    }

    public Plan plan(int depth) {
        if (depth == 0) {
            return random.nextInt(25) == 0 ? values() : plans.scan(TABLES.get(random.nextInt(3)));
        }
        return switch (random.nextInt(12)) {
            case 10 -> top(plan(depth - 1));
            case 11 -> ranked(plan(depth - 1));
            case 0, 1 -> filter(plan(depth - 1));
            case 2 -> project(plan(depth - 1));
            case 3, 4, 5 -> join(plan(depth - 1), plan(random.nextInt(depth)));
            case 6, 7 -> aggregate(plan(depth - 1));
            case 8 -> new Plan.Distinct(few(plan(depth - 1)));
            default -> setOperation(depth);
        };
    }

    private Plan filter(Plan input) {
        return new Plan.Filter(input, condition(input.output()));
    }

    private Plan values() {
        var output = List.of(plans.fresh("a", INT4), plans.fresh("b", TEXT));
        return new Plan.Values(
                List.of(List.of(integer(1), text("a")), List.of(integer(2), text("b")), List.of(integer(1), text("a"))),
                output);
    }

    /** With ties: what else breaks them depends on columns that a rewrite may leave out. */
    private Plan top(Plan input) {
        var kind = random.nextBoolean() ? TopKind.WITH_TIES : TopKind.GROUPS;
        return new Plan.TopK(
                input,
                partition(input),
                List.of(sortKey(input)),
                List.of(),
                kind,
                new Expr.Constant((long) random.nextInt(4), INT8),
                null);
    }

    /** Ranks and running sums, and perhaps a filter by them. */
    private Plan ranked(Plan input) {
        var rank = plans.window(random.nextBoolean() ? "rank" : "dense_rank", INT8);
        var functions = new ArrayList<Plan.WindowAssignment>();
        functions.add(rank);
        if (random.nextInt(3) == 0) {
            functions.add(plans.window("count", INT8, value(input.output())));
        }
        var window = new Plan.Window(
                input,
                partition(input),
                List.of(sortKey(input)),
                List.of(),
                dev.tideline.engine.expr.WindowFrame.DEFAULT,
                functions);
        return random.nextBoolean()
                ? window
                : new Plan.Filter(
                        window,
                        new Expr.And(List.of(
                                compare(
                                        List.of("le", "lt", "eq").get(random.nextInt(3)),
                                        ref(rank.column()),
                                        integer(random.nextInt(4))),
                                condition(window.output()))));
    }

    private List<Expr> partition(Plan input) {
        return random.nextInt(3) == 0 ? List.of() : List.of(ref(any(input.output())));
    }

    private Plan.SortKey sortKey(Plan input) {
        return new Plan.SortKey(value(input.output()), random.nextBoolean(), random.nextBoolean());
    }

    private Plan project(Plan input) {
        var assignments = new ArrayList<Assignment>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            assignments.add(plans.assign("p", value(input.output())));
        }
        return new Plan.Project(input, assignments);
    }

    /** A projection to one or two columns, so that rows meet. */
    private Plan few(Plan input) {
        var assignments = new ArrayList<Assignment>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            assignments.add(plans.assign("d", ref(any(input.output()))));
        }
        return new Plan.Project(input, assignments);
    }

    private Plan join(Plan left, Plan right) {
        var kinds = JoinKind.values();
        var kind = kinds[random.nextInt(kinds.length)];
        var terms = new ArrayList<Expr>();
        if (random.nextInt(8) != 0) {
            equation(left.output(), right.output(), terms);
        }
        if (random.nextInt(3) == 0) {
            equation(left.output(), right.output(), terms);
        }
        if (random.nextInt(3) == 0) {
            var both = new ArrayList<>(left.output());
            both.addAll(right.output());
            terms.add(condition(both));
        }
        return new Plan.Join(kind, left, right, ExprTree.conjunction(terms));
    }

    private void equation(List<Column> left, List<Column> right, List<Expr> terms) {
        for (int attempt = 0; attempt < 10; attempt++) {
            var l = any(left);
            var r = any(right);
            boolean integers = isInteger(l.type()) && isInteger(r.type());
            if (l.type().equals(r.type()) || integers) {
                terms.add(compare("eq", ref(l), ref(r)));
                return;
            }
        }
    }

    private Plan aggregate(Plan input) {
        var keys = new ArrayList<Assignment>();
        for (int i = random.nextInt(3); i > 0; i--) {
            keys.add(plans.assign("k", random.nextInt(4) == 0 ? value(input.output()) : ref(any(input.output()))));
        }
        var aggregates = new ArrayList<AggregateAssignment>();
        for (int i = random.nextInt(4); i > 0; i--) {
            aggregates.add(plans.aggregate("g", randomCall(input.output())));
        }
        if (keys.isEmpty() && aggregates.isEmpty()) {
            aggregates.add(plans.aggregate("g", PlanBuilder.count()));
        }
        return new Plan.Aggregate(input, keys, aggregates);
    }

    private AggregateCall randomCall(List<Column> input) {
        var filter = random.nextInt(4) == 0 ? condition(input) : null;
        var argument = random.nextInt(3) == 0 ? value(input) : ref(any(input));
        boolean distinct = random.nextInt(4) == 0;
        var type = argument.type();
        return switch (random.nextInt(6)) {
            case 0 -> aggregateCall("count", INT8, false, filter);
            case 1 -> aggregateCall("count", INT8, distinct, filter, argument);
            case 2 -> aggregateCall("min", type, distinct, filter, argument);
            case 3 -> aggregateCall("max", type, distinct, filter, argument);
            case 4 ->
                type.equals(TEXT) || type.equals(BOOL)
                        ? aggregateCall("count", INT8, distinct, filter, argument)
                        : aggregateCall("sum", type.equals(INT4) ? INT8 : NUMERIC, distinct, filter, argument);
            default ->
                type.equals(TEXT) || type.equals(BOOL)
                        ? aggregateCall("min", type, distinct, filter, argument)
                        : aggregateCall("avg", NUMERIC, distinct, filter, argument);
        };
    }

    private Plan setOperation(int depth) {
        for (int attempt = 0; attempt < 20; attempt++) {
            var left = few(plan(depth - 1));
            var right = few(plan(random.nextInt(depth)));
            var leftTypes = left.output().stream().map(Column::type).toList();
            if (leftTypes.equals(right.output().stream().map(Column::type).toList())) {
                var kind = SetKind.values()[random.nextInt(3)];
                var output =
                        leftTypes.stream().map(type -> plans.fresh("s", type)).toList();
                return new Plan.SetOperation(kind, random.nextBoolean(), left, right, output);
            }
        }
        return plan(depth - 1);
    }

    private Column any(List<Column> columns) {
        return columns.get(random.nextInt(columns.size()));
    }

    private Expr value(List<Column> columns) {
        var column = any(columns);
        var type = column.type();
        if (type.equals(INT4)) {
            return switch (random.nextInt(6)) {
                case 0 -> call("int4pl", INT4, ref(column), integer(1));
                case 1 -> call("int4mul", INT4, ref(column), ref(column));
                case 2 -> random.nextInt(4) == 0 ? call("int4div", INT4, integer(6), ref(column)) : ref(column);
                case 3 -> new Expr.Coalesce(List.of(ref(column), integer(3)), INT4);
                default -> ref(column);
            };
        }
        return type.equals(NUMERIC) && random.nextInt(3) == 0
                ? call("numeric_add", NUMERIC, ref(column), numeric("0.5"))
                : ref(column);
    }

    private Expr condition(List<Column> columns) {
        return switch (random.nextInt(7)) {
            case 0 -> new Expr.And(List.of(condition(columns), condition(columns)));
            case 1 -> new Expr.Or(List.of(condition(columns), condition(columns)));
            case 2 -> new Expr.Not(condition(columns));
            case 3 -> new Expr.IsNull(ref(any(columns)), random.nextBoolean());
            default -> comparison(columns);
        };
    }

    private Expr comparison(List<Column> columns) {
        var left = random.nextInt(20) == 0 ? value(columns) : ref(any(columns));
        var operator = List.of("eq", "ne", "lt", "le", "gt", "ge").get(random.nextInt(6));
        var same = columns.stream().filter(c -> c.type().equals(left.type())).toList();
        if (!same.isEmpty() && random.nextInt(3) == 0) {
            return compare(operator, left, ref(any(same)));
        }
        return compare(operator, left, constant(left.type()));
    }

    private Expr constant(SqlType type) {
        return new Expr.Constant(History.value(type, false, random), type);
    }

    private static boolean isInteger(SqlType type) {
        return type.equals(INT4) || type.equals(INT8);
    }
}
