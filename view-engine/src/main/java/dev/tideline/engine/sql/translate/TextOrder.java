package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.List;
import java.util.Set;

/**
 * Refuses what depends on the order of texts under a collation whose order we cannot reproduce, that is any but the bytewise ones.
 * Equality needs no order: under a deterministic collation equal texts are equal bytes.
 */
final class TextOrder {

    private static final Set<String> TEXT_ORDERING = Set.of(
            "text_lt",
            "text_le",
            "text_gt",
            "text_ge",
            "bttextcmp",
            "text_larger",
            "text_smaller",
            "bpcharlt",
            "bpcharle",
            "bpchargt",
            "bpcharge",
            "bpcharcmp",
            "bpchar_larger",
            "bpchar_smaller",
            "namelt",
            "namele",
            "namegt",
            "namege",
            "namelttext",
            "nameletext",
            "namegttext",
            "namegetext",
            "textltname",
            "textlename",
            "textgtname",
            "textgename",
            "width_bucket",
            "array_sort");

    private static final Set<String> CONTAINER_ORDERING = Set.of(
            "array_lt",
            "array_le",
            "array_gt",
            "array_ge",
            "btarraycmp",
            "array_larger",
            "array_smaller",
            "record_lt",
            "record_le",
            "record_gt",
            "record_ge",
            "btrecordcmp",
            "record_larger",
            "record_smaller",
            "min",
            "max");

    /** Compares strings inside documents under the database's collation, whatever the query says. */
    private static final Set<String> JSONB_ORDERING =
            Set.of("jsonb_lt", "jsonb_le", "jsonb_gt", "jsonb_ge", "jsonb_cmp");

    private final Translation translation;

    TextOrder(Translation translation) {
        this.translation = translation;
    }

    /** A call of a function or aggregate under a collation. */
    void check(Function function, List<Expr> arguments, Collation collation) {
        if (!function.schema().equals("pg_catalog")) {
            return;
        }
        if (TEXT_ORDERING.contains(function.name())) {
            check(collation);
        } else if (CONTAINER_ORDERING.contains(function.name())) {
            arguments.forEach(argument -> checkOrdered(argument, collation));
        } else if (JSONB_ORDERING.contains(function.name())) {
            check(translation.catalog().collations().defaultCollation());
        }
    }

    /** A value that is put in order, under a collation or, if that is null, under its own. */
    void checkOrdered(Expr value, Collation collation) {
        if (collation != null) {
            check(collation);
        } else if (value instanceof Expr.RowConstructor row) {
            row.fields().forEach(field -> checkOrdered(field, null));
        } else {
            checkOrdered(value.type());
        }
    }

    private void checkOrdered(SqlType type) {
        var underlying = type.underlying();
        if (underlying instanceof PgType.Composite composite) {
            composite.fields().forEach(field -> checkOrdered(field.type()));
        } else if (underlying instanceof PgType.Array array) {
            checkOrdered(new SqlType(array.element(), -1, type.collation()));
        } else if (underlying.equals(PgType.JSONB)) {
            check(translation.catalog().collations().defaultCollation());
        } else {
            check(type.collation());
        }
    }

    private void check(Collation collation) {
        if (collation != null && !collation.bytewise()) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_COLLATION_UNSUPPORTED,
                            "this orders text under the collation \"" + collation.name()
                                    + "\", whose order Tideline cannot reproduce exactly",
                            "Add COLLATE \"C\" to the text that is compared or ordered.");
        }
    }
}
