package dev.tideline.engine.function;

import static dev.tideline.engine.function.FunctionCases.ints;
import static dev.tideline.engine.function.FunctionCases.texts;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgNumeric;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;

/** Where the arguments of array functions come from: few different elements, so that some are found. */
final class ArrayArguments {

    private static final Map<PgType, Object[]> ELEMENTS = Map.of(
            PgType.INT4,
            new Object[] {1, 2, 3},
            PgType.TEXT,
            new Object[] {"a", "b", ""},
            PgType.NUMERIC,
            new Object[] {number("1"), number("1.0"), number("2.50"), number("2.5"), PgNumeric.NAN});

    private final FunctionCases cases;

    ArrayArguments(FunctionCases cases) {
        this.cases = cases;
    }

    private static PgNumeric number(String digits) {
        return PgNumeric.of(new BigDecimal(digits));
    }

    void describe() {
        for (var name : new String[] {"array_length", "array_lower", "array_upper"}) {
            cases.from(name, 1, PgType.INT4, ints(-1, 4));
        }
        for (var name :
                new String[] {"arraycontains", "arraycontained", "arrayoverlap", "array_position", "array_positions"}) {
            for (int i = 0; i < 3; i++) {
                elements(name, i);
            }
        }
        cases.from("trim_array", 1, PgType.INT4, ints(-1, 4));
        cases.from("array_to_string", 1, PgType.TEXT, texts(",", "", "ä", ", "));
        cases.from("string_to_array", 0, PgType.TEXT, texts("a,b,c", "a,,c", ",", "abcabc", "aXXXb", "ä😀ä", ""));
        cases.from(
                "string_to_array",
                1,
                PgType.TEXT,
                samples -> samples.chance(5) ? null : samples.pick(new String[] {",", "b", "", "XX", "😀", "a,b,c"}));
        cases.from("string_to_array", 2, PgType.TEXT, texts("", "a", "c", "😀", "X"));
        cases.from("array_position", 2, PgType.INT4, samples -> samples.chance(8) ? null : samples.below(8) - 3);
    }

    /** Takes an argument, an array or an element, from few elements. */
    private void elements(String name, int argument) {
        ELEMENTS.forEach((type, pool) -> {
            cases.from(name, argument, new PgType.Array(type), samples -> array(samples, pool));
            if (!(name.equals("array_position") && argument == 2)) {
                cases.from(name, argument, type, samples -> samples.chance(8) ? null : samples.pick(pool));
            }
        });
    }

    private static Object array(Samples samples, Object[] pool) {
        if (samples.chance(15)) {
            return null;
        }
        int dimensions = samples.chance(10) ? 0 : samples.chance(4) ? 2 : 1;
        var lengths = new int[dimensions];
        var bounds = new int[dimensions];
        boolean odd = samples.chance(5);
        for (int i = 0; i < dimensions; i++) {
            lengths[i] = 1 + samples.below(dimensions == 1 ? 4 : 2);
            bounds[i] = odd ? samples.below(7) - 3 : 1;
        }
        var elements = new Object[dimensions == 0 ? 0 : Arrays.stream(lengths).reduce(1, (a, b) -> a * b)];
        boolean nulls = samples.chance(3);
        for (int i = 0; i < elements.length; i++) {
            elements[i] = nulls && samples.chance(3) ? null : samples.pick(pool);
        }
        return new PgArray(lengths, bounds, elements);
    }
}
