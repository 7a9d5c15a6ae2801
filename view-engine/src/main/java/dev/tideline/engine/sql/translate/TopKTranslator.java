package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.SortKey;
import dev.tideline.engine.plan.Plan.TopKind;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** DISTINCT ON, and LIMIT, OFFSET and FETCH of one query. */
final class TopKTranslator {

    private static final int WITH_TIES = 1;
    private static final String DISTINCT_ON = "DISTINCT ON";
    private static final SqlType INT8 = SqlType.of(PgType.INT8);

    private final Translation translation;
    private final Scope scope;
    private final Node query;
    private final ExprTranslator expressions;
    private final Ordering ordering;
    private final Map<Integer, Column> sortable;

    /** @param sortable the columns of the targets that something sorts by, by the number under which it refers to them */
    TopKTranslator(Translation translation, Scope scope, ExprTranslator expressions, Map<Integer, Column> sortable) {
        this.translation = translation;
        this.scope = scope;
        this.query = scope.query();
        this.expressions = expressions;
        this.ordering = new Ordering(translation);
        this.sortable = sortable;
    }

    /** Whether the order of the query decides which rows there are. */
    static boolean isNeeded(Node query) {
        return query.bool("hasDistinctOn") || isLimited(query);
    }

    static boolean isLimited(Node query) {
        return isBound(query.node("limitCount")) || isBound(query.node("limitOffset"));
    }

    /** LIMIT ALL and LIMIT NULL are no limits. */
    private static boolean isBound(Node bound) {
        return bound != null && !(bound.is("CONST") && bound.bool("constisnull"));
    }

    Relation distinctOn(Relation input) {
        var partition = query.nodes("distinctClause").stream()
                .<Expr>map(clause -> new Expr.ColumnRef(sortable.get(clause.integer("tleSortGroupRef"))))
                .toList();
        partition.forEach(value -> new FunctionRules(translation).refuseUnordered(value, DISTINCT_ON));
        var one = new Expr.Constant(1L, INT8);
        return top(input, partition, TopKind.ROWS, one, null, DISTINCT_ON);
    }

    Relation limit(Relation input) {
        if (!isLimited(query)) {
            return scope.sorts() ? new Relation(input.plan(), input.outputs(), order()) : input;
        }
        var kind = query.integer("limitOption") == WITH_TIES ? TopKind.WITH_TIES : TopKind.ROWS;
        return top(
                input,
                List.of(),
                kind,
                bound(query.node("limitCount")),
                bound(query.node("limitOffset")),
                kind == TopKind.WITH_TIES
                        ? "FETCH … WITH TIES"
                        : isBound(query.node("limitCount")) ? "LIMIT" : "OFFSET");
    }

    private Expr bound(Node bound) {
        if (!isBound(bound)) {
            return null;
        }
        var value = expressions.translate(bound);
        // The number that everybody writes: an integer, cast to bigint.
        boolean cast = value instanceof Expr.Call call
                && call.function().name().equals("int8")
                && call.arguments().get(0) instanceof Expr.Constant constant
                && constant.value() instanceof Integer;
        if (cast) {
            var constant = (Expr.Constant) ((Expr.Call) value).arguments().get(0);
            return new Expr.Constant((long) (int) constant.value(), INT8);
        }
        return value;
    }

    private Relation top(
            Relation input, List<Expr> partition, TopKind kind, Expr limit, Expr offset, String construct) {
        var order = order();
        Set<Column> shown = input.columns().stream().collect(Collectors.toSet());
        var ties = ordering.ties(input.plan(), partition, order, shown);
        boolean safe = kind != TopKind.ROWS && offset == null;
        if (!safe && !ties.determined()) {
            ordering.warn(List.of(construct), !order.isEmpty(), ties, input.plan(), place(construct));
        }
        if (!safe && !ties.total()) {
            // Tied rows may differ in the form of what they agree in.
            shown.forEach(translation.representation()::choose);
        }
        var plan = expressions.withSubqueries(input.plan());
        return new Relation(
                new Plan.TopK(plan, partition, order, safe ? List.of() : ties.tieBreak(), kind, limit, offset),
                input.outputs(),
                order);
    }

    private List<SortKey> order() {
        return ordering.keys(
                query, query.nodes("sortClause"), node -> new Expr.ColumnRef(sortable.get(reference(node))));
    }

    private SourcePosition place(String construct) {
        var refusals = translation.refusals();
        if (construct.equals(DISTINCT_ON)) {
            return refusals.text().ofKeywords("distinct", "on");
        }
        var bound = query.node("limitCount");
        return refusals.placeOf(isBound(bound) ? bound : query.node("limitOffset"));
    }

    private int reference(Node expression) {
        return query.nodes("targetList").stream()
                .filter(target -> target.node("expr") == expression)
                .findFirst()
                .orElseThrow()
                .integer("ressortgroupref");
    }
}
