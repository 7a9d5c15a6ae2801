package dev.tideline.engine.sql.translate;

import dev.tideline.engine.sql.tree.Node;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.util.List;

/** Refuses the clauses of a query that are not supported. */
final class QueryFeatures {

    private final Translation translation;

    QueryFeatures(Translation translation) {
        this.translation = translation;
    }

    void check(Node query) {
        var text = translation.refusals().text();
        if (query.integer("commandType") != QueryTranslator.SELECT) {
            refuse("a statement other than SELECT", text.start());
        }
        if (!query.list("rowMarks").isEmpty()) {
            refuse("FOR UPDATE or FOR SHARE", text.ofKeywords("for", "update", "no", "share", "key"));
        }
        for (var table : query.nodes("cteList")) {
            if (table.node("ctequery").integer("commandType") != QueryTranslator.SELECT) {
                refuse(
                        "a statement in WITH that changes data",
                        translation.refusals().placeOf(table));
            }
        }
    }

    /**
     * Refuses steps of a recursion with SEARCH or CYCLE that make rows different: PostgreSQL lets the ways come up from below without making
     * them part of what is compared, so that it leaves open whose way a row gets.
     *
     * @param query the whole recursion, as PostgreSQL's rewriter has extended it
     */
    void checkWays(Node query) {
        int right = query.node("setOperations").node("rarg").integer("rtindex");
        var extended = query.nodes("rtable").get(right - 1).node("subquery");
        var step = extended.nodes("rtable").get(0).node("subquery");
        if (!step.list("distinctClause").isEmpty() || !step.list("groupClause").isEmpty()) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_UNSUPPORTED,
                            "DISTINCT or GROUP BY in the step of a recursion with SEARCH or CYCLE is not supported: it leaves open"
                                    + " whose way a row gets",
                            "Put it into a subquery of the step, or above the recursion.",
                            step.nodes("targetList").get(0));
        }
    }

    /** Whether the rows are grouped, be it all into one. */
    boolean isGrouped(Node query) {
        return !query.list("groupClause").isEmpty()
                || !query.list("groupingSets").isEmpty()
                || query.bool("hasAggs")
                || query.node("havingQual") != null;
    }

    /** Warns that a table has no order, if the whole query has one. */
    void warnOfOrder(Node query) {
        List<Node> order = query.nodes("sortClause");
        if (order.isEmpty() || TopKTranslator.isNeeded(query)) {
            return;
        }
        var refusals = translation.refusals();
        refusals.warning(
                DiagnosticCode.SQL_ORDER_OPEN,
                "ORDER BY has no effect: a table has no order",
                "Leave it out, and order the rows when you read the table.",
                refusals.text().ofOuterOrderBy());
    }

    private void refuse(String construct, SourcePosition at) {
        translation
                .refusals()
                .error(
                        DiagnosticCode.SQL_UNSUPPORTED,
                        construct + " is not supported: a view neither locks nor changes what it reads",
                        "Leave it out.",
                        at);
    }
}
