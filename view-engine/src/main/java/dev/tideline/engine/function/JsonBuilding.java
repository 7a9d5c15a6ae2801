package dev.tideline.engine.function;

import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.JsonParser;
import dev.tideline.engine.value.JsonText;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** What makes json and jsonb of values of any type. */
final class JsonBuilding {

    private JsonBuilding() {}

    static void register(FunctionRegistry.Registrar to) {
        for (String declaration : List.of("to_json(anyelement)", "row_to_json(record)", "array_to_json(anyarray)")) {
            to.bound(declaration, site -> {
                var output = JsonOutput.of(site, site.arguments().get(0));
                return (Body.Unary) a -> printed(output, a);
            });
        }
        for (String declaration : List.of("row_to_json(record,bool)", "array_to_json(anyarray,bool)")) {
            to.bound(declaration, site -> {
                var output = JsonOutput.of(site, site.arguments().get(0), ",");
                var lines = JsonOutput.of(site, site.arguments().get(0), ",\n ");
                return (Body.Binary) (a, b) -> printed((boolean) b ? lines : output, a);
            });
        }
        to.bound("to_jsonb(anyelement)", site -> {
            var output = toJsonb(site, site.arguments().get(0));
            return (Body.Unary) output::apply;
        });
        to.nullary("json_build_array()", () -> "[]");
        to.nullary("json_build_object()", () -> "{}");
        to.nullary("jsonb_build_array()", () -> Jsonb.array(List.of()));
        to.nullary("jsonb_build_object()", () -> Jsonb.object(List.of()));
        to.bound("json_build_array(any)", site -> {
            var outputs = outputs(site);
            return (Body.Variadic) values -> jsonArray(values, outputs);
        });
        to.bound("jsonb_build_array(any)", site -> {
            var outputs = jsonbOutputs(site);
            return (Body.Variadic) values -> jsonbArray(values, outputs);
        });
        to.bound("json_build_object(any)", site -> {
            var keys = keys(site);
            var outputs = outputs(site);
            boolean since16 = site.session().since(16);
            return (Body.Variadic) values -> jsonObject(values, keys, outputs, since16);
        });
        to.bound("jsonb_build_object(any)", site -> {
            var keys = keys(site);
            var outputs = jsonbOutputs(site);
            return (Body.Variadic) values -> jsonbObject(values, keys, outputs);
        });
    }

    private static String printed(JsonOutput output, Object value) {
        var out = new StringBuilder();
        output.append(out, value);
        return out.toString();
    }

    /** jsonb is what its json reads as. */
    private static Function<Object, Jsonb> toJsonb(CallSite site, SqlType type) {
        var output = JsonOutput.of(site, type);
        var session = site.session();
        return value -> {
            if (value == null) {
                return Jsonb.NULL;
            }
            return value instanceof Jsonb jsonb ? jsonb : JsonParser.parse(printed(output, value), session);
        };
    }

    private static List<JsonOutput> outputs(CallSite site) {
        return site.arguments().stream().map(type -> JsonOutput.of(site, type)).toList();
    }

    private static List<Function<Object, Jsonb>> jsonbOutputs(CallSite site) {
        return site.arguments().stream().map(type -> toJsonb(site, type)).toList();
    }

    private static List<Function<Object, String>> keys(CallSite site) {
        return site.arguments().stream().map(type -> JsonOutput.key(site, type)).toList();
    }

    private static String jsonArray(Object[] values, List<JsonOutput> outputs) {
        var out = new StringBuilder("[");
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : ", ");
            outputs.get(i).append(out, values[i]);
        }
        return out.append(']').toString();
    }

    private static Jsonb jsonbArray(Object[] values, List<Function<Object, Jsonb>> outputs) {
        var elements = new ArrayList<Jsonb>();
        for (int i = 0; i < values.length; i++) {
            elements.add(outputs.get(i).apply(values[i]));
        }
        return Jsonb.array(elements);
    }

    private static void checkEven(Object[] values) {
        if (values.length % 2 != 0) {
            throw SqlError.invalidParameter("argument list must have even number of elements");
        }
    }

    private static String jsonObject(
            Object[] values, List<Function<Object, String>> keys, List<JsonOutput> outputs, boolean since16) {
        checkEven(values);
        var out = new StringBuilder("{");
        for (int i = 0; i < values.length; i += 2) {
            if (values[i] == null) {
                throw since16
                        ? new SqlError("22004", "null value not allowed for object key")
                        : SqlError.invalidParameter("argument " + (i + 1) + " cannot be null");
            }
            out.append(i == 0 ? "" : ", ");
            JsonText.appendQuoted(out, keys.get(i).apply(values[i]));
            out.append(" : ");
            outputs.get(i + 1).append(out, values[i + 1]);
        }
        return out.append('}').toString();
    }

    private static Jsonb jsonbObject(
            Object[] values, List<Function<Object, String>> keys, List<Function<Object, Jsonb>> outputs) {
        checkEven(values);
        var entries = new TreeMap<String, Jsonb>(Jsonb::compareKeys);
        for (int i = 0; i < values.length; i += 2) {
            if (values[i] == null) {
                throw SqlError.invalidParameter("argument " + (i + 1) + ": key must not be null");
            }
            String key = keys.get(i).apply(values[i]);
            entries.put(key, outputs.get(i + 1).apply(values[i + 1]));
        }
        return Jsonb.object(entries);
    }
}
