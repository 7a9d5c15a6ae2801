package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.JsonMoment;
import dev.tideline.engine.value.JsonParser;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.PgTimeTz;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeCatalog;
import java.util.function.Function;

/** Values as items of a jsonpath: what PASSING gives to variables. */
final class JsonItems {

    private JsonItems() {}

    static Function<Object, Jsonb> of(SqlType type, TypeCatalog types, SessionSettings session) {
        var underlying = type.underlying();
        var name = underlying instanceof PgType.Base base ? base.name() : "";
        return switch (name) {
            case "bool" -> value -> Jsonb.of((boolean) value);
            case "numeric" -> value -> Jsonb.of((PgNumeric) value);
            case "int2", "int4", "int8" -> value -> Jsonb.of(PgNumeric.of(((Number) value).longValue()));
            case "float4", "float8" -> {
                var cast =
                        (Body.Unary) TypedInput.bind("numeric", types, session, SqlType.of(PgType.NUMERIC), underlying);
                yield value -> Jsonb.of((PgNumeric) cast.apply(value));
            }
            case "text", "varchar" -> value -> Jsonb.of((String) value);
            case "jsonb" -> value -> (Jsonb) value;
            case "json" -> value -> JsonParser.parse((String) value, session);
            case "date" -> value -> moment(JsonMoment.Type.DATE, (int) value);
            case "time" -> value -> moment(JsonMoment.Type.TIME, (long) value);
            case "timetz" ->
                value -> {
                    var time = (PgTimeTz) value;
                    return Jsonb.of(new JsonMoment(JsonMoment.Type.TIME_TZ, time.micros(), time.offset()));
                };
            case "timestamp" -> value -> moment(JsonMoment.Type.TIMESTAMP, (long) value);
            case "timestamptz" -> value -> moment(JsonMoment.Type.TIMESTAMP_TZ, (long) value);
            default ->
                value -> {
                    throw SqlError.invalidParameter(
                            "could not convert value of type " + type.type().ddl() + " to jsonpath");
                };
        };
    }

    private static Jsonb moment(JsonMoment.Type type, long value) {
        return Jsonb.of(new JsonMoment(type, value, 0));
    }
}
