package dev.tideline.engine.function;

import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgMultirange;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.RowSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The elements of arrays and of multiranges, and the parts of texts, as rows. */
final class SetFunctions {

    private SetFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.unary("unnest(anyarray)", a -> elements((PgArray) a));
        to.unary("unnest(anymultirange)", a -> rows(((PgMultirange) a).ranges().stream()));
        to.binary("generate_subscripts(anyarray,int4)", (a, b) -> subscripts((PgArray) a, (int) b, false));
        to.ternary(
                "generate_subscripts(anyarray,int4,bool)", (a, b, c) -> subscripts((PgArray) a, (int) b, (boolean) c));
        to.binary("string_to_table(text,text)", (a, b) -> parts((String) a, (String) b, null));
        to.ternary("string_to_table(text,text,text)", (a, b, c) -> parts((String) a, (String) b, (String) c));
        for (String more : List.of("", ",text")) {
            to.bound("regexp_matches(text,text" + more + ")", site -> regex(site, SetFunctions::matches));
            to.bound("regexp_split_to_table(text,text" + more + ")", site -> regex(site, SetFunctions::split));
        }
    }

    /** What a function makes of a text, an expression's text, and flags, which are null if the call has none. */
    private interface OfRegex {
        RowSet apply(RegexCall call, String text, String pattern, String flags);
    }

    private static Body regex(CallSite site, OfRegex function) {
        var call = RegexCall.withFlags(site, 1, 2);
        return site.arguments().size() == 2
                ? (Body.Binary) (a, b) -> function.apply(call, (String) a, (String) b, null)
                : (Body.Ternary) (a, b, c) -> function.apply(call, (String) a, (String) b, (String) c);
    }

    private static RowSet matches(RegexCall call, String text, String pattern, String given) {
        var flags = given == null ? RegexFlags.NONE : RegexFlags.of(given);
        var matches = RegexMatches.of(call.regex(pattern, flags.options()), text, 0, flags.global(), true);
        return rows(IntStream.range(0, matches.places().size()).mapToObj(matches::texts));
    }

    private static RowSet split(RegexCall call, String text, String pattern, String given) {
        var flags = given == null ? RegexFlags.NONE : RegexFlags.once(given, "regexp_split_to_table");
        return rows(RegexMatches.of(call.regex(pattern, flags.options()), text, 0, true, false).split().stream());
    }

    private static RowSet parts(String text, String separator, String nullText) {
        return text == null ? null : elements(ArrayTexts.split(text, separator, nullText));
    }

    /** All elements, of all dimensions, as they are stored. */
    private static RowSet elements(PgArray array) {
        return rows(Arrays.stream(array.elements()));
    }

    /** None of a dimension that the array does not have. */
    private static RowSet subscripts(PgArray array, int dimension, boolean reverse) {
        if (dimension < 1 || dimension > array.dimensions()) {
            return null;
        }
        int first = array.lowerBound(dimension - 1);
        int length = array.length(dimension - 1);
        return rows(IntStream.range(0, length).mapToObj(i -> first + (reverse ? length - 1 - i : i)));
    }

    private static RowSet rows(Stream<?> values) {
        var rows = values.map(value -> new Row(new Object[] {value})).toList();
        return rows::iterator;
    }
}
