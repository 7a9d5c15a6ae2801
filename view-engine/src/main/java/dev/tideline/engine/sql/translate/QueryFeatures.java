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
        translation.refusals().error(DiagnosticCode.SQL_UNSUPPORTED, construct + " is not supported yet", null, at);
    }
}
