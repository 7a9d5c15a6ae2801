package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.plan.Plan.SortKey;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Calls of aggregate functions. */
final class AggregateTranslator {

    private static final String PLAIN = "n";

    private final Translation translation;
    private final ExprTranslator input;
    private final Predicate<Expr> sameInGroup;
    private final FunctionRules rules;

    /** @param sameInGroup whether an expression over the input has one value in each group */
    AggregateTranslator(Translation translation, ExprTranslator input, Predicate<Expr> sameInGroup) {
        this.translation = translation;
        this.input = input;
        this.sameInGroup = sameInGroup;
        this.rules = new FunctionRules(translation);
    }

    AggregateCall aggregate(Node node) {
        var refusals = translation.refusals();
        var info = translation.catalog().functions().function(node.oid("aggfnoid"));
        var function = info.function();
        if (!PLAIN.equals(node.text("aggkind"))) {
            input.refuse("the ordered-set aggregate " + function.signature());
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
        var order = AggregateRules.showsOrder(function) ? order(node, byReference) : List.<SortKey>of();
        var collation = translation.collation(node.oid("inputcollid"));
        var type = translation.type(node.oid("aggtype"), -1, node.oid("aggcollid"));
        var call = new AggregateCall(
                function,
                arguments,
                node.has("aggdistinct") && !node.nodes("aggdistinct").isEmpty(),
                filter,
                order,
                type,
                collation);
        check(call);
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
        if (AggregateRules.isApproximate(call.function())
                || call.arguments().stream().anyMatch(representation::isApproximate)) {
            representation.markApproximate(column);
        }
    }

    private void check(AggregateCall call) {
        var function = call.function();
        rules.textOrder().check(function, call.arguments(), call.inputCollation());
        if (AggregateRules.sensitivity(function) == FormSensitivity.TELLS_APART) {
            call.arguments().forEach(argument -> rules.refuseOpen(argument, function.signature()));
            if (call.distinct()) {
                call.arguments().stream()
                        .filter(argument -> translation.representation().hasForms(argument.type()))
                        .forEach(argument -> refuseDistinct(function, argument.type()));
            }
        }
        if (AggregateRules.showsOrder(function)) {
            warnIfOrderIsOpen(call);
        }
        if (AggregateRules.isArbitrary(function) && !call.arguments().stream().allMatch(sameInGroup)) {
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

    private void warnIfOrderIsOpen(AggregateCall call) {
        var ordered = call.order().stream().map(SortKey::value).toList();
        boolean determined = call.arguments().stream()
                .allMatch(argument -> argument instanceof Expr.Constant
                        || ordered.contains(argument)
                                && !translation.representation().hasForms(argument.type()));
        if (!determined) {
            var refusals = translation.refusals();
            refusals.warning(
                    DiagnosticCode.SQL_ORDER_OPEN,
                    call.function().name()
                            + (ordered.isEmpty()
                                    ? " has no ORDER BY: the order of its input is open"
                                    : " has an ORDER BY that leaves ties"),
                    "Order by columns that determine the rows, such as a primary key. Tideline orders what is left open by the "
                            + "values themselves.",
                    refusals.current());
        }
    }

    private List<SortKey> order(Node node, Map<Integer, Expr> byReference) {
        var order = new ArrayList<SortKey>();
        for (var clause : node.nodes("aggorder")) {
            var value = byReference.get(clause.integer("tleSortGroupRef"));
            var descending = translation.catalog().functions().descending(clause.oid("sortop"));
            if (descending.isEmpty()) {
                input.refuse("ORDER BY … USING an operator of your own");
                continue;
            }
            rules.textOrder().checkOrdered(value, value.type().collation());
            order.add(new SortKey(value, descending.get(), clause.bool("nulls_first")));
        }
        return order;
    }
}
