package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.plan.Plan.SortKey;
import dev.tideline.engine.plan.property.OpenOrder;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Calls of aggregate functions. */
final class AggregateTranslator {

    private static final String PLAIN = "n";

    /** What is known of the values of expressions over the input, in those rows of a group that agree in some columns. */
    interface Agreement {

        boolean isEqual(Expr value, List<Column> agreeing);

        /** Equal, and in one form. */
        boolean isIdentical(Expr value, List<Column> agreeing);
    }

    private final Translation translation;
    private final ExprTranslator input;
    private final List<SortKey> inputOrder;
    private final Supplier<ExprTranslator> above;
    private final Agreement agreement;
    private final Predicate<SublinkTranslator> directSubqueries;
    private final FunctionRules rules;

    /**
     * @param inputOrder the order in which the rows come; empty if there is none
     * @param above for expressions over the groups
     * @param directSubqueries takes up the subqueries of direct arguments, unless they cannot be computed before the groups are
     */
    AggregateTranslator(
            Translation translation,
            ExprTranslator input,
            List<SortKey> inputOrder,
            Supplier<ExprTranslator> above,
            Agreement agreement,
            Predicate<SublinkTranslator> directSubqueries) {
        this.translation = translation;
        this.input = input;
        this.inputOrder = inputOrder;
        this.above = above;
        this.agreement = agreement;
        this.directSubqueries = directSubqueries;
        this.rules = new FunctionRules(translation);
    }

    AggregateCall aggregate(Node node) {
        var refusals = translation.refusals();
        var info = translation.catalog().functions().function(node.oid("aggfnoid"));
        var function = info.function();
        boolean plain = PLAIN.equals(node.text("aggkind"));
        if (node.bool("aggvariadic")) {
            input.refuse("VARIADIC with " + function.name());
        } else if (!translation.capabilities().aggregates(function)) {
            refusals.error(
                    DiagnosticCode.SQL_FUNCTION_UNSUPPORTED,
                    "aggregate " + function.signature() + " is not supported",
                    null);
        }
        var arguments = new ArrayList<Expr>();
        var byReference = new HashMap<Integer, Expr>();
        for (var target : node.nodes("args")) {
            var value = input.translateKept(target.node("expr"));
            byReference.put(target.integer("ressortgroupref"), value);
            if (!target.bool("resjunk")) {
                arguments.add(value);
            }
        }
        var filter = node.node("aggfilter") == null ? null : input.translateFlat(node.node("aggfilter"));
        var groups = above.get();
        var direct = groups.translateFlat(node.nodes("aggdirectargs"));
        if (!groups.sublinks().attachments().isEmpty() && !directSubqueries.test(groups.sublinks())) {
            input.refuse(
                    "a subquery in the direct arguments of " + function.name() + " that refers to what is grouped by");
        }
        boolean distinct = node.has("aggdistinct") && !node.nodes("aggdistinct").isEmpty();
        // PostgreSQL sorts by these to find what is not distinct; an ORDER BY is the beginning of them.
        boolean ordered = distinct || !node.nodes("aggorder").isEmpty();
        var order = plain && !AggregateRules.showsOrder(function)
                ? List.<SortKey>of()
                : ordered || !plain
                        ? order(
                                node.nodes(distinct ? "aggdistinct" : "aggorder"),
                                node.nodes("aggorder").size(),
                                byReference)
                        : inputOrder;
        var collation = translation.collation(node.oid("inputcollid"));
        var type = Records.resolvedOf(translation.type(node.oid("aggtype"), -1, node.oid("aggcollid")), arguments);
        var call = new AggregateCall(function, arguments, distinct, filter, order, direct, type, collation);
        check(call, !node.nodes("aggorder").isEmpty() || !inputOrder.isEmpty());
        return call;
    }

    /** Marks the column of a result that SQL leaves open, or that depends on the order of rows. */
    void markResult(AggregateCall call, Column column) {
        var representation = translation.representation();
        boolean openInput = call.arguments().stream().anyMatch(representation::isOpen);
        boolean choosesAmongDistinct = call.distinct()
                && AggregateRules.sensitivity(call.function()) == FormSensitivity.KEEPS
                && call.arguments().stream().anyMatch(argument -> representation.hasForms(argument.type()));
        if (AggregateRules.chooses(call.function()) || openInput || choosesAmongDistinct) {
            representation.choose(column);
        }
        if (call.arguments().stream().anyMatch(representation::isUnordered)) {
            representation.markUnorderedWithin(column);
        } else if (isOrderOpen(call) && OpenOrder.keepsLast(call.function())) {
            representation.choose(column);
        } else if (isOrderOpen(call)) {
            representation.markUnordered(column);
        }
        if (representation.isUnordered(new Expr.ColumnRef(column))
                && AggregateRules.spacesUnevenly(call.function(), call.arguments())) {
            representation.markUnevenlySpaced(column);
        }
        if (AggregateRules.isApproximate(call.function())
                || call.arguments().stream().anyMatch(representation::isApproximate)) {
            representation.markApproximate(column);
        }
    }

    private void check(AggregateCall call, boolean ordered) {
        var function = call.function();
        rules.checkAggregate(function, call.arguments(), call.inputCollation());
        if (AggregateRules.sensitivity(function) == FormSensitivity.TELLS_APART && call.distinct()) {
            call.arguments().stream()
                    .filter(argument -> translation.representation().hasForms(argument.type()))
                    .forEach(argument -> refuseDistinct(function, argument.type()));
        }
        if (AggregateRules.showsOrder(function)) {
            warnIfOrderIsOpen(call, ordered);
        }
        if (AggregateRules.isArbitrary(function)
                && !call.arguments().stream().allMatch(argument -> agreement.isEqual(argument, List.of()))) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_ORDER_OPEN,
                            function.name()
                                    + " may return any of a group's values, and PostgreSQL another one than Tideline",
                            "Use min or max, or group by a primary key that determines the value.");
        }
    }

    private void refuseDistinct(Function function, SqlType type) {
        translation
                .refusals()
                .error(
                        DiagnosticCode.SQL_REPRESENTATION_OPEN,
                        "SQL leaves open which of several equal forms (such as " + Representation.example(type)
                                + ") stands for a distinct value, and " + function.signature() + " tells them apart",
                        "Cast the argument to a type with one form for each value, such as "
                                + Representation.remedy(type) + ".");
    }

    /** Whether SQL leaves open in which order an aggregate's result shows what is different. */
    private boolean isOrderOpen(AggregateCall call) {
        if (!AggregateRules.showsOrder(call.function())) {
            return false;
        }
        var ordered = call.order().stream().map(SortKey::value).toList();
        var columns = ordered.stream()
                .filter(Expr.ColumnRef.class::isInstance)
                .map(value -> ((Expr.ColumnRef) value).column())
                .toList();
        var representation = translation.representation();
        if (OpenOrder.keepsLast(call.function())) {
            var value = call.arguments().get(1);
            var agreeing = new ArrayList<>(columns);
            if (call.arguments().get(0) instanceof Expr.ColumnRef key) {
                agreeing.add(key.column());
            }
            return !(value instanceof Expr.Constant) && !agreement.isIdentical(value, agreeing);
        }
        return !call.arguments().stream()
                .allMatch(argument -> argument instanceof Expr.Constant
                        || ordered.contains(argument) && !representation.hasForms(argument.type())
                        || agreement.isIdentical(argument, columns));
    }

    private void warnIfOrderIsOpen(AggregateCall call, boolean ordered) {
        if (isOrderOpen(call)) {
            var refusals = translation.refusals();
            refusals.warning(
                    DiagnosticCode.SQL_ORDER_OPEN,
                    call.function().name()
                            + (!ordered
                                    ? " has no ORDER BY: the order of its input is open"
                                    : " has an ORDER BY that leaves ties"),
                    "Order by columns that determine the rows, such as a primary key. Tideline orders what is left open by the "
                            + "values themselves.",
                    refusals.current());
        }
    }

    /** @param written how many of the clauses the user wrote; others whose order we do not know can be left out */
    private List<SortKey> order(List<Node> clauses, int written, Map<Integer, Expr> byReference) {
        var order = new ArrayList<SortKey>();
        for (var clause : clauses) {
            var value = byReference.get(clause.integer("tleSortGroupRef"));
            var descending = translation.catalog().functions().descending(clause.oid("sortop"));
            if (descending.isEmpty()) {
                input.refuse("ORDER BY … USING an operator of your own");
                continue;
            }
            var types = translation.capabilities().types();
            if (clauses.indexOf(clause) >= written
                    && !(types.supports(value.type())
                            && types.semantics(value.type()).ordered())) {
                continue;
            }
            rules.textOrder().checkOrdered(value, value.type().collation());
            order.add(new SortKey(value, descending.get(), clause.bool("nulls_first")));
        }
        return order;
    }
}
