package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.JsonText;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Values of any type as json: numbers and booleans as such, arrays and rows taken apart, all else as strings. */
interface JsonOutput {

    Set<PgType> NUMBERS = Set.of(PgType.INT2, PgType.INT4, PgType.INT8, PgType.FLOAT4, PgType.FLOAT8, PgType.NUMERIC);
    Set<PgType> MOMENTS = Set.of(PgType.DATE, PgType.TIMESTAMP, PgType.TIMESTAMPTZ);
    PgType RECORD = new PgType.Base("record");
    Pattern WHOLE_HOURS = Pattern.compile("([+-]\\d\\d)( BC)?$");

    /** Appends a value, null as {@code null}. */
    void append(StringBuilder out, Object value);

    /** For a type. */
    static JsonOutput of(CallSite site, SqlType type) {
        return of(site, type, ",");
    }

    /** With something else between the elements of the first dimension, or the fields, than a comma. */
    static JsonOutput of(CallSite site, SqlType type, String separator) {
        var output = ofNonNull(site, type, separator);
        return (out, value) -> {
            if (value == null) {
                out.append("null");
            } else {
                output.append(out, value);
            }
        };
    }

    private static JsonOutput ofNonNull(CallSite site, SqlType type, String separator) {
        var underlying = type.underlying();
        if (underlying instanceof PgType.Array array) {
            var element = of(site, new SqlType(array.element(), -1, type.collation()));
            return (out, value) -> appendDimension(out, (PgArray) value, 0, 0, element, separator);
        }
        if (underlying.equals(RECORD)) {
            throw new UnsupportedCallException(
                    "a row the fields of which are not known cannot become json: cast it to a named composite type");
        }
        if (underlying instanceof PgType.Composite composite) {
            return row(site, composite, separator);
        }
        var text = scalar(site, type);
        boolean bare =
                underlying.equals(PgType.BOOL) || underlying.equals(PgType.JSON) || underlying.equals(PgType.JSONB);
        if (bare) {
            return (out, value) -> out.append(text.apply(value));
        }
        return NUMBERS.contains(underlying)
                ? (out, value) -> appendNumber(out, text.apply(value))
                : (out, value) -> JsonText.appendQuoted(out, text.apply(value));
    }

    /** PostgreSQL takes the names of such a record's fields from the query, which expressions do not keep. */
    /** What stands in the quotes, if there are any. */
    private static Function<Object, String> scalar(CallSite site, SqlType type) {
        var underlying = type.underlying();
        if (underlying.equals(PgType.BOOL)) {
            return value -> (boolean) value ? "true" : "false";
        }
        var output = TextOf.output(site, type);
        return MOMENTS.contains(underlying)
                ? value -> iso8601(output.apply(value), underlying.equals(PgType.TIMESTAMPTZ))
                : output;
    }

    /** PostgreSQL's own style with a T in the middle and minutes in the offset. */
    private static String iso8601(String text, boolean zoned) {
        int space = text.indexOf(' ');
        if (text.endsWith("infinity") || space < 0 || text.startsWith("BC", space + 1)) {
            return text;
        }
        String joined = text.substring(0, space) + 'T' + text.substring(space + 1);
        return zoned ? WHOLE_HOURS.matcher(joined).replaceFirst("$1:00$2") : joined;
    }

    /** NaN and the infinities are no numbers in JSON. */
    private static void appendNumber(StringBuilder out, String text) {
        char last = text.charAt(text.length() - 1);
        if (last >= '0' && last <= '9') {
            out.append(text);
        } else {
            out.append('"').append(text).append('"');
        }
    }

    /** Appends one dimension from an element on; returns the element behind it. */
    private static int appendDimension(
            StringBuilder out, PgArray array, int dimension, int from, JsonOutput element, String separator) {
        int at = from;
        out.append('[');
        for (int i = 0; array.dimensions() > 0 && i < array.length(dimension); i++) {
            out.append(i == 0 ? "" : separator);
            if (dimension + 1 == array.dimensions()) {
                element.append(out, array.get(at++));
            } else {
                at = appendDimension(out, array, dimension + 1, at, element, ",");
            }
        }
        out.append(']');
        return at;
    }

    private static JsonOutput row(CallSite site, PgType.Composite composite, String separator) {
        var starts = new ArrayList<String>();
        var fields = new ArrayList<JsonOutput>();
        for (var field : composite.fields()) {
            var start = new StringBuilder(starts.isEmpty() ? "" : separator);
            JsonText.appendQuoted(start, field.name());
            starts.add(start.append(':').toString());
            fields.add(of(site, field.type()));
        }
        return (out, value) -> {
            out.append('{');
            for (int i = 0; i < starts.size(); i++) {
                out.append(starts.get(i));
                fields.get(i).append(out, ((Row) value).get(i));
            }
            out.append('}');
        };
    }

    /** A value of a type as an object's key, which is always a string. */
    static Function<Object, String> key(CallSite site, SqlType type) {
        var underlying = type.underlying();
        boolean scalar = underlying instanceof PgType.Enum
                || underlying instanceof PgType.Base base
                        && !Set.of("json", "jsonb", "record").contains(base.name());
        return scalar
                ? scalar(site, type)
                : value -> {
                    throw SqlError.invalidParameter("key value must be scalar, not array, composite, or json");
                };
    }
}
