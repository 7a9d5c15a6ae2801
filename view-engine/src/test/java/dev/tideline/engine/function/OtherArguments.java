package dev.tideline.engine.function;

import static dev.tideline.engine.function.FunctionCases.ints;
import static dev.tideline.engine.function.FunctionCases.texts;

import dev.tideline.engine.type.PgType;
import java.util.List;

/** Where the arguments of functions of types that are not of every day come from. */
final class OtherArguments {

    private static final List<String> RANGES =
            List.of("int4range", "int8range", "numrange", "daterange", "tsrange", "tstzrange");

    private static final List<PgType> BOUNDS =
            List.of(PgType.INT4, PgType.INT8, PgType.NUMERIC, PgType.DATE, PgType.TIMESTAMP, PgType.TIMESTAMPTZ);

    private final FunctionCases cases;

    OtherArguments(FunctionCases cases) {
        this.cases = cases;
    }

    void describe() {
        cases.from("set_masklen", 1, PgType.INT4, ints(-2, 40));
        describeRanges();
    }

    private void describeRanges() {
        for (var type : BOUNDS) {
            for (int i = 0; i < 2; i++) {
                var bounds =
                        (FunctionCases.Source) samples -> samples.chance(12) ? null : RangeSamples.bound(type, samples);
                for (var name : RANGES) {
                    cases.from(name, i, type, bounds);
                }
                cases.from("range_contains_elem", i, type, bounds);
                cases.from("elem_contained_by_range", i, type, bounds);
                cases.from("multirange_contains_elem", i, type, bounds);
                cases.from("elem_contained_by_multirange", i, type, bounds);
            }
        }
        for (var name : RANGES) {
            cases.from(name, 2, PgType.TEXT, texts("[)", "[]", "(]", "()", "[)", "[", "", "[}", "[)x"));
        }
    }
}
