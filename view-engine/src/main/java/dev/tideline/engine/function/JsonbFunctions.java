package dev.tideline.engine.function;

import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.JsonbPath;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.SqlError;

/** What looks into jsonb: fields, elements, paths, containment, existence, kind and length. */
final class JsonbFunctions {

    private JsonbFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("jsonb_object_field(jsonb,text)", (a, b) -> field((Jsonb) a, (String) b));
        to.binary("jsonb_object_field_text(jsonb,text)", (a, b) -> text(field((Jsonb) a, (String) b)));
        to.binary("jsonb_array_element(jsonb,int4)", (a, b) -> element((Jsonb) a, (int) b));
        to.binary("jsonb_array_element_text(jsonb,int4)", (a, b) -> text(element((Jsonb) a, (int) b)));
        to.binary("jsonb_extract_path(jsonb,text[])", (a, b) -> path((Jsonb) a, (PgArray) b));
        to.binary("jsonb_extract_path_text(jsonb,text[])", (a, b) -> text(path((Jsonb) a, (PgArray) b)));
        to.binary("jsonb_contains(jsonb,jsonb)", (a, b) -> contains((Jsonb) a, (Jsonb) b));
        to.binary("jsonb_contained(jsonb,jsonb)", (a, b) -> contains((Jsonb) b, (Jsonb) a));
        to.binary("jsonb_exists(jsonb,text)", (a, b) -> exists((Jsonb) a, (String) b));
        to.binary("jsonb_exists_any(jsonb,text[])", (a, b) -> exists((Jsonb) a, (PgArray) b, true));
        to.binary("jsonb_exists_all(jsonb,text[])", (a, b) -> exists((Jsonb) a, (PgArray) b, false));
        to.unary("jsonb_typeof(jsonb)", a -> typeOf((Jsonb) a));
        to.unary("jsonb_array_length(jsonb)", a -> arrayLength((Jsonb) a));
    }

    private static Jsonb field(Jsonb json, String key) {
        return json.kind() == Jsonb.Kind.OBJECT ? json.get(key) : null;
    }

    /** A scalar document is stored as an array of one, and this operator shows it. */
    private static Jsonb element(Jsonb json, int position) {
        if (json.isScalar()) {
            return position == 0 || position == -1 ? json : null;
        }
        return json.kind() == Jsonb.Kind.ARRAY ? JsonbPath.element(json, (long) position) : null;
    }

    private static Jsonb path(Jsonb json, PgArray path) {
        for (var step : path.elements()) {
            if (step == null) {
                return null;
            }
        }
        return JsonbPath.find(json, path.elements());
    }

    /** A string without its quotes, a JSON null as NULL, all else as JSON. */
    static String text(Jsonb json) {
        if (json == null || json.kind() == Jsonb.Kind.NULL) {
            return null;
        }
        return json.kind() == Jsonb.Kind.STRING ? json.string() : json.toString();
    }

    private static boolean contains(Jsonb whole, Jsonb part) {
        if (part.kind() == Jsonb.Kind.OBJECT || whole.kind() == Jsonb.Kind.OBJECT) {
            return part.kind() == whole.kind() && containsPairs(whole, part);
        }
        if (part.isScalar()) {
            return whole.isScalar() ? equalScalars(whole, part) : containsElement(whole, part);
        }
        return !whole.isScalar() && containsElements(whole, part);
    }

    /** Of two values inside documents: unlike a document, an array there does not contain a scalar. */
    private static boolean containsNested(Jsonb whole, Jsonb part) {
        if (whole.kind() != part.kind()) {
            return false;
        }
        return switch (part.kind()) {
            case OBJECT -> containsPairs(whole, part);
            case ARRAY -> containsElements(whole, part);
            default -> equalScalars(whole, part);
        };
    }

    private static boolean containsPairs(Jsonb whole, Jsonb part) {
        for (int i = 0; i < part.size(); i++) {
            var value = whole.get(part.key(i));
            if (value == null || !containsNested(value, part.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean containsElements(Jsonb whole, Jsonb part) {
        for (var element : part.elements()) {
            if (!containsElement(whole, element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean containsElement(Jsonb array, Jsonb part) {
        for (var element : array.elements()) {
            if (containsNested(element, part)) {
                return true;
            }
        }
        return false;
    }

    /** Numbers regardless of their scale. */
    private static boolean equalScalars(Jsonb left, Jsonb right) {
        if (left.kind() != right.kind()) {
            return false;
        }
        return left.kind() == Jsonb.Kind.NUMBER ? left.number().compareTo(right.number()) == 0 : left.equals(right);
    }

    private static boolean exists(Jsonb json, PgArray keys, boolean any) {
        for (var key : keys.elements()) {
            if (key != null && exists(json, (String) key) == any) {
                return any;
            }
        }
        return !any;
    }

    private static boolean exists(Jsonb json, String key) {
        if (json.kind() == Jsonb.Kind.OBJECT) {
            return json.get(key) != null;
        }
        if (json.isScalar()) {
            return isString(json, key);
        }
        for (var element : json.elements()) {
            if (isString(element, key)) {
                return true;
            }
        }
        return false;
    }

    static boolean isString(Jsonb json, String text) {
        return json.kind() == Jsonb.Kind.STRING && json.string().equals(text);
    }

    static String typeOf(Jsonb json) {
        return switch (json.kind()) {
            case NULL -> "null";
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            case OBJECT -> "object";
        };
    }

    private static int arrayLength(Jsonb json) {
        if (json.kind() != Jsonb.Kind.ARRAY) {
            throw lengthOf(json.isScalar() ? "scalar" : "non-array");
        }
        return json.size();
    }

    static SqlError lengthOf(String what) {
        return SqlError.invalidParameter("cannot get array length of a " + what);
    }
}
