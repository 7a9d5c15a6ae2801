package dev.tideline.engine.function;

import dev.tideline.engine.value.PgArray;
import java.util.ArrayList;
import java.util.function.Function;

/** Arrays put together to text, and text split to arrays. */
final class ArrayTexts {

    private ArrayTexts() {}

    static void register(FunctionRegistry.Registrar to) {
        to.bound("array_to_string(anyarray,text)", site -> {
            var output = TextOf.output(site, ArrayFunctions.elementType(site, 0));
            return (Body.Binary) (a, b) -> join((PgArray) a, (String) b, null, output);
        });
        to.bound("array_to_string(anyarray,text,text)", site -> {
            var output = TextOf.output(site, ArrayFunctions.elementType(site, 0));
            return (Body.Ternary)
                    (a, b, c) -> a == null || b == null ? null : join((PgArray) a, (String) b, (String) c, output);
        });
        to.binary("string_to_array(text,text)", (a, b) -> a == null ? null : split((String) a, (String) b, null));
        to.ternary(
                "string_to_array(text,text,text)",
                (a, b, c) -> a == null ? null : split((String) a, (String) b, (String) c));
    }

    /** NULLs are left out if there is no text for them. */
    private static String join(PgArray array, String separator, String nullText, Function<Object, String> output) {
        var out = new StringBuilder();
        boolean first = true;
        for (var element : array.elements()) {
            String text = element == null ? nullText : output.apply(element);
            if (text != null) {
                out.append(first ? "" : separator).append(text);
                first = false;
            }
        }
        return out.toString();
    }

    /** Between separators; into characters if there is none; not at all if it is empty. */
    static PgArray split(String text, String separator, String nullText) {
        var parts = new ArrayList<Object>();
        if (text.isEmpty()) {
            return PgArray.of();
        }
        if (separator == null) {
            text.codePoints().forEach(c -> parts.add(Character.toString(c)));
        } else if (separator.isEmpty()) {
            parts.add(text);
        } else {
            int start = 0;
            for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
                parts.add(text.substring(start, at));
                start = at + separator.length();
            }
            parts.add(text.substring(start));
        }
        parts.replaceAll(part -> part.equals(nullText) ? null : part);
        return PgArray.of(parts.toArray());
    }
}
