package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.GroupingSet;
import dev.tideline.engine.plan.unnest.NodeExpressions;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.sql.tree.TreeEquality;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What one query level groups by and aggregates. Expressions above the grouping are made of keys and aggregates; a column that is
 * neither is one that the grouped primary key determines, and becomes a key, too: that splits no group.
 *
 * <p>With several grouping sets a key that is not of a set is NULL in its rows.
 */
final class Grouping implements AggregateTranslator.Agreement {

    private static final SqlType INTEGER = SqlType.of(PgType.INT4);

    private final Translation translation;
    private final AggregateTranslator aggregateTranslator;
    private final FunctionRules rules;
    private final List<Set<Integer>> sets;
    private final List<Key> keys = new ArrayList<>();
    private final Map<Column, Expr> dependents = new LinkedHashMap<>();
    private final List<AggregateAssignment> aggregates = new ArrayList<>();
    private final Map<List<Integer>, Column> groupings = new LinkedHashMap<>();
    /** The values of subqueries in direct arguments, in one row; null if there are none. */
    private Plan direct;

    /**
     * @param node the expression as it stands in the tree; null for a column that keys determine
     * @param references the numbers under which GROUP BY has it; none for a column that keys determine, which is of every set
     */
    private record Key(Node node, Set<Integer> references, Assignment assignment) {

        boolean isOf(Set<Integer> set) {
            return references.isEmpty() || references.stream().anyMatch(set::contains);
        }
    }

    /** @param sets the sets of expressions that are grouped by, as numbers of GROUP BY */
    Grouping(
            Translation translation,
            QueryTranslator queries,
            Scope scope,
            ExprTranslator input,
            List<Set<Integer>> sets) {
        this.translation = translation;
        this.sets = sets;
        this.rules = new FunctionRules(translation);
        this.aggregateTranslator = new AggregateTranslator(
                translation,
                input,
                scope.inputOrder(),
                () -> new ExprTranslator(translation, queries, scope, this),
                this,
                this::takesDirect);
    }

    /** Adds an expression of GROUP BY; {@code node} is without references to joins and groups. */
    void addKey(int reference, Node node, String name, Expr value) {
        for (var known : keys) {
            if (TreeEquality.equal(known.node, node)) {
                known.references.add(reference);
                return;
            }
        }
        rules.refuseUnordered(value, "GROUP BY");
        var column = translation.newColumn(name, value.type());
        keys.add(new Key(node, new HashSet<>(Set.of(reference)), new Assignment(column, value)));
    }

    /** To be called when all keys are added. */
    void distinguishKeys() {
        var representation = translation.representation();
        for (var key : keys) {
            // A key of grouping sets that is NULL does not tell its row.
            if (sets.size() == 1) {
                representation.copy(key.assignment.value(), key.assignment.column());
            } else {
                representation.merge(key.assignment.value(), key.assignment.column());
            }
        }
        for (var set : sets) {
            representation.distinguish(keys.stream()
                    .filter(key -> key.isOf(set))
                    .map(key -> key.assignment.column())
                    .toList());
        }
    }

    @Override
    public boolean isEqual(Expr value, List<Column> agreeing) {
        return isKey(value) || isDetermined(value, agreeing);
    }

    @Override
    public boolean isIdentical(Expr value, List<Column> agreeing) {
        return isKey(value) && !translation.representation().hasForms(value.type()) || isDetermined(value, agreeing);
    }

    private boolean isKey(Expr value) {
        return keysOfAllSets().anyMatch(key -> key.equals(value));
    }

    private boolean isDetermined(Expr value, List<Column> agreeing) {
        var columns = new ArrayList<>(agreeing);
        keysOfAllSets().filter(ColumnRef.class::isInstance).forEach(key -> columns.add(((ColumnRef) key).column()));
        return translation.representation().determines(columns, value);
    }

    private Stream<Expr> keysOfAllSets() {
        return keys.stream().filter(key -> sets.stream().allMatch(key::isOf)).map(key -> key.assignment.value());
    }

    /** The key that the node stands for, or null if it is none. */
    Expr key(Node node) {
        return keys.stream()
                .filter(key -> key.node != null && TreeEquality.equal(key.node, node))
                .findFirst()
                .map(key -> new ColumnRef(key.assignment.column()))
                .orElse(null);
    }

    /** {@code GROUPING(…)}: a bit for each of its arguments, set if a row's grouping set does not have it. */
    Expr grouping(Node node) {
        var references = node.numbers("refs").stream().map(Long::intValue).toList();
        if (sets.size() == 1) {
            return new Expr.Constant(grouping(references, sets.get(0)), INTEGER);
        }
        return new ColumnRef(
                groupings.computeIfAbsent(references, absent -> translation.newColumn("grouping", INTEGER)));
    }

    private static int grouping(List<Integer> references, Set<Integer> set) {
        int bits = 0;
        for (int reference : references) {
            bits = bits << 1 | (set.contains(reference) ? 0 : 1);
        }
        return bits;
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
        keys.add(new Key(null, Set.of(), new Assignment(column, value)));
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

    /** Subqueries in the direct arguments of an aggregate are computed before the groups are, if they do not speak of the groups. */
    private boolean takesDirect(SublinkTranslator subqueries) {
        var row = new Plan.Values(List.of(List.of()), List.of());
        var values = subqueries.attach(direct == null ? row : direct);
        var free = NodeExpressions.freeColumns(values);
        if (keys.stream().anyMatch(key -> free.contains(key.assignment.column()))) {
            return false;
        }
        direct = values;
        return true;
    }

    Plan over(Plan input) {
        var groups = groups(input);
        return direct == null
                ? groups
                : new Plan.DependentJoin(Plan.JoinKind.INNER, direct, groups, Expr.Constant.TRUE);
    }

    private Plan groups(Plan input) {
        var assignments = keys.stream().map(Key::assignment).toList();
        if (sets.size() == 1) {
            return new Plan.Aggregate(input, assignments, aggregates);
        }
        var ofKeys = new ArrayList<GroupingSet>();
        for (var set : sets) {
            var members = new TreeSet<Integer>();
            for (int i = 0; i < keys.size(); i++) {
                if (keys.get(i).isOf(set)) {
                    members.add(i);
                }
            }
            ofKeys.add(new GroupingSet(
                    List.copyOf(members),
                    groupings.keySet().stream()
                            .map(references -> grouping(references, set))
                            .toList()));
        }
        return new Plan.GroupingSets(input, assignments, ofKeys, aggregates, List.copyOf(groupings.values()));
    }
}
