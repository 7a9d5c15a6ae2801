package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.JsonElements;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeCatalog;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** {@code string_agg}, {@code array_agg} and the aggregates that make json. What becomes of one value, the function library knows. */
public final class ListFunctions {

    static final Set<String> NAMES = Set.of(
            "string_agg",
            "array_agg",
            "json_agg",
            "json_agg_strict",
            "jsonb_agg",
            "jsonb_agg_strict",
            "json_object_agg",
            "json_object_agg_strict",
            "json_object_agg_unique",
            "json_object_agg_unique_strict",
            "jsonb_object_agg",
            "jsonb_object_agg_strict",
            "jsonb_object_agg_unique",
            "jsonb_object_agg_unique_strict");

    private final ExprCompiler compiler;
    private final TypeCatalog types;
    private final boolean since16;

    /** @param since16 whether the source is PostgreSQL 16 or later, which words an error in another way */
    public ListFunctions(ExprCompiler compiler, TypeCatalog types, boolean since16) {
        this.compiler = compiler;
        this.types = types;
        this.since16 = since16;
    }

    /** Binds a function to its arguments' types. */
    public ListFunction bind(Function function, List<SqlType> types) {
        var name = function.name();
        if (RangeAggregates.NAMES.contains(name)) {
            return RangeAggregates.of(function, types.get(0), this.types);
        }
        boolean strict = name.endsWith("_strict");
        var elements =
                JsonElements.of(function, types).stream().map(compiler::compile).toList();
        if (name.equals("string_agg")) {
            return types.get(0).underlying().equals(PgType.BYTEA) ? ListFunctions::bytes : ListFunctions::text;
        } else if (name.equals("array_agg")) {
            return types.get(0).underlying() instanceof PgType.Array
                    ? ListFunctions::arrays
                    : rows -> PgArray.of(rows.stream().map(row -> row.get(0)).toArray());
        } else if (name.startsWith("jsonb_object")) {
            return rows -> jsonbObject(rows, elements, name.contains("unique"), strict);
        } else if (name.startsWith("json_object")) {
            return rows -> jsonObject(rows, elements, name.contains("unique"), strict);
        } else if (name.startsWith("jsonb")) {
            return rows -> Jsonb.array(values(rows, strict).stream()
                    .map(row -> row.get(0) == null
                            ? Jsonb.NULL
                            : (Jsonb) elements.get(0).evaluate(row))
                    .toList());
        }
        boolean structured = types.get(0).underlying() instanceof PgType.Array
                || types.get(0).underlying() instanceof PgType.Composite;
        return rows -> jsonArray(values(rows, strict), elements.get(0), structured);
    }

    /** Whether rows whose first argument is NULL are nothing to a function. */
    public static boolean skipsNulls(Function function) {
        return function.name().equals("string_agg") || RangeAggregates.NAMES.contains(function.name());
    }

    /** Whether a row that comes twice is as good as once. */
    public static boolean idempotent(Function function) {
        return RangeAggregates.NAMES.contains(function.name());
    }

    private static List<Row> values(List<Row> rows, boolean strict) {
        return strict ? rows.stream().filter(row -> row.get(0) != null).toList() : rows;
    }

    /** Values with the delimiters that stand before them; that of the first one is not shown. */
    private static Object text(List<Row> rows) {
        var out = new StringBuilder();
        boolean first = true;
        for (var row : rows) {
            if (row.get(0) != null) {
                out.append(first || row.get(1) == null ? "" : (String) row.get(1))
                        .append((String) row.get(0));
                first = false;
            }
        }
        return first ? null : out.toString();
    }

    private static Object bytes(List<Row> rows) {
        var out = new ByteArrayOutputStream();
        boolean first = true;
        for (var row : rows) {
            if (row.get(0) != null) {
                if (!first && row.get(1) != null) {
                    out.writeBytes(((Bytes) row.get(1)).array());
                }
                out.writeBytes(((Bytes) row.get(0)).array());
                first = false;
            }
        }
        return first ? null : new Bytes(out.toByteArray());
    }

    /** Arrays of one shape become an array of one dimension more. */
    private static Object arrays(List<Row> rows) {
        PgArray first = null;
        var elements = new ArrayList<Object>();
        for (var row : rows) {
            var array = (PgArray) row.get(0);
            if (array == null) {
                throw new SqlError("22004", "cannot accumulate null arrays");
            }
            if (first == null && array.dimensions() == 0) {
                throw new SqlError("2202E", "cannot accumulate empty arrays");
            }
            first = first == null ? array : first;
            if (!Arrays.equals(first.lengths(), array.lengths())
                    || !Arrays.equals(first.lowerBounds(), array.lowerBounds())) {
                throw new SqlError("2202E", "cannot accumulate arrays of different dimensionality");
            }
            elements.addAll(Arrays.asList(array.elements()));
        }
        int dimensions = first.dimensions() + 1;
        if (dimensions > 6) {
            throw new SqlError(
                    "54000", "number of array dimensions (" + dimensions + ") exceeds the maximum allowed (6)");
        }
        var lengths = new int[dimensions];
        var lowerBounds = new int[dimensions];
        lengths[0] = rows.size();
        lowerBounds[0] = 1;
        System.arraycopy(first.lengths(), 0, lengths, 1, dimensions - 1);
        System.arraycopy(first.lowerBounds(), 0, lowerBounds, 1, dimensions - 1);
        return new PgArray(lengths, lowerBounds, elements.toArray());
    }

    /** Arrays and rows begin a line of their own, unless they are the first. */
    private static Object jsonArray(List<Row> rows, Evaluator element, boolean structured) {
        var out = new StringBuilder("[");
        for (var row : rows) {
            out.append(out.length() > 1 ? ", " : "");
            if (row.get(0) == null) {
                out.append("null");
                continue;
            }
            out.append(structured && out.length() > 1 ? "\n " : "").append((String) element.evaluate(row));
        }
        return out.append(']').toString();
    }

    private Object jsonObject(List<Row> rows, List<Evaluator> elements, boolean unique, boolean strict) {
        var out = new StringBuilder("{ ");
        var keys = new HashSet<String>();
        for (var row : rows) {
            if (row.get(0) == null) {
                throw since16
                        ? new SqlError("22004", "null value not allowed for object key")
                        : SqlError.invalidParameter("field name must not be null");
            }
            if (unique && !keys.add(key(row, elements.get(1)))) {
                throw new SqlError("22030", "duplicate JSON object key value: " + Jsonb.of(key(row, elements.get(1))));
            }
            if (strict && row.get(1) == null) {
                continue;
            }
            var pair = (String) elements.get(0).evaluate(row);
            out.append(out.length() > 2 ? ", " : "").append(pair, 1, pair.length() - 1);
        }
        return out.append(" }").toString();
    }

    private static String key(Row row, Evaluator object) {
        return ((Jsonb) object.evaluate(row)).key(0);
    }

    private static Object jsonbObject(List<Row> rows, List<Evaluator> elements, boolean unique, boolean strict) {
        var entries = new TreeMap<String, Jsonb>(Jsonb::compareKeys);
        var keys = new HashSet<String>();
        for (var row : rows) {
            if (row.get(0) == null) {
                throw SqlError.invalidParameter("field name must not be null");
            }
            boolean skipped = strict && row.get(1) == null;
            if (skipped && !unique) {
                continue;
            }
            var object = (Jsonb) elements.get(0).evaluate(row);
            if (unique && !keys.add(object.key(0))) {
                throw new SqlError("22030", "duplicate JSON object key value");
            }
            // A null of JSON is left out, too.
            boolean left = strict && object.get(0).kind() == Jsonb.Kind.NULL;
            if (!skipped && !left) {
                entries.put(object.key(0), object.get(0));
            }
        }
        return Jsonb.object(entries);
    }
}
