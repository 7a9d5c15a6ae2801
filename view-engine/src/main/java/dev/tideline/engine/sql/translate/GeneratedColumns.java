package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.sql.catalog.RelationInfo;
import dev.tideline.engine.sql.catalog.RelationInfo.RelationColumn;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Generated columns of a table, be they stored or virtual. By default PostgreSQL does not publish them, so they are computed here as it computes
 * them: of the other columns of the row, by an immutable expression. Stored ones that cannot be computed here are read like other columns where the
 * server can publish them.
 */
final class GeneratedColumns {

    private final Translation translation;
    private final RelationInfo relation;
    private final List<RelationInfo> descendants;
    private final Map<RelationColumn, Node> computed = new LinkedHashMap<>();

    /**
     * @param used the generated columns that are used
     * @param inherited whether rows of descendants are read, too
     */
    GeneratedColumns(Translation translation, RelationInfo relation, List<RelationColumn> used, boolean inherited) {
        this.translation = translation;
        this.relation = relation;
        descendants = used.isEmpty() || !inherited
                ? List.of()
                : translation.catalog().relations().descendants(relation.oid());
        for (var column : used) {
            var expression = translation.server().generation(relation.oid(), column.number());
            if (!column.isPublishable() || isComputable(column, expression)) {
                computed.put(column, expression);
            }
        }
    }

    /** Whether a column is computed here, and not read. */
    boolean computes(RelationColumn column) {
        return computed.containsKey(column);
    }

    /** Numbers of the columns that are computed of. */
    Set<Integer> sources() {
        var numbers = new TreeSet<Integer>();
        computed.values().forEach(expression -> collect(expression, numbers));
        return numbers;
    }

    private static void collect(Object value, Set<Integer> numbers) {
        if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, numbers));
        } else if (value instanceof Node node && node.is("VAR")) {
            numbers.add(node.integer("varattno"));
        } else if (value instanceof Node node) {
            node.fields().values().forEach(field -> collect(field, numbers));
        }
    }

    /** Key columns are read anyway. */
    private boolean isComputable(RelationColumn column, Node expression) {
        if (relation.primaryKey().contains(column.name())
                || generatedOtherwise(column).isPresent()) {
            return false;
        }
        var sources = new TreeSet<Integer>();
        collect(expression, sources);
        var columns = new HashMap<Integer, Column>();
        for (int number : sources) {
            var source = relation.column(number);
            columns.put(number, translation.newColumn(source.name(), source.type()));
        }
        return refusal(() -> value(expression, columns)).isEmpty();
    }

    /**
     * The table with them.
     *
     * @param item of the columns of the table itself
     * @param at where the query names the table
     */
    FromItem over(FromItem item, SourcePosition at) {
        if (computed.isEmpty()) {
            return item;
        }
        var assignments = new ArrayList<Assignment>();
        // By their numbers, as a whole row has them.
        var columns = new TreeMap<Integer, Column>();
        item.columns().forEach((number, column) -> {
            assignments.add(new Assignment(column, new Expr.ColumnRef(column)));
            columns.put(number, column);
        });
        computed.forEach((generated, expression) -> {
            check(generated, at);
            var column = translation.newColumn(generated.name(), generated.type());
            var value = value(generated, expression, item.columns(), at);
            translation.representation().copy(value, column);
            assignments.add(new Assignment(column, value));
            columns.put(generated.number(), column);
        });
        return new FromItem(new Plan.Project(item.plan(), assignments), columns);
    }

    private Expr value(RelationColumn generated, Node expression, Map<Integer, Column> columns, SourcePosition at) {
        var value = new AtomicReference<Expr>();
        var refused = refusal(() -> value.set(value(expression, columns)));
        refused.ifPresent(reason -> refuse(
                "column " + generated.name() + " of " + relation.name() + " is generated by "
                        + generated.generation().expression() + ", which cannot be computed here: "
                        + reason.message(),
                reason.hint(),
                at));
        return value.get();
    }

    private Expr value(Node expression, Map<Integer, Column> columns) {
        return ExprTranslator.ofRow(translation, columns).translateFlat(expression);
    }

    private Optional<Diagnostic> refusal(Runnable attempt) {
        return translation.refusals().silently(attempt);
    }

    /** Refuses a column that a table below this one, a partition or one that inherits, computes otherwise. */
    private void check(RelationColumn generated, SourcePosition at) {
        generatedOtherwise(generated)
                .ifPresent(descendant -> refuse(
                        "column " + generated.name() + " of " + relation.name() + " is generated, in "
                                + descendant.name() + " by another expression",
                        "Write what is meant instead of the column.",
                        at));
    }

    private Optional<RelationInfo> generatedOtherwise(RelationColumn generated) {
        return descendants.stream()
                .filter(descendant -> descendant.columns().stream()
                        .anyMatch(
                                column -> column.name().equals(generated.name()) && !sameExpression(generated, column)))
                .findFirst();
    }

    private static boolean sameExpression(RelationColumn left, RelationColumn right) {
        return right.isGenerated()
                && left.generation().expression().equals(right.generation().expression());
    }

    private void refuse(String message, String hint, SourcePosition at) {
        translation.refusals().error(DiagnosticCode.SQL_RELATION_UNSUPPORTED, message, hint, at);
    }
}
