package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.JsonParser;
import dev.tideline.engine.value.JsonScanner;
import dev.tideline.engine.value.JsonScanner.Token;
import dev.tideline.engine.value.JsonText;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * What JSON_ARRAY, JSON_OBJECT and JSON are in calls, and IS JSON. Their clauses are parts of the names: {@code absent} for ABSENT ON NULL,
 * {@code unique} for WITH UNIQUE KEYS.
 */
public final class JsonConstructors {

    /** What IS JSON may ask for; {@code any} is IS JSON VALUE. */
    public static final List<String> KINDS = List.of("any", "object", "array", "scalar");

    private JsonConstructors() {}

    /** The name of JSON_ARRAY. */
    public static String array(boolean binary, boolean absent) {
        return (binary ? "jsonb" : "json") + "_array" + (absent ? "_absent" : "");
    }

    /** The name of JSON_OBJECT, whose arguments are keys and values in turn. */
    public static String object(boolean binary, boolean absent, boolean unique) {
        return (binary ? "jsonb" : "json") + "_object" + (absent ? "_absent" : "") + (unique ? "_unique" : "");
    }

    /** The name of JSON of a text, with unique keys. */
    public static String parse(boolean binary) {
        return (binary ? "jsonb" : "json") + "_unique";
    }

    /** The name of IS JSON. */
    public static String test(String kind, boolean unique) {
        return "is_json_" + kind + (unique ? "_unique" : "");
    }

    static void register(FunctionRegistry.Registrar to) {
        for (boolean absent : new boolean[] {false, true}) {
            internal(to, array(false, absent) + "(any)", site -> {
                var outputs = JsonBuilding.outputs(site);
                return (Body.Variadic) values -> jsonArray(values, outputs, absent);
            });
            internal(to, array(true, absent) + "(any)", site -> {
                var outputs = JsonBuilding.jsonbOutputs(site);
                return (Body.Variadic) values -> jsonbArray(values, outputs, absent);
            });
            for (boolean unique : new boolean[] {false, true}) {
                internal(to, object(false, absent, unique) + "(any)", site -> {
                    var keys = JsonBuilding.keys(site);
                    var outputs = JsonBuilding.outputs(site);
                    return (Body.Variadic) values -> jsonObject(values, keys, outputs, absent, unique);
                });
                internal(to, object(true, absent, unique) + "(any)", site -> {
                    var keys = JsonBuilding.keys(site);
                    var outputs = JsonBuilding.jsonbOutputs(site);
                    return (Body.Variadic) values -> jsonbObject(values, keys, outputs, absent, unique);
                });
            }
        }
        internal(to, parse(false) + "(text)", site -> (Body.Unary) a -> checkedUnique((String) a));
        internal(to, parse(true) + "(text)", site ->
                (Body.Unary) a -> JsonParser.parse(checkedUnique((String) a), site.session()));
        for (var kind : KINDS) {
            for (boolean unique : new boolean[] {false, true}) {
                internal(to, test(kind, unique) + "(any)", site -> {
                    var type = site.arguments().get(0).underlying();
                    return (Body.Unary) a -> is(a, type, kind, unique);
                });
            }
        }
    }

    private static void internal(
            FunctionRegistry.Registrar to, String signature, FunctionRegistry.Implementation implementation) {
        to.internal(InternalFunctions.SCHEMA + "." + signature, implementation);
    }

    private static String jsonArray(Object[] values, List<JsonOutput> outputs, boolean absent) {
        var out = new StringBuilder("[");
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null || !absent) {
                out.append(out.length() == 1 ? "" : ", ");
                outputs.get(i).append(out, values[i]);
            }
        }
        return out.append(']').toString();
    }

    private static Jsonb jsonbArray(
            Object[] values, List<java.util.function.Function<Object, Jsonb>> outputs, boolean absent) {
        var elements = new ArrayList<Jsonb>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null || !absent) {
                elements.add(outputs.get(i).apply(values[i]));
            }
        }
        return Jsonb.array(elements);
    }

    private static String jsonObject(
            Object[] values,
            List<java.util.function.Function<Object, String>> keys,
            List<JsonOutput> outputs,
            boolean absent,
            boolean unique) {
        var out = new StringBuilder("{");
        var seen = new HashSet<String>();
        for (int i = 0; i < values.length; i += 2) {
            boolean skipped = absent && values[i + 1] == null;
            if (skipped && !unique) {
                continue;
            }
            if (values[i] == null) {
                throw new SqlError("22004", "null value not allowed for object key");
            }
            var key = new StringBuilder();
            JsonText.appendQuoted(key, keys.get(i).apply(values[i]));
            if (unique && !seen.add(key.toString())) {
                throw new SqlError("22030", "duplicate JSON object key value: " + key);
            }
            if (!skipped) {
                out.append(out.length() == 1 ? "" : ", ").append(key).append(" : ");
                outputs.get(i + 1).append(out, values[i + 1]);
            }
        }
        return out.append('}').toString();
    }

    /** With ABSENT ON NULL, a null of JSON is left out like one of SQL. */
    private static Jsonb jsonbObject(
            Object[] values,
            List<java.util.function.Function<Object, String>> keys,
            List<java.util.function.Function<Object, Jsonb>> outputs,
            boolean absent,
            boolean unique) {
        var seen = new HashSet<String>();
        boolean duplicate = false;
        var entries = new TreeMap<String, Jsonb>(Jsonb::compareKeys);
        for (int i = 0; i < values.length; i += 2) {
            if (values[i] == null) {
                throw SqlError.invalidParameter("argument " + (i + 1) + ": key must not be null");
            }
            if (absent && values[i + 1] == null && !unique) {
                continue;
            }
            var key = keys.get(i).apply(values[i]);
            var value = outputs.get(i + 1).apply(values[i + 1]);
            duplicate |= !seen.add(key);
            if (!absent || value.kind() != Jsonb.Kind.NULL) {
                entries.put(key, value);
            }
        }
        if (unique && duplicate) {
            throw new SqlError("22030", "duplicate JSON object key value");
        }
        return Jsonb.object(entries);
    }

    private static String checkedUnique(String text) {
        if (!JsonFragments.hasUniqueKeys(text)) {
            throw new SqlError("22030", "duplicate JSON object key value");
        }
        return text;
    }

    private static boolean is(Object value, PgType type, String kind, boolean unique) {
        if (type.equals(PgType.JSONB)) {
            var json = (Jsonb) value;
            return switch (kind) {
                case "object" -> json.kind() == Jsonb.Kind.OBJECT;
                case "array" -> json.kind() == Jsonb.Kind.ARRAY;
                case "scalar" -> json.isScalar();
                default -> true;
            };
        }
        var text = (String) value;
        try {
            if (!kind.equals("any") && !isOf(new JsonScanner(text, false).next(), kind)) {
                return false;
            }
            if (unique) {
                return JsonFragments.hasUniqueKeys(text);
            }
            if (!type.equals(PgType.JSON)) {
                JsonParser.validate(text);
            }
            return true;
        } catch (SqlError e) {
            return false;
        }
    }

    private static boolean isOf(Token first, String kind) {
        return switch (first) {
            case OBJECT_START -> kind.equals("object");
            case ARRAY_START -> kind.equals("array");
            case STRING, NUMBER, TRUE, FALSE, NULL -> kind.equals("scalar");
            default -> false;
        };
    }
}
