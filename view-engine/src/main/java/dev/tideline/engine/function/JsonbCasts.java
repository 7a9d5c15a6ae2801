package dev.tideline.engine.function;

import dev.tideline.engine.value.FloatText;
import dev.tideline.engine.value.JsonText;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.SqlError;
import java.util.function.Function;

/** jsonb as boolean and as numbers, and jsonb on many lines. */
final class JsonbCasts {

    private JsonbCasts() {}

    static void register(FunctionRegistry.Registrar to) {
        cast(to, "bool", "boolean", Jsonb.Kind.BOOLEAN, Jsonb::bool);
        cast(to, "numeric", "numeric", Jsonb.Kind.NUMBER, Jsonb::number);
        cast(to, "int2", "smallint", Jsonb.Kind.NUMBER, json ->
                (int) NumberCasts.toLong(json.number(), Short.MIN_VALUE, Short.MAX_VALUE, "smallint"));
        cast(to, "int4", "integer", Jsonb.Kind.NUMBER, json ->
                (int) NumberCasts.toLong(json.number(), Integer.MIN_VALUE, Integer.MAX_VALUE, "integer"));
        cast(
                to,
                "int8",
                "bigint",
                Jsonb.Kind.NUMBER,
                json -> NumberCasts.toLong(json.number(), Long.MIN_VALUE, Long.MAX_VALUE, "bigint"));
        cast(
                to,
                "float4",
                "real",
                Jsonb.Kind.NUMBER,
                json -> FloatText.parseFloat(json.number().toString()));
        cast(
                to,
                "float8",
                "double precision",
                Jsonb.Kind.NUMBER,
                json -> FloatText.parseDouble(json.number().toString()));
        to.unary("jsonb_pretty(jsonb)", a -> {
            var out = new StringBuilder();
            pretty(out, (Jsonb) a, 0);
            return out.toString();
        });
    }

    private static void cast(
            FunctionRegistry.Registrar to, String name, String type, Jsonb.Kind kind, Function<Jsonb, Object> value) {
        to.bound(name + "(jsonb)", site -> {
            boolean nullIsNull = site.session().since(18);
            return (Body.Unary) a -> {
                var json = (Jsonb) a;
                if (json.kind() == kind) {
                    return value.apply(json);
                }
                if (json.kind() == Jsonb.Kind.NULL && nullIsNull) {
                    return null;
                }
                throw SqlError.invalidParameter("cannot cast jsonb " + word(json.kind()) + " to type " + type);
            };
        });
    }

    private static String word(Jsonb.Kind kind) {
        return switch (kind) {
            case NULL -> "null";
            case STRING, MOMENT -> "string";
            case NUMBER -> "numeric";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            case OBJECT -> "object";
        };
    }

    private static void pretty(StringBuilder out, Jsonb json, int depth) {
        if (json.isScalar()) {
            JsonText.append(out, json);
            return;
        }
        boolean object = json.kind() == Jsonb.Kind.OBJECT;
        out.append(object ? '{' : '[');
        for (int i = 0; i < json.size(); i++) {
            out.append(i == 0 ? "\n" : ",\n").append("    ".repeat(depth + 1));
            if (object) {
                JsonText.appendQuoted(out, json.key(i));
                out.append(": ");
            }
            pretty(out, json.get(i), depth + 1);
        }
        out.append('\n').append("    ".repeat(depth)).append(object ? '}' : ']');
    }
}
