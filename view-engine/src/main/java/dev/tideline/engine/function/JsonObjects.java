package dev.tideline.engine.function;

import dev.tideline.engine.value.JsonText;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** json and jsonb objects of arrays of keys and values. */
final class JsonObjects {

    private JsonObjects() {}

    static void register(FunctionRegistry.Registrar to) {
        to.unary("jsonb_object(text[])", a -> jsonb(pairs((PgArray) a)));
        to.binary("jsonb_object(text[],text[])", (a, b) -> jsonb(pairs((PgArray) a, (PgArray) b)));
        to.unary("json_object(text[])", a -> json(pairs((PgArray) a)));
        to.binary("json_object(text[],text[])", (a, b) -> json(pairs((PgArray) a, (PgArray) b)));
    }

    /** Keys and values in turn, or, in two dimensions, pairs. */
    private static List<String[]> pairs(PgArray array) {
        if (array.dimensions() > 2) {
            throw subscriptError("wrong number of array subscripts");
        } else if (array.dimensions() == 1 && array.size() % 2 != 0) {
            throw subscriptError("array must have even number of elements");
        } else if (array.dimensions() == 2 && array.length(1) != 2) {
            throw subscriptError("array must have two columns");
        }
        var pairs = new ArrayList<String[]>();
        for (int i = 0; i < array.size(); i += 2) {
            pairs.add(pair(array.get(i), array.get(i + 1)));
        }
        return pairs;
    }

    private static List<String[]> pairs(PgArray keys, PgArray values) {
        if (keys.dimensions() > 1 || keys.dimensions() != values.dimensions()) {
            throw subscriptError("wrong number of array subscripts");
        } else if (keys.size() != values.size()) {
            throw subscriptError("mismatched array dimensions");
        }
        var pairs = new ArrayList<String[]>();
        for (int i = 0; i < keys.size(); i++) {
            pairs.add(pair(keys.get(i), values.get(i)));
        }
        return pairs;
    }

    private static String[] pair(Object key, Object value) {
        if (key == null) {
            throw new SqlError("22004", "null value not allowed for object key");
        }
        return new String[] {(String) key, (String) value};
    }

    private static SqlError subscriptError(String message) {
        return new SqlError("2202E", message);
    }

    private static Jsonb jsonb(List<String[]> pairs) {
        var entries = new ArrayList<Map.Entry<String, Jsonb>>();
        for (var pair : pairs) {
            entries.add(Map.entry(pair[0], pair[1] == null ? Jsonb.NULL : Jsonb.of(pair[1])));
        }
        return Jsonb.object(entries);
    }

    private static String json(List<String[]> pairs) {
        var out = new StringBuilder("{");
        for (var pair : pairs) {
            out.append(out.length() == 1 ? "" : ", ");
            JsonText.appendQuoted(out, pair[0]);
            out.append(" : ");
            if (pair[1] == null) {
                out.append("null");
            } else {
                JsonText.appendQuoted(out, pair[1]);
            }
        }
        return out.append('}').toString();
    }
}
