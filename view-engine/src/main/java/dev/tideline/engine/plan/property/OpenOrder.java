package dev.tideline.engine.plan.property;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.plan.Plan.SortKey;
import dev.tideline.engine.plan.Plan.TopKind;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a plan's rows SQL leaves open, because it depends on how rows stand that an order leaves tied. Another answer may have other
 * values in these columns, but, all in all, the same rows in the others; if the rows are open, too, nothing of them can be told.
 */
public final class OpenOrder {

    private static final Set<String> EQUAL_IN_JSON = Set.of("numeric", "float4", "float8", "jsonb");
    private static final Set<String> KEEP_LAST = Set.of("jsonb_object_agg", "jsonb_object_agg_strict");

    private final TypeCatalog types;
    private final PropertyDerivation properties;
    private final Map<Plan, Open> known = new IdentityHashMap<>();

    public OpenOrder(TypeCatalog types) {
        this.types = types;
        properties = new PropertyDerivation(types);
    }

    /** Whether an aggregate keeps the last one of several values, the second argument, for one key, the first. */
    public static boolean keepsLast(Function aggregate) {
        return KEEP_LAST.contains(aggregate.name());
    }

    /** Whether an aggregate joins texts by delimiters that differ: that of the row that happens to be first is not shown. */
    static boolean dropsDelimiter(Function aggregate, List<Expr> arguments) {
        return aggregate.name().equals("string_agg") && !(arguments.get(1) instanceof Expr.Constant);
    }

    /**
     * @param columns whose values are open
     * @param rows whether it is open how often which rows occur, even without these columns
     */
    public record Open(Set<Column> columns, boolean rows) {

        private static final Open NOTHING = new Open(Set.of(), false);

        public Open {
            columns = Set.copyOf(columns);
        }

        private boolean sees(Expr expr) {
            return expr != null && ExprTree.columns(expr).stream().anyMatch(columns::contains);
        }

        private boolean seesAny(List<Expr> values) {
            return values.stream().anyMatch(this::sees);
        }
    }

    /** Plans share parts, so each part is looked at once. */
    public Open of(Plan plan) {
        var open = known.get(plan);
        if (open == null) {
            open = derive(plan);
            known.put(plan, open);
        }
        return open;
    }

    private Open derive(Plan plan) {
        var inputs = plan.inputs().stream().map(this::of).toList();
        boolean rows = inputs.stream().anyMatch(Open::rows);
        var columns = new HashSet<Column>();
        inputs.forEach(input -> columns.addAll(input.columns));
        var below = columns.isEmpty() && !rows ? Open.NOTHING : new Open(columns, rows);
        if (plan instanceof Plan.Window window) {
            return window(window, below);
        } else if (plan instanceof Plan.TopK top) {
            return top(top, below);
        } else if (plan instanceof Plan.Aggregate aggregate) {
            return aggregate(aggregate.input(), aggregate.keys(), true, aggregate.aggregates(), below);
        } else if (plan instanceof Plan.GroupingSets grouping) {
            boolean one = grouping.sets().size() == 1;
            return aggregate(grouping.input(), grouping.keys(), one, grouping.aggregates(), below);
        } else if (below.equals(Open.NOTHING)) {
            return below;
        } else if (plan instanceof Plan.Filter filter) {
            return new Open(columns, rows || below.sees(filter.condition()));
        } else if (plan instanceof Plan.TemporalFilter filter) {
            return new Open(columns, rows || below.sees(filter.condition()));
        } else if (plan instanceof Plan.Project project) {
            var open = new HashSet<Column>();
            project.assignments().stream()
                    .filter(assignment -> below.sees(assignment.value()))
                    .forEach(assignment -> open.add(assignment.column()));
            return new Open(open, rows);
        } else if (plan instanceof Plan.Join join) {
            boolean filters = join.kind() == JoinKind.SEMI || join.kind() == JoinKind.ANTI;
            boolean rightRows = filters && inputs.get(1).rows();
            return new Open(columns, rows || rightRows || below.sees(join.condition()));
        } else if (plan instanceof Plan.ProjectSet set) {
            boolean sees = set.functions().stream().anyMatch(function -> below.sees(function.call()));
            return new Open(columns, rows || sees || below.sees(set.condition()));
        } else if (plan instanceof Plan.SetOperation union && union.kind() == SetKind.UNION && union.all()) {
            return union(union, inputs, rows);
        }
        boolean shown =
                plan.inputs().stream().anyMatch(input -> input.output().stream().anyMatch(columns::contains));
        return new Open(Set.of(), rows || shown);
    }

    /** @param grouped whether the rows of a group agree in all of the keys */
    private Open aggregate(
            Plan input, List<Assignment> keys, boolean grouped, List<AggregateAssignment> aggregates, Open below) {
        var partition = grouped ? keys.stream().map(Assignment::value).toList() : List.<Expr>of();
        boolean rows = below.rows || keys.stream().anyMatch(key -> below.sees(key.value()));
        var open = new HashSet<Column>();
        for (var assignment : aggregates) {
            var call = assignment.call();
            if (keepsLast(call.function()) && !isLastDetermined(input, partition, call)
                    || dropsDelimiter(call.function(), call.arguments()) && !isDetermined(input, partition, call)
                    || below.seesAny(call.arguments())
                    || below.sees(call.filter())
                    || call.order().stream().anyMatch(key -> below.sees(key.value()))) {
                open.add(assignment.column());
            }
        }
        return new Open(open, rows);
    }

    /** Whether those rows of a group that have one key, and that the order of the call leaves tied, have one value. */
    private boolean isLastDetermined(Plan input, List<Expr> partition, Plan.AggregateCall call) {
        var same = new ArrayList<>(partition);
        same.add(call.arguments().get(0));
        return isDetermined(input, same, call);
    }

    /** Whether rows that agree in these values, and that the order of the call leaves tied, show one second argument. */
    private boolean isDetermined(Plan input, List<Expr> same, Plan.AggregateCall call) {
        var known = properties.of(input);
        var agreeing = WindowProperties.agreeing(same, call.order(), known);
        var identical = WindowProperties.identical(agreeing, types);
        var shown = call.arguments().get(1);
        boolean anyForm = keepsLast(call.function()) && staysEqualInJson(shown.type());
        return known.isKey(agreeing) || WindowProperties.isEqual(shown, anyForm ? agreeing : identical, identical);
    }

    /** Whether equal values become equal values in a jsonb: numbers do, texts of several forms do not. */
    private boolean staysEqualInJson(SqlType type) {
        if (type.underlying() instanceof PgType.Array array) {
            return staysEqualInJson(SqlType.of(array.element()));
        }
        return types.semantics(type).identitySafe()
                || type.underlying() instanceof PgType.Base base && EQUAL_IN_JSON.contains(base.name());
    }

    private static Open union(Plan.SetOperation union, List<Open> inputs, boolean rows) {
        var open = new HashSet<Column>();
        for (int side = 0; side < inputs.size(); side++) {
            var output = union.inputs().get(side).output();
            for (int i = 0; i < output.size(); i++) {
                if (inputs.get(side).columns.contains(output.get(i))) {
                    open.add(union.output().get(i));
                }
            }
        }
        return new Open(open, rows);
    }

    private Open window(Plan.Window window, Open below) {
        var input = properties.of(window.input());
        var agreeing = WindowProperties.agreeing(window.partition(), window.order(), input);
        var identical = WindowProperties.identical(agreeing, types);
        boolean determined =
                input.isKey(agreeing) || identical.containsAll(window.input().output());
        boolean sorted = below.rows || seesSort(below, window.partition(), window.order());
        var open = new HashSet<>(below.columns);
        for (var function : window.functions()) {
            var call = function.call();
            boolean tied = !determined && WindowProperties.seesTies(call, window.frame(), agreeing, identical);
            if (sorted || tied || below.seesAny(call.arguments()) || below.sees(call.filter())) {
                open.add(function.column());
            }
        }
        return new Open(open, below.rows);
    }

    private Open top(Plan.TopK top, Open below) {
        var input = properties.of(top.input());
        var agreeing = WindowProperties.agreeing(top.partition(), top.order(), input);
        var open = new HashSet<>(below.columns);
        if (seesSort(below, top.partition(), top.order())) {
            return new Open(open, true);
        }
        boolean safe = top.kind() != TopKind.ROWS && top.offset() == null;
        if (!safe && !input.isKey(agreeing)) {
            top.output().stream().filter(column -> !agreeing.contains(column)).forEach(open::add);
        }
        return new Open(open, below.rows);
    }

    private static boolean seesSort(Open below, List<Expr> partition, List<SortKey> order) {
        var values = new ArrayList<>(partition);
        order.forEach(key -> values.add(key.value()));
        return below.seesAny(values);
    }
}
