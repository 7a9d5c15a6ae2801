package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.plan.property.OpenOrder;
import dev.tideline.engine.plan.rewrite.PlanRewriter;
import dev.tideline.engine.sql.catalog.Catalog;
import dev.tideline.engine.sql.text.QueryText;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.SourcePosition;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/** Translates the trees of one topology's views. */
public final class ViewTranslator {

    private final Catalog catalog;
    private final Capabilities capabilities;
    private final SessionSettings session;
    private final ServerEvaluation server;
    private final Set<TableName> ownTargets;
    private final IntSupplier columnIds;

    /**
     * @param ownTargets relations of the source that Tideline itself writes
     * @param columnIds gives each column of the topology another number
     */
    public ViewTranslator(
            Catalog catalog,
            Capabilities capabilities,
            SessionSettings session,
            ServerEvaluation server,
            Set<TableName> ownTargets,
            IntSupplier columnIds) {
        this.catalog = catalog;
        this.capabilities = capabilities;
        this.session = session;
        this.server = server;
        this.ownTargets = ownTargets;
        this.columnIds = columnIds;
    }

    /**
     * A translated query.
     *
     * @param plan meaningless if there are errors among the diagnostics
     * @param timeReferences where the user's query asks for the current time
     */
    public record Result(
            Plan plan,
            List<ResultColumn> columns,
            List<TimeReference> timeReferences,
            List<Diagnostic> diagnostics,
            TypeCatalog types) {

        /** What orders that leave ties leave open of a view of this plan, as it is kept. */
        public OpenOrder.Open openOrder(ViewPlan view) {
            return new OpenOrder(types).of(new PlanRewriter(types).rewrite(view).plan());
        }

        public boolean hasErrors() {
            return diagnostics.stream().anyMatch(Diagnostic::isError);
        }
    }

    /**
     * A shown column.
     *
     * @param open SQL leaves open which of several equal forms its values have
     * @param approximate PostgreSQL's own values depend on the order of rows
     * @param unordered SQL leaves open in which order its values are put together
     * @param at where the query computes it
     */
    public record ResultColumn(
            Column column, boolean open, boolean approximate, boolean unordered, SourcePosition at) {}

    /**
     * @param hasDependencies true if the WITH of the outermost query holds the other views that the user's query reads
     */
    public Result translate(Node query, QueryText text, boolean hasDependencies) {
        var refusals = new Refusals(text);
        var translation = new Translation(catalog, capabilities, refusals, session, server, ownTargets, columnIds);
        var relation = new QueryTranslator(translation, hasDependencies).translate(query, null, null);
        var representation = translation.representation();
        var scope = new Scope(null, null, usersQuery(query, hasDependencies));
        var targets = scope.query().nodes("targetList").stream()
                .filter(target -> !target.bool("resjunk"))
                .map(scope::flatten)
                .toList();
        var columns = new ArrayList<ResultColumn>();
        for (var column : relation.columns()) {
            columns.add(new ResultColumn(
                    column,
                    representation.isOpen(column),
                    representation.isApproximate(new Expr.ColumnRef(column)),
                    representation.isUnordered(new Expr.ColumnRef(column)),
                    refusals.placeOf(targets.get(columns.size()))));
        }
        for (int i = 0; i < columns.size(); i++) {
            if (Records.isAnonymous(columns.get(i).column().type())) {
                refusals.error(
                        DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                        "column " + relation.outputs().get(i).name()
                                + " is of rows without a named type, which no table can hold",
                        "Leave it out, or make it json or text.",
                        columns.get(i).at());
            }
        }
        if (refusals.errorCount() == 0) {
            new EqualityRules(refusals).check(relation.plan());
        }
        return new Result(
                relation.plan(), columns, translation.timeReferences(), refusals.diagnostics(), capabilities.types());
    }

    /** The query that the user wrote: around it is one of ours if there are dependencies. */
    private static Node usersQuery(Node query, boolean hasDependencies) {
        if (!hasDependencies) {
            return query;
        }
        int index = query.node("jointree").nodes("fromlist").get(0).integer("rtindex");
        return query.nodes("rtable").get(index - 1).node("subquery");
    }
}
