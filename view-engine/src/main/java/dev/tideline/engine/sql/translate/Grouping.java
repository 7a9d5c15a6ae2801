package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.sql.tree.TreeEquality;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one query level groups by and aggregates. Expressions above the grouping are made of keys and aggregates; a column that is
 * neither is one that the grouped primary key determines, and becomes a key, too: that splits no group.
 */
final class Grouping {

    private final Translation translation;
    private final AggregateTranslator aggregateTranslator;
    private final List<Node> keyNodes = new ArrayList<>();
    private final List<Assignment> keys = new ArrayList<>();
    private final Map<Column, Expr> dependents = new LinkedHashMap<>();
    private final List<AggregateAssignment> aggregates = new ArrayList<>();

    Grouping(Translation translation, ExprTranslator input) {
        this.translation = translation;
        this.aggregateTranslator = new AggregateTranslator(translation, input, this::isSameInGroup);
    }

    /** Adds an expression of GROUP BY; {@code node} is without references to joins and groups. */
    void addKey(Node node, String name, Expr value) {
        if (keyNodes.stream().noneMatch(known -> TreeEquality.equal(known, node))) {
            var column = translation.newColumn(name, value.type());
            translation.representation().copy(value, column);
            keyNodes.add(node);
            keys.add(new Assignment(column, value));
        }
    }

    /** To be called when all keys are added. */
    void distinguishKeys() {
        translation
                .representation()
                .distinguish(keys.stream().map(Assignment::column).toList());
    }

    private boolean isSameInGroup(Expr value) {
        var grouped = new ArrayList<Column>();
        for (var key : keys) {
            if (key.value().equals(value)) {
                return true;
            }
            if (key.value() instanceof Expr.ColumnRef reference) {
                grouped.add(reference.column());
            }
        }
        return translation.representation().determines(grouped, value);
    }

    /** The key that the node stands for, or null if it is none. */
    Expr key(Node node) {
        for (int i = 0; i < keyNodes.size(); i++) {
            if (TreeEquality.equal(keyNodes.get(i), node)) {
                return new Expr.ColumnRef(keys.get(i).column());
            }
        }
        return null;
    }

    /** A column of the input that is no key by itself. */
    Expr dependent(Column column) {
        return dependents.computeIfAbsent(column, this::addDependent);
    }

    private Expr addDependent(Column column) {
        var types = translation.capabilities().types();
        Expr value = new Expr.ColumnRef(column);
        if (!types.supports(column.type()) || types.semantics(column.type()).hashable()) {
            return addKey(column.name(), value);
        }
        if (!column.type().underlying().equals(PgType.JSON)) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                            "column " + column.name() + " has a type without equality ("
                                    + column.type().type().ddl() + ") and is not in the GROUP BY",
                            "Group by a part of it that can be compared.");
            return value;
        }
        // A json is its text, which, unlike itself, can be grouped by.
        var key = addKey(column.name(), new Expr.TextCast(value, SqlType.of(PgType.TEXT)));
        return new Expr.TextCast(key, column.type());
    }

    private Expr addKey(String name, Expr value) {
        var column = translation.newColumn(name, value.type());
        translation.representation().copy(value, column);
        keys.add(new Assignment(column, value));
        keyNodes.add(null);
        return new Expr.ColumnRef(column);
    }

    Expr aggregate(Node node) {
        var call = aggregateTranslator.aggregate(node);
        for (var known : aggregates) {
            if (known.call().equals(call)) {
                return new Expr.ColumnRef(known.column());
            }
        }
        var column = translation.newColumn(call.function().name(), call.type());
        aggregateTranslator.markResult(call, column);
        aggregates.add(new AggregateAssignment(column, call));
        return new Expr.ColumnRef(column);
    }

    Plan over(Plan input) {
        return new Plan.Aggregate(input, keys, aggregates);
    }
}
