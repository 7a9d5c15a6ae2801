package dev.tideline.engine.expr;

import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/** The scalar calls by which the aggregates that make json bring each row's arguments into the form of their result. */
public final class JsonElements {

    private static final SqlType JSON = SqlType.of(PgType.JSON);
    private static final SqlType JSONB = SqlType.of(PgType.JSONB);

    private JsonElements() {}

    /** The calls, over a row of the arguments; none for a function that makes no json. All of them must be supported. */
    public static List<Expr> of(Function aggregate, List<SqlType> types) {
        var name = aggregate.name();
        if (name.startsWith("jsonb_object")) {
            return List.of(call("jsonb_build_object", JSONB, types));
        } else if (name.startsWith("json_object")) {
            return List.of(call("json_build_object", JSON, types), call("jsonb_build_object", JSONB, types));
        } else if (name.startsWith("jsonb_agg")) {
            return List.of(call("to_jsonb", JSONB, types));
        }
        return name.startsWith("json_agg") ? List.of(call("to_json", JSON, types)) : List.of();
    }

    private static Expr call(String name, SqlType result, List<SqlType> types) {
        boolean single = name.startsWith("to_");
        var declared = new PgType.Base(single ? "anyelement" : "any");
        var function = new Function("pg_catalog", name, List.of(declared), result.type(), single, Volatility.STABLE);
        var arguments = new ArrayList<Expr>();
        for (int i = 0; i < types.size(); i++) {
            arguments.add(new InputRef(i, types.get(i)));
        }
        return new Expr.Call(function, arguments, result, null);
    }
}
