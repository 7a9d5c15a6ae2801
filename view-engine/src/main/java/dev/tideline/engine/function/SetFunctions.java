package dev.tideline.engine.function;

import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.RowSet;
import java.util.Arrays;

/** The elements of arrays and the parts of texts as rows. */
final class SetFunctions {

    private SetFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.unary("unnest(anyarray)", a -> elements((PgArray) a));
        to.binary("string_to_table(text,text)", (a, b) -> parts((String) a, (String) b, null));
        to.ternary("string_to_table(text,text,text)", (a, b, c) -> parts((String) a, (String) b, (String) c));
    }

    private static RowSet parts(String text, String separator, String nullText) {
        return text == null ? null : elements(ArrayTexts.split(text, separator, nullText));
    }

    /** All elements, of all dimensions, as they are stored. */
    private static RowSet elements(PgArray array) {
        return () ->
                Arrays.stream(array.elements()).map(element -> new Row(element)).iterator();
    }
}
