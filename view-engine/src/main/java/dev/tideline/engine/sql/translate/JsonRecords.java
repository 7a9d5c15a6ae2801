package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code json_to_record}, {@code json_to_recordset} and their twins for jsonb: functions in FROM with a list of column definitions. The
 * function makes rows of one object each; the columns are computed of its fields, each by the input function of its type.
 */
final class JsonRecords {

    private static final Set<String> FUNCTIONS =
            Set.of("json_to_record", "json_to_recordset", "jsonb_to_record", "jsonb_to_recordset");
    private static final SqlType JSON = SqlType.of(PgType.JSON);
    private static final SqlType JSONB = SqlType.of(PgType.JSONB);

    private final Translation translation;
    private final ExprTranslator expressions;

    JsonRecords(Translation translation, ExprTranslator expressions) {
        this.translation = translation;
        this.expressions = expressions;
    }

    /** Whether a function of FROM is one of them. */
    static boolean is(Expr call) {
        return call instanceof Expr.Call function
                && function.function().schema().equals("pg_catalog")
                && FUNCTIONS.contains(function.function().name());
    }

    /** The type of the objects. */
    static SqlType objectType(Expr call) {
        return ((Expr.Call) call).function().name().startsWith("jsonb") ? JSONB : JSON;
    }

    /** The columns that the list defines, computed of the objects. */
    List<Assignment> columns(Node called, Column object) {
        var names = called.texts("funccolnames");
        var oids = called.numbers("funccoltypes");
        var typmods = called.numbers("funccoltypmods");
        var collations = called.numbers("funccolcollations");
        var assignments = new ArrayList<Assignment>();
        for (int i = 0; i < names.size(); i++) {
            var type = translation.type(oids.get(i), typmods.get(i).intValue(), collations.get(i));
            boolean simple = type.type() instanceof PgType.Base || type.type() instanceof PgType.Enum;
            if (!simple || type.typmod() >= 0) {
                expressions.refuse("column " + names.get(i) + " of type "
                        + type.type().ddl() + (type.typmod() >= 0 ? " with a length or scale" : "")
                        + " in a list of column definitions");
            }
            var column = translation.newColumn(names.get(i), type);
            assignments.add(new Assignment(column, value(new Expr.ColumnRef(object), names.get(i), type)));
        }
        return assignments;
    }

    private static Expr value(Expr object, String name, SqlType type) {
        boolean binary = object.type().equals(JSONB);
        var prefix = binary ? "jsonb" : "json";
        var key = new Expr.Constant(name, SqlType.of(PgType.TEXT));
        var text = call(prefix + "_object_field_text", SqlType.of(PgType.TEXT), object, key);
        var part = call(prefix + "_object_field", object.type(), object, key);
        Expr value;
        if (type.type().equals(PgType.JSONB)) {
            value = binary ? part : new Expr.TextCast(part, type);
        } else if (type.type().equals(PgType.JSON)) {
            value = binary ? new Expr.TextCast(part, type) : part;
        } else {
            value = new Expr.TextCast(text, type);
        }
        // A null of JSON is NULL, as if it were not there.
        return new Expr.Case(
                List.of(new Expr.When(new Expr.IsNull(text, true), value)), new Expr.Constant(null, type), type);
    }

    private static Expr call(String name, SqlType result, Expr... arguments) {
        var types = List.of(arguments[0].type().type(), arguments[1].type().type());
        var function = new Function("pg_catalog", name, types, result.type(), true, Volatility.IMMUTABLE);
        return new Expr.Call(function, List.of(arguments), result, null);
    }
}
