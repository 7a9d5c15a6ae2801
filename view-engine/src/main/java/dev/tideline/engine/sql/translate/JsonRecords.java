package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.Set;

/** {@code json_to_record}, {@code json_to_recordset} and their twins for jsonb: functions in FROM with a list of column definitions. */
final class JsonRecords {

    private static final Set<String> FUNCTIONS =
            Set.of("json_to_record", "json_to_recordset", "jsonb_to_record", "jsonb_to_recordset");

    private final Translation translation;

    JsonRecords(Translation translation) {
        this.translation = translation;
    }

    /** Whether a function of FROM is one of them. */
    static boolean is(Expr call) {
        return call instanceof Expr.Call function
                && function.function().schema().equals("pg_catalog")
                && FUNCTIONS.contains(function.function().name());
    }

    /** The call with the columns that the list defines as the fields of its type. */
    Expr.Call typed(Expr.Call call, Node called) {
        var names = called.texts("funccolnames");
        var oids = called.numbers("funccoltypes");
        var typmods = called.numbers("funccoltypmods");
        var collations = called.numbers("funccolcollations");
        var fields = new ArrayList<PgType.Field>();
        for (int i = 0; i < names.size(); i++) {
            var type = translation.type(oids.get(i), typmods.get(i).intValue(), collations.get(i));
            fields.add(new PgType.Field(names.get(i), type));
        }
        var row = SqlType.of(new PgType.Composite(new TableName("pg_catalog", "record"), fields));
        return new Expr.Call(call.function(), call.arguments(), row, call.inputCollation());
    }
}
