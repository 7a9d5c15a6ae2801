package dev.tideline.engine.function;

import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What makes jsonb of jsonb: joining, deleting, setting, inserting, dropping nulls. */
final class JsonbChanges {

    private JsonbChanges() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("jsonb_concat(jsonb,jsonb)", (a, b) -> join((Jsonb) a, (Jsonb) b));
        to.binary("jsonb_delete(jsonb,text)", (a, b) -> delete(deletable((Jsonb) a), Set.of((String) b)));
        to.binary("jsonb_delete(jsonb,text[])", (a, b) -> delete((Jsonb) a, (PgArray) b));
        to.binary("jsonb_delete(jsonb,int4)", (a, b) -> delete((Jsonb) a, (int) b));
        to.binary("jsonb_delete_path(jsonb,text[])", (a, b) -> deletePath((Jsonb) a, (PgArray) b));
        to.variadic("jsonb_set(jsonb,text[],jsonb,bool)", a -> set((Jsonb) a[0], (PgArray) a[1], (Jsonb) a[2], a[3]));
        to.variadic(
                "jsonb_insert(jsonb,text[],jsonb,bool)",
                a -> insert((Jsonb) a[0], (PgArray) a[1], (Jsonb) a[2], (boolean) a[3]));
        to.variadic("jsonb_set_lax(jsonb,text[],jsonb,bool,text)", JsonbChanges::setLax);
        to.unary("jsonb_strip_nulls(jsonb)", a -> stripped((Jsonb) a, false));
        to.binary("jsonb_strip_nulls(jsonb,bool)", (a, b) -> stripped((Jsonb) a, (boolean) b));
    }

    private static Jsonb join(Jsonb left, Jsonb right) {
        if (left.kind() == Jsonb.Kind.OBJECT && right.kind() == Jsonb.Kind.OBJECT) {
            var entries = left.entries();
            entries.putAll(right.entries());
            return Jsonb.object(entries);
        }
        var elements = new ArrayList<>(asElements(left));
        elements.addAll(asElements(right));
        return Jsonb.array(elements);
    }

    private static List<Jsonb> asElements(Jsonb json) {
        return json.kind() == Jsonb.Kind.ARRAY ? json.elements() : List.of(json);
    }

    private static Jsonb deletable(Jsonb json) {
        if (json.isScalar()) {
            throw SqlError.invalidParameter("cannot delete from scalar");
        }
        return json;
    }

    private static Jsonb delete(Jsonb json, PgArray keys) {
        checkPath(keys);
        var wanted = new HashSet<String>();
        for (var key : keys.elements()) {
            wanted.add((String) key);
        }
        return delete(deletable(json), wanted);
    }

    private static Jsonb delete(Jsonb json, Set<String> keys) {
        if (json.kind() == Jsonb.Kind.OBJECT) {
            var entries = json.entries();
            entries.keySet().removeIf(keys::contains);
            return Jsonb.object(entries);
        }
        return Jsonb.array(json.elements().stream()
                .filter(each -> each.kind() != Jsonb.Kind.STRING || !keys.contains(each.string()))
                .toList());
    }

    private static Jsonb delete(Jsonb json, int position) {
        if (deletable(json).kind() == Jsonb.Kind.OBJECT) {
            throw SqlError.invalidParameter("cannot delete from object using integer index");
        }
        long index = position < 0 ? (long) position + json.size() : position;
        if (index < 0 || index >= json.size()) {
            return json;
        }
        var elements = new ArrayList<>(json.elements());
        elements.remove((int) index);
        return Jsonb.array(elements);
    }

    private static Jsonb deletePath(Jsonb json, PgArray path) {
        checkPath(path);
        if (json.isScalar()) {
            throw SqlError.invalidParameter("cannot delete path in scalar");
        }
        return json.size() == 0 ? json : change(json, path, null, JsonbPathChange.Action.DELETE);
    }

    private static Jsonb set(Jsonb json, PgArray path, Jsonb value, Object create) {
        checkTarget(json, path);
        if (json.size() == 0 && !(boolean) create) {
            return json;
        }
        var action = (boolean) create ? JsonbPathChange.Action.SET : JsonbPathChange.Action.REPLACE;
        return change(json, path, value, action);
    }

    /** Like {@link #set}, with instructions for a value that is NULL. */
    private static Jsonb setLax(Object[] values) {
        var json = (Jsonb) values[0];
        var path = (PgArray) values[1];
        if (json == null || path == null || values[3] == null) {
            return null;
        } else if (values[4] == null) {
            throw nullTreatment();
        } else if (values[2] != null) {
            return set(json, path, (Jsonb) values[2], values[3]);
        }
        return switch ((String) values[4]) {
            case "raise_exception" -> throw new SqlError("22004", "JSON value must not be null");
            case "use_json_null" -> set(json, path, Jsonb.NULL, values[3]);
            case "delete_key" -> deletePath(json, path);
            case "return_target" -> json;
            default -> throw nullTreatment();
        };
    }

    private static SqlError nullTreatment() {
        return SqlError.invalidParameter("null_value_treatment must be \"delete_key\", \"return_target\", "
                + "\"use_json_null\", or \"raise_exception\"");
    }

    private static Jsonb insert(Jsonb json, PgArray path, Jsonb value, boolean after) {
        checkTarget(json, path);
        var action = after ? JsonbPathChange.Action.INSERT_AFTER : JsonbPathChange.Action.INSERT_BEFORE;
        return change(json, path, value, action);
    }

    private static void checkTarget(Jsonb json, PgArray path) {
        checkPath(path);
        if (json.isScalar()) {
            throw SqlError.invalidParameter("cannot set path in scalar");
        }
    }

    private static void checkPath(PgArray path) {
        if (path.dimensions() > 1) {
            throw new SqlError("2202E", "wrong number of array subscripts");
        }
    }

    private static Jsonb change(Jsonb json, PgArray path, Jsonb value, JsonbPathChange.Action action) {
        var steps = Arrays.copyOf(path.elements(), path.size(), String[].class);
        return steps.length == 0 ? json : new JsonbPathChange(steps, value, action).apply(json, 0);
    }

    private static Jsonb stripped(Jsonb json, boolean inArrays) {
        return switch (json.kind()) {
            case OBJECT -> {
                var entries = new TreeMap<String, Jsonb>(Jsonb::compareKeys);
                for (int i = 0; i < json.size(); i++) {
                    if (json.get(i).kind() != Jsonb.Kind.NULL) {
                        entries.put(json.key(i), stripped(json.get(i), inArrays));
                    }
                }
                yield Jsonb.object(entries);
            }
            case ARRAY ->
                Jsonb.array(json.elements().stream()
                        .filter(each -> !inArrays || each.kind() != Jsonb.Kind.NULL)
                        .map(each -> stripped(each, inArrays))
                        .toList());
            default -> json;
        };
    }
}
