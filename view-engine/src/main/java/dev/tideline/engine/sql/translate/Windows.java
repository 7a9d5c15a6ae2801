package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.SortKey;
import dev.tideline.engine.plan.Plan.WindowAssignment;
import dev.tideline.engine.plan.Plan.WindowCall;
import dev.tideline.engine.plan.property.WindowProperties;
import dev.tideline.engine.sql.tree.KnownFields;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The window functions of one query level, by the windows that they are over. */
final class Windows {

    private static final Set<String> FUNCTIONS = Set.of(
            "row_number",
            "rank",
            "dense_rank",
            "percent_rank",
            "cume_dist",
            "ntile",
            "lag",
            "lead",
            "first_value",
            "last_value",
            "nth_value");

    private static final Set<String> FROM_FRAME = Set.of("first_value", "last_value", "nth_value");

    private final Translation translation;
    private final Node query;
    private final Ordering ordering;
    private final Map<Integer, Window> windows = new LinkedHashMap<>();
    private final Map<Column, SourcePosition> places = new HashMap<>();
    private final ExprTranslator expressions;

    /** @param expressions translates what windows see */
    Windows(Translation translation, Node query, ExprTranslator expressions) {
        this.translation = translation;
        this.query = query;
        this.ordering = new Ordering(translation);
        this.expressions = expressions;
    }

    private record Window(
            List<Expr> partition, List<SortKey> order, WindowFrame frame, List<WindowAssignment> functions) {

        /** The values that agree in rows that the order within a partition leaves tied. */
        List<Expr> peerValues() {
            var values = new ArrayList<>(partition);
            order.forEach(key -> values.add(key.value()));
            return values;
        }
    }

    /** A call of a window function, as the column that its result becomes. */
    Expr function(Node node) {
        var info = translation.catalog().functions().function(node.oid("winfnoid"));
        var function = info.function();
        boolean aggregate = node.bool("winagg");
        boolean supported = aggregate
                ? translation.capabilities().aggregates(function)
                : function.schema().equals("pg_catalog") && FUNCTIONS.contains(function.name());
        if (!supported) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_FUNCTION_UNSUPPORTED,
                            (aggregate ? "aggregate " : "window function ") + function.signature()
                                    + (aggregate ? " as a window function" : "") + " is not supported",
                            null);
        }
        var arguments = node.nodes("args").stream()
                .map(argument -> translation.kept(expressions.translateFlat(argument)))
                .toList();
        var filter = node.node("aggfilter") == null ? null : expressions.translateFlat(node.node("aggfilter"));
        var type = Records.resolvedOf(translation.type(node.oid("wintype"), -1, node.oid("wincollid")), arguments);
        var collation = translation.collation(node.oid("inputcollid"));
        var rules = new FunctionRules(translation);
        if (aggregate) {
            rules.checkAggregate(function, arguments, collation);
        }
        var call = new WindowCall(function, arguments, filter, type);
        var window = windows.computeIfAbsent(node.integer("winref"), this::window);
        if (aggregate && AggregateRules.isArbitrary(function) && !isSameInPartition(window, arguments)) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_ORDER_OPEN,
                            function.name()
                                    + " may return any of a frame's values, and PostgreSQL another one than Tideline",
                            "Use min, max or first_value, or partition by a primary key that determines the value.");
        }
        for (var known : window.functions) {
            if (known.call().equals(call)) {
                return new Expr.ColumnRef(known.column());
            }
        }
        var column = translation.newColumn(function.name(), type);
        if (aggregate && AggregateRules.showsOrder(function) && isOrderOpen(window, arguments)) {
            translation.representation().markUnordered(column);
            if (AggregateRules.spacesUnevenly(function, arguments)) {
                translation.representation().markUnevenlySpaced(column);
            }
            warnOfOpenList(function.name());
        }
        places.put(column, translation.refusals().placeOf(node));
        mark(window, call, aggregate, column);
        window.functions.add(new WindowAssignment(column, call));
        return new Expr.ColumnRef(column);
    }

    /** Whether rows that the window's order leaves tied may give different values. */
    private boolean isOrderOpen(Window window, List<Expr> arguments) {
        var representation = translation.representation();
        var values = window.peerValues();
        var columns = columns(values);
        return !arguments.stream()
                .allMatch(argument -> argument instanceof Expr.Constant
                        || !representation.hasForms(argument.type()) && values.contains(argument)
                        || representation.determines(columns, argument));
    }

    private boolean isSameInPartition(Window window, List<Expr> arguments) {
        var columns = columns(window.partition);
        return arguments.stream()
                .allMatch(argument -> window.partition.contains(argument)
                        || translation.representation().determines(columns, argument));
    }

    private static List<Column> columns(List<Expr> values) {
        return values.stream()
                .filter(Expr.ColumnRef.class::isInstance)
                .map(value -> ((Expr.ColumnRef) value).column())
                .toList();
    }

    private void warnOfOpenList(String function) {
        var refusals = translation.refusals();
        refusals.warning(
                DiagnosticCode.SQL_ORDER_OPEN,
                function + " is over a window whose order leaves ties: the order of its parts is open",
                "Order by columns that determine the rows, such as a primary key. Until then Tideline takes tied rows in a fixed"
                        + " order.",
                refusals.current());
    }

    private void mark(Window window, WindowCall call, boolean aggregate, Column column) {
        var representation = translation.representation();
        var function = call.function();
        if (!aggregate
                && FROM_FRAME.contains(function.name())
                && !representation.determines(
                        columns(window.peerValues()), call.arguments().get(0))) {
            // Tied rows may have it in different forms.
            representation.choose(column);
        }
        if (!aggregate || AggregateRules.chooses(function)) {
            call.arguments().forEach(argument -> representation.merge(argument, column));
        }
        if (aggregate
                && (AggregateRules.chooses(function)
                        || call.arguments().stream().anyMatch(representation::isOpen))) {
            representation.choose(column);
        }
        if (aggregate
                && (AggregateRules.isApproximate(function)
                        || call.arguments().stream().anyMatch(representation::isApproximate))) {
            representation.markApproximate(column);
        }
    }

    private Window window(int reference) {
        var clause = query.nodes("windowClause").stream()
                .filter(candidate -> candidate.integer("winref") == reference)
                .findFirst()
                .orElseThrow();
        var unknown = KnownFields.unknownField(clause);
        if (unknown != null) {
            expressions.refuse("field " + unknown + " of a window");
        }
        var partition = clause.nodes("partitionClause").stream()
                .map(key -> partitionedBy(ordering.target(query, key).node("expr")))
                .toList();
        var order = ordering.keys(query, clause.nodes("orderClause"), expressions::translateKept);
        return new Window(
                partition, order, new WindowFrames(translation, expressions).frame(clause, order), new ArrayList<>());
    }

    private Expr partitionedBy(Node node) {
        var value = expressions.translateKept(node);
        new FunctionRules(translation).refuseUnordered(value, "PARTITION BY");
        return value;
    }

    /** The plan with the functions' columns. All expressions of the level must have been translated. */
    Plan over(Plan input) {
        var plan = input;
        for (var window : windows.values()) {
            var ties = ordering.ties(plan, window.partition, window.order);
            var open = window.functions.stream()
                    .filter(function ->
                            WindowProperties.seesTies(function.call(), window.frame, ties.agreeing(), ties.identical()))
                    .toList();
            boolean alike = ties.identical().containsAll(plan.output());
            boolean tied = !open.isEmpty() && !ties.total() && !alike;
            if (tied) {
                var names = open.stream()
                        .map(function -> function.call().function().name())
                        .distinct()
                        .toList();
                ordering.warn(
                        names,
                        !window.order.isEmpty(),
                        ties,
                        plan,
                        places.get(open.get(0).column()));
            }
            plan = new Plan.Window(
                    plan,
                    window.partition,
                    window.order,
                    tied ? ties.tieBreak() : List.of(),
                    window.frame,
                    window.functions);
        }
        return plan;
    }
}
