package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How each function is exercised: the concrete types for polymorphic arguments, and, where random values would hardly ever be
 * valid, where an argument's values come from.
 */
final class FunctionCases {

    /** Makes a value of an argument. */
    interface Source extends Function<Samples, Object> {}

    private static final List<PgType> ELEMENTS = List.of(PgType.INT4, PgType.TEXT, PgType.NUMERIC);

    private static final List<PgType> BOUNDS =
            List.of(PgType.INT4, PgType.INT8, PgType.NUMERIC, PgType.DATE, PgType.TIMESTAMP, PgType.TIMESTAMPTZ);

    /** A source for the arguments of one type. */
    private record Typed(PgType type, Source source) {}

    private final Map<String, Map<Integer, List<Typed>>> sources = new HashMap<>();
    private final Map<String, BiFunction<List<PgType>, Samples, Object>> byTypes = new HashMap<>();
    private final Map<String, BiFunction<List<PgType>, Samples, Object[]>> rows = new HashMap<>();
    private final Set<String> costly = new HashSet<>();
    private final Map<String, List<List<PgType>>> variadic = new HashMap<>();

    FunctionCases() {
        new FunctionArguments(this).describe();
        new DocumentArguments(this).describe();
        new ArrayArguments(this).describe();
        new RegexArguments(this).describe();
        new TemplateArguments(this).describe();
        new UnicodeArguments(this).describe();
        new OtherArguments(this).describe();
    }

    /** Takes the values of an argument, counted from 0 and of the given type, from a source; {@code name} is the function without arguments. */
    void from(String name, int argument, PgType type, Source source) {
        sources.computeIfAbsent(name, n -> new HashMap<>())
                .computeIfAbsent(argument, n -> new ArrayList<>())
                .add(new Typed(type, source));
    }

    /** Only calls a function with values of its sources, since random ones would need gigabytes. */
    void costly(String name) {
        costly.add(name);
    }

    /** Calls a function of {@code "any"} with these types. */
    void types(String name, PgType... types) {
        variadic.computeIfAbsent(name, n -> new ArrayList<>()).add(List.of(types));
    }

    /** The concrete argument types to call the function with. */
    List<List<PgType>> concrete(String name, List<PgType> declared) {
        if (variadic.containsKey(name) && !declared.isEmpty()) {
            return variadic.get(name);
        }
        boolean polymorphic = declared.stream().anyMatch(FunctionCases::isPolymorphic);
        if (!polymorphic) {
            return List.of(declared);
        }
        var result = new ArrayList<List<PgType>>();
        var elements = declared.stream().anyMatch(FunctionCases::isRange) ? BOUNDS : ELEMENTS;
        if (name.equals("array_sort")) {
            // Not of types whose equal values may look different: which of them comes first is up to the algorithm.
            elements = List.of(PgType.INT4, PgType.TEXT);
        }
        for (var element : elements) {
            result.add(declared.stream().map(type -> concrete(type, element)).toList());
        }
        return result;
    }

    private static boolean isPolymorphic(PgType type) {
        return type instanceof PgType.Base base
                && (base.name().startsWith("any") || base.name().equals("record"));
    }

    private static boolean isRange(PgType type) {
        return type instanceof PgType.Base base && base.name().endsWith("range");
    }

    private static String rangeName(PgType element) {
        return switch (((PgType.Base) element).name()) {
            case "numeric" -> "numrange";
            case "timestamp" -> "tsrange";
            case "timestamptz" -> "tstzrange";
            default -> ((PgType.Base) element).name() + "range";
        };
    }

    private static PgType concrete(PgType type, PgType element) {
        if (!(type instanceof PgType.Base base)) {
            return type;
        }
        return switch (base.name()) {
            case "anyelement", "anycompatible", "anynonarray", "anycompatiblenonarray" -> element;
            case "anyarray", "anycompatiblearray" -> new PgType.Array(element);
            case "anyrange" -> new PgType.Base(rangeName(element));
            case "anymultirange" -> new PgType.Base(rangeName(element).replace("range", "multirange"));
            case "anyenum" -> TestTypes.MOOD;
            case "record" -> TestTypes.PAIR;
            default -> type;
        };
    }

    /** Makes an argument, counted from 0, by the types of all. */
    void byTypes(String name, int argument, BiFunction<List<PgType>, Samples, Object> source) {
        byTypes.put(name + " " + argument, source);
    }

    /** Makes most rows of a function with that many arguments as a whole; null leaves a row to the other sources. */
    void rows(String name, int arguments, BiFunction<List<PgType>, Samples, Object[]> source) {
        rows.put(name + " " + arguments, source);
    }

    /** One row of arguments. */
    Object[] arguments(String name, List<PgType> types, Samples samples) {
        var whole = rows.get(name + " " + types.size());
        var row = whole == null ? null : whole.apply(types, samples);
        if (row != null) {
            return row;
        }
        var values = new Object[types.size()];
        var special = sources.getOrDefault(name, Map.of());
        for (int i = 0; i < values.length; i++) {
            var type = types.get(i);
            var source = special.getOrDefault(i, List.of()).stream()
                    .filter(typed -> typed.type().equals(type))
                    .findFirst();
            var typed = byTypes.get(name + " " + i);
            if (typed != null && !samples.chance(25)) {
                values[i] = typed.apply(types, samples);
                continue;
            }
            boolean usual = source.isEmpty() || samples.chance(25) && !costly.contains(name);
            values[i] = usual
                    ? samples.nullable(SqlType.of(type))
                    : source.get().source().apply(samples);
        }
        return values;
    }

    static Source texts(String... pool) {
        return samples -> samples.pick(pool);
    }

    static Source ints(int from, int to) {
        return samples -> from + samples.below(to - from + 1);
    }

    static Source textArrays(String... pool) {
        return samples -> {
            var elements = new Object[samples.below(4)];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = samples.chance(8) ? null : samples.pick(pool);
            }
            return PgArray.of(elements);
        };
    }
}
