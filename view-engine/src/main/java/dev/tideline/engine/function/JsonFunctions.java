package dev.tideline.engine.function;

import dev.tideline.engine.value.JsonScanner;
import dev.tideline.engine.value.JsonScanner.Token;
import dev.tideline.engine.value.PgArray;
import java.util.Arrays;

/** What looks into json, which is text: the parts found come out as they stand in it. */
final class JsonFunctions {

    private JsonFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("json_object_field(json,text)", (a, b) -> field(a, b, false));
        to.binary("json_object_field_text(json,text)", (a, b) -> field(a, b, true));
        to.binary("json_array_element(json,int4)", (a, b) -> element(a, b, false));
        to.binary("json_array_element_text(json,int4)", (a, b) -> element(a, b, true));
        to.binary("json_extract_path(json,text[])", (a, b) -> path((String) a, (PgArray) b, false));
        to.binary("json_extract_path_text(json,text[])", (a, b) -> path((String) a, (PgArray) b, true));
        to.unary("json_typeof(json)", a -> typeOf((String) a));
        to.unary("json_strip_nulls(json)", a -> JsonFragments.withoutNulls((String) a, false));
        to.binary("json_strip_nulls(json,bool)", (a, b) -> JsonFragments.withoutNulls((String) a, (boolean) b));
        to.unary("json_array_length(json)", a -> arrayLength((String) a));
    }

    private static String field(Object json, Object key, boolean asText) {
        return JsonExtraction.find((String) json, new String[] {(String) key}, null, asText);
    }

    private static String element(Object json, Object position, boolean asText) {
        return JsonExtraction.find((String) json, null, new int[] {(int) position}, asText);
    }

    private static String path(String json, PgArray path, boolean asText) {
        var steps = path.elements();
        for (var step : steps) {
            if (step == null) {
                return null;
            }
        }
        var keys = Arrays.copyOf(steps, steps.length, String[].class);
        return JsonExtraction.find(json, keys, JsonExtraction.positions(keys), asText);
    }

    private static String typeOf(String json) {
        return switch (new JsonScanner(json, false).next()) {
            case OBJECT_START -> "object";
            case ARRAY_START -> "array";
            case STRING -> "string";
            case NUMBER -> "number";
            case TRUE, FALSE -> "boolean";
            case NULL -> "null";
            default -> throw JsonScanner.invalid();
        };
    }

    private static int arrayLength(String json) {
        var first = new JsonScanner(json, false).next();
        if (first != Token.ARRAY_START) {
            throw JsonbFunctions.lengthOf(first == Token.OBJECT_START ? "non-array" : "scalar");
        }
        return count(json);
    }

    /** The elements of the array that the text starts with. */
    static int count(String text) {
        var scanner = new JsonScanner(text, false);
        scanner.next();
        int depth = 1;
        int commas = 0;
        boolean empty = true;
        while (true) {
            var token = scanner.next();
            switch (token) {
                case ARRAY_START, OBJECT_START -> depth++;
                case ARRAY_END, OBJECT_END -> depth--;
                case COMMA -> commas += depth == 1 ? 1 : 0;
                case END -> throw JsonScanner.invalid();
                default -> {}
            }
            if (depth == 0) {
                return empty ? 0 : commas + 1;
            }
            empty = false;
        }
    }
}
