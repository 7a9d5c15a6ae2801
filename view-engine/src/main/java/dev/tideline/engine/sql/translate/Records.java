package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Types of rows without a named type, and of arrays of them. PostgreSQL calls them all {@code record}, which tells nothing of a value; here
 * they are known by their fields, as composite types of that name.
 */
final class Records {

    static final long OID = 2249;

    private static final PgType RECORD = new PgType.Base("record");
    private static final TableName NAME = new TableName("pg_catalog", "record");

    private Records() {}

    /** Whether nothing is known of the fields. */
    static boolean isUnknown(SqlType type) {
        return type.type().equals(RECORD)
                || type.type() instanceof PgType.Array array && array.element().equals(RECORD);
    }

    /** Whether it is the type, known by its fields, of rows, or of arrays of rows, without a named type. */
    static boolean isAnonymous(SqlType type) {
        return isAnonymous(type.type()) || type.type() instanceof PgType.Array array && isAnonymous(array.element());
    }

    private static boolean isAnonymous(PgType type) {
        return type instanceof PgType.Composite composite && composite.name().equals(NAME);
    }

    /** The type of {@code ROW(…)}; fields without a name are called f1, f2 … */
    static SqlType of(List<Expr> values, List<String> names) {
        var fields = new ArrayList<PgType.Field>();
        for (int i = 0; i < values.size(); i++) {
            var name = i < names.size() ? names.get(i) : "f" + (i + 1);
            fields.add(new PgType.Field(name, values.get(i).type()));
        }
        return SqlType.of(new PgType.Composite(NAME, fields));
    }

    /**
     * A type that PostgreSQL declares, with the fields that can be seen in the types of those values that it is made of; the same if it has
     * them, or if they differ.
     */
    static SqlType resolved(SqlType declared, Collection<SqlType> parts) {
        if (!isUnknown(declared)) {
            return declared;
        }
        boolean array = declared.type() instanceof PgType.Array;
        PgType row = null;
        for (var part : parts) {
            var type = part.underlying() instanceof PgType.Array of ? of.element() : part.underlying();
            if (!(type instanceof PgType.Composite composite)) {
                continue;
            }
            var seen = new PgType.Composite(NAME, composite.fields());
            if (row == null || row.equals(seen)) {
                row = seen;
            } else if (unmodified(row).equals(unmodified(seen))) {
                row = unmodified(row);
            } else {
                return declared;
            }
        }
        return row == null ? declared : SqlType.of(array ? new PgType.Array(row) : row);
    }

    static SqlType resolvedOf(SqlType declared, Collection<Expr> parts) {
        return resolved(declared, parts.stream().map(Expr::type).toList());
    }

    /** The type without the modifiers of fields, which other rows of the same type need not have. */
    static SqlType unmodified(SqlType type) {
        return isAnonymous(type) ? SqlType.of(unmodified(type.type())) : type;
    }

    private static PgType unmodified(PgType type) {
        if (type instanceof PgType.Array array) {
            return new PgType.Array(unmodified(array.element()));
        }
        if (!(type instanceof PgType.Composite composite) || !isAnonymous(type)) {
            return type;
        }
        var fields = new ArrayList<PgType.Field>();
        for (var field : composite.fields()) {
            var of = field.type();
            fields.add(new PgType.Field(field.name(), new SqlType(unmodified(of.type()), -1, of.collation())));
        }
        return new PgType.Composite(NAME, fields);
    }
}
