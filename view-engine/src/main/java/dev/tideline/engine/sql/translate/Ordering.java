package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.SortKey;
import dev.tideline.engine.plan.property.PropertyDerivation;
import dev.tideline.engine.plan.property.WindowProperties;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Orders that decide something, and what they leave open. */
final class Ordering {

    private final Translation translation;
    private final TextOrder textOrder;

    Ordering(Translation translation) {
        this.translation = translation;
        this.textOrder = new TextOrder(translation);
    }

    /** The target that a sort or partition clause refers to. */
    Node target(Node query, Node clause) {
        return query.nodes("targetList").stream()
                .filter(candidate -> candidate.integer("ressortgroupref") == clause.integer("tleSortGroupRef"))
                .findFirst()
                .orElseThrow();
    }

    /** @param values gives the value of a target's expression */
    List<SortKey> keys(Node query, List<Node> clauses, Function<Node, Expr> values) {
        var keys = new ArrayList<SortKey>();
        for (var clause : clauses) {
            var node = target(query, clause).node("expr");
            int before = translation.refusals().enter(node);
            key(clause, values.apply(node), keys);
            translation.refusals().leave(before);
        }
        return keys;
    }

    private void key(Node clause, Expr value, List<SortKey> keys) {
        var refusals = translation.refusals();
        var descending = translation.catalog().functions().descending(clause.oid("sortop"));
        if (descending.isEmpty()) {
            refusals.error(
                    DiagnosticCode.SQL_UNSUPPORTED, "ORDER BY … USING an operator of your own is not supported", null);
            return;
        }
        int errors = refusals.errorCount();
        textOrder.checkOrdered(value, value.type().collation());
        new FunctionRules(translation).refuseUnordered(value, "ORDER BY");
        var types = translation.capabilities().types();
        boolean unordered =
                types.supports(value.type()) && !types.semantics(value.type()).ordered();
        if (unordered && refusals.errorCount() == errors) {
            refusals.error(
                    DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                    "ordering by type " + value.type().type().ddl() + " is not supported",
                    null);
        }
        if (translation.representation().isApproximate(value)) {
            refusals.warning(
                    DiagnosticCode.SQL_ORDER_OPEN,
                    "this orders by a sum of floating point numbers, the last digits of which depend in PostgreSQL on the order of"
                            + " rows",
                    "Cast the numbers to numeric before they are added.",
                    refusals.current());
        }
        keys.add(new SortKey(value, descending.get(), clause.bool("nulls_first")));
    }

    /**
     * What an order leaves open.
     *
     * @param determined rows that are tied are the same, or equal in all that matters
     * @param tieBreak the columns that break ties
     * @param agreeing the columns in which tied rows agree
     * @param identical those in which they do so to the byte
     * @param total no rows are tied at all
     */
    record Ties(
            boolean determined, List<Column> tieBreak, Set<Column> agreeing, Set<Column> identical, boolean total) {}

    /** Whether all rows of the input that an order leaves tied agree in all columns. */
    Ties ties(Plan input, List<Expr> partition, List<SortKey> order) {
        return ties(input, partition, order, input.outputSet());
    }

    /** Whether all rows of the input that an order leaves tied agree in some of their columns. */
    Ties ties(Plan input, List<Expr> partition, List<SortKey> order, Set<Column> shown) {
        var types = translation.capabilities().types();
        var properties = new PropertyDerivation(types).of(input);
        var agreeing = WindowProperties.agreeing(partition, order, properties);
        var identical = WindowProperties.identical(agreeing, types);
        if (properties.isKey(agreeing)) {
            return new Ties(true, List.of(), agreeing, identical, true);
        }
        var keys = properties.keys();
        var tieBreak = keys.isEmpty()
                ? List.<Column>of()
                : keys.get(0).stream()
                        .filter(column -> !agreeing.contains(column))
                        .sorted(Comparator.comparingInt(column -> input.output().indexOf(column)))
                        .toList();
        return new Ties(agreeing.containsAll(shown), tieBreak, agreeing, identical, false);
    }

    /**
     * Warns of an order that leaves open what is shown.
     *
     * @param of what shows it
     * @param ordered whether there is an order at all
     * @param input what is ordered
     */
    void warn(List<String> of, boolean ordered, Ties ties, Plan input, SourcePosition at) {
        var names = ties.tieBreak().isEmpty()
                ? keyNames(input)
                : ties.tieBreak().stream().map(Column::name).toList();
        translation
                .refusals()
                .warning(
                        DiagnosticCode.SQL_ORDER_OPEN,
                        String.join(", ", of)
                                + (of.size() == 1 ? " has " : " have ")
                                + (ordered
                                        ? "an ORDER BY that leaves ties: which of the tied rows come first is open"
                                        : "no ORDER BY: which rows come first is open"),
                        names.isEmpty()
                                ? "Order by columns that determine the rows. Until then Tideline takes tied rows in a fixed order of"
                                        + " their own values."
                                : "Add " + String.join(", ", names)
                                        + " to the ORDER BY. Until then Tideline takes tied rows in a"
                                        + " fixed order.",
                        at);
    }

    /** The primary key of the one table that is read; empty if it is not that simple. */
    private static List<String> keyNames(Plan plan) {
        if (plan instanceof Plan.Scan scan) {
            return scan.table().primaryKey();
        }
        boolean simple = plan instanceof Plan.Filter || plan instanceof Plan.Project || plan instanceof Plan.Window;
        return simple ? keyNames(plan.inputs().get(0)) : List.of();
    }
}
