package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.TypeCatalog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps track of what SQL leaves open. A value is <em>open</em> if SQL says only what it is equal to and not which of its equal forms
 * it takes, such as 1.0 or 1.00 for the key of a group that has rows with both. An open value may be shown, compared and grouped
 * again, but must not reach a function that tells its forms apart. A value is <em>approximate</em> if PostgreSQL's own answer
 * depends on the order of rows, as sums of floating point numbers do. A value is <em>unordered</em> if SQL leaves open in which order it was
 * put together, as it does for array_agg without ORDER BY, and <em>unevenly spaced</em> if how long it is as text is open with that.
 */
final class Representation {

    private static final Set<String> WITHOUT_PARTS =
            Set.of("bool", "int2", "int4", "int8", "numeric", "float4", "float8", "date", "timestamp", "timestamptz");

    private final TypeCatalog types;
    private final Set<Column> open = new HashSet<>();
    private final Set<Column> approximate = new HashSet<>();
    private final Set<Column> unordered = new HashSet<>();
    private final Set<Column> unorderedWithin = new HashSet<>();
    private final Set<Column> unevenlySpaced = new HashSet<>();
    private final Map<Column, Column> origins = new HashMap<>();
    private final Map<Column, List<Column>> keysOfTables = new HashMap<>();

    Representation(TypeCatalog types) {
        this.types = types;
    }

    /** Whether equal values of the type can have several forms; not if it has no equality. */
    boolean hasForms(SqlType type) {
        return types.supports(type)
                && types.semantics(type).hashable()
                && !types.semantics(type).identitySafe();
    }

    /** Two forms of one value of the type, to be shown to the user. */
    static String example(SqlType type) {
        if (!(type.underlying() instanceof PgType.Base base)) {
            return "1.0 and 1.00 inside of it";
        }
        return switch (base.name()) {
            case "float4", "float8" -> "0 and -0";
            case "interval" -> "'1 day' and '24 hours'";
            case "bpchar" -> "'a' and 'a '";
            case "jsonb" -> "1.0 and 1.00 inside of it";
            default -> "1.0 and 1.00";
        };
    }

    /** A type with one form for each value, for values of the given one. */
    static String remedy(SqlType type) {
        if (!(type.underlying() instanceof PgType.Base base)) {
            return "text";
        }
        return switch (base.name()) {
            case "numeric" -> "numeric(p, s)";
            case "float4", "float8" -> "numeric";
            case "bpchar" -> "char(n)";
            default -> "text";
        };
    }

    /** Makes a table's columns known, and which of them are its primary key; none if it has none or not all of it is used. */
    void addTable(List<Column> columns, List<Column> key) {
        columns.forEach(column -> keysOfTables.put(column, key));
    }

    /** The column's values are chosen among equal ones: open, if their type has several forms. */
    void choose(Column column) {
        if (hasForms(column.type())) {
            open.add(column);
        }
    }

    /**
     * The rows are made different in these columns: where several were equal, one is chosen. There is nothing to choose in what the
     * primary key of a table determines, if that key is among the columns.
     */
    void distinguish(List<Column> columns) {
        var distinguished = origins(columns);
        columns.stream()
                .filter(column -> !isDetermined(origin(column), distinguished))
                .forEach(this::choose);
    }

    /** Whether rows with equal values in these columns have the same value, to the byte, because of a table's primary key. */
    boolean determines(List<Column> columns, Expr value) {
        var distinguished = origins(columns);
        return ExprTree.columns(value).stream().allMatch(column -> isDetermined(origin(column), distinguished));
    }

    private Set<Column> origins(List<Column> columns) {
        var origins = new HashSet<Column>();
        columns.forEach(column -> origins.add(origin(column)));
        return origins;
    }

    private boolean isDetermined(Column column, Set<Column> distinguished) {
        var key = keysOfTables.getOrDefault(column, List.of());
        return !key.isEmpty() && distinguished.containsAll(key);
    }

    private Column origin(Column column) {
        return origins.getOrDefault(column, column);
    }

    void markApproximate(Column column) {
        approximate.add(column);
    }

    void markUnordered(Column column) {
        unordered.add(column);
    }

    /** Not only in which order its elements stand, but also that of their own parts. */
    void markUnorderedWithin(Column column) {
        unordered.add(column);
        unorderedWithin.add(column);
    }

    /** White space stands between some of its parts, but not before the first: which one that is decides how much there is. */
    void markUnevenlySpaced(Column column) {
        unevenlySpaced.add(column);
    }

    boolean isUnevenlySpaced(Expr expr) {
        return ExprTree.columns(expr).stream().anyMatch(unevenlySpaced::contains);
    }

    /** Whether the order of its elements may be left open, but not that of their parts. */
    boolean hasOrderedElements(Expr array) {
        return array instanceof Expr.ColumnRef reference && !unorderedWithin.contains(reference.column());
    }

    /** Whether the order of its parts is left open. A number or a truth has none: what looks at the order has been refused. */
    boolean isUnordered(Expr expr) {
        var type = expr.type().underlying();
        return !(type instanceof PgType.Base base && WITHOUT_PARTS.contains(base.name()))
                && ExprTree.columns(expr).stream().anyMatch(unordered::contains);
    }

    /** The column's values are those of the expression, row for row. */
    void copy(Expr from, Column to) {
        if (from instanceof Expr.ColumnRef reference) {
            origins.put(to, origin(reference.column()));
        }
        merge(from, to);
    }

    /** The expression's values are among those of the column. */
    void merge(Expr from, Column to) {
        if (isOpen(from)) {
            open.add(to);
        }
        if (isApproximate(from)) {
            approximate.add(to);
        }
        if (isUnordered(from)) {
            unordered.add(to);
            if (!hasOrderedElements(from)) {
                unorderedWithin.add(to);
            }
            if (isUnevenlySpaced(from)) {
                unevenlySpaced.add(to);
            }
        }
    }

    boolean isOpen(Column column) {
        return open.contains(column);
    }

    boolean isApproximate(Expr expr) {
        return ExprTree.columns(expr).stream().anyMatch(approximate::contains);
    }

    boolean isOpen(Expr expr) {
        if (expr instanceof Expr.ColumnRef reference) {
            return open.contains(reference.column());
        }
        if (!hasForms(expr.type())) {
            return false;
        }
        if (expr instanceof Expr.Call call) {
            return FormSensitivity.of(call.function()) == FormSensitivity.KEEPS
                    && call.arguments().stream().anyMatch(this::isOpen);
        } else if (expr instanceof Expr.Case choice) {
            return isOpen(choice.otherwise()) || choice.whens().stream().anyMatch(when -> isOpen(when.result()));
        } else if (expr instanceof Expr.NullIf nullIf) {
            return isOpen(nullIf.left());
        } else if (expr instanceof Expr.Coalesce
                || expr instanceof Expr.Extremum
                || expr instanceof Expr.ArrayConstructor
                || expr instanceof Expr.RowConstructor
                || expr instanceof Expr.Relabel
                || expr instanceof Expr.DomainCheck
                || expr instanceof Expr.FieldSelect
                || expr instanceof Expr.Subscript
                || expr instanceof Expr.ArrayCast) {
            return ExprTree.children(expr).stream().anyMatch(this::isOpen);
        }
        return false;
    }
}
