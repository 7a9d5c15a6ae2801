package dev.tideline.engine.function;

import static dev.tideline.engine.function.FunctionCases.ints;
import static dev.tideline.engine.function.FunctionCases.texts;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgBits;
import dev.tideline.engine.value.PgNumeric;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Where the arguments of functions of types that are not of every day come from. */
final class OtherArguments {

    private static final List<String> RANGES =
            List.of("int4range", "int8range", "numrange", "daterange", "tsrange", "tstzrange");

    private static final List<PgType> BOUNDS =
            List.of(PgType.INT4, PgType.INT8, PgType.NUMERIC, PgType.DATE, PgType.TIMESTAMP, PgType.TIMESTAMPTZ);

    private static final PgType INTEGERS = new PgType.Array(PgType.INT4);

    private final FunctionCases cases;

    OtherArguments(FunctionCases cases) {
        this.cases = cases;
    }

    void describe() {
        cases.from("set_masklen", 1, PgType.INT4, ints(-2, 40));
        describeRanges();
        describeArrays();
        describeBits();
        describeSearch();
        cases.from("char", 0, PgType.INT4, ints(-140, 140));
        cases.from("char", 0, PgType.TEXT, texts("a", "", "xyz", "ä", "\\101", "\\400", "\\", "😀"));
        for (var name : new String[] {
            "exists",
            "match",
            "query_array",
            "query_first",
            "exists_opr",
            "match_opr",
            "exists_tz",
            "match_tz",
            "query_array_tz",
            "query_first_tz"
        }) {
            cases.from("jsonb_path_" + name, 0, PgType.JSONB, JsonPathSamples::document);
            cases.from(
                    "jsonb_path_" + name,
                    2,
                    PgType.JSONB,
                    samples -> samples.chance(5)
                            ? JsonPathSamples.document(samples)
                            : Jsonb.object(List.of(Map.entry("v", JsonPathSamples.document(samples)))));
        }
    }

    private void describeSearch() {
        var letter = new PgType.Base("char");
        cases.from(
                "setweight",
                1,
                letter,
                samples -> samples.chance(6) ? (Object) samples.letter() : (int) "ABCDabcd".charAt(samples.below(8)));
        cases.costly("setweight");
        cases.from("ts_filter", 1, new PgType.Array(letter), samples -> {
            var letters = new Object[samples.below(4)];
            for (int i = 0; i < letters.length; i++) {
                letters[i] = samples.chance(30)
                        ? null
                        : (Object) (samples.chance(20) ? samples.letter() : "ABCDabcd".charAt(samples.below(8)));
            }
            return PgArray.of(letters);
        });
        cases.costly("ts_filter");
        var words = new String[] {"a", "b", "c", "ab", "b'c", "d\\e", "x y", "é", "😀", "z", "q", ":"};
        cases.from("ts_delete", 1, PgType.TEXT, texts(words));
        cases.from("ts_delete", 1, new PgType.Array(PgType.TEXT), FunctionCases.textArrays(words));
        cases.from("setweight", 2, new PgType.Array(PgType.TEXT), FunctionCases.textArrays(words));
        cases.from("array_to_tsvector", 0, new PgType.Array(PgType.TEXT), samples -> {
            var all = new Object[samples.below(6)];
            for (int i = 0; i < all.length; i++) {
                all[i] = samples.chance(20) ? (samples.chance(2) ? null : "") : samples.pick(words);
            }
            return PgArray.of(all);
        });
        cases.from("tsquery_phrase", 2, PgType.INT4, ints(-1, 12));
    }

    private void describeBits() {
        var bit = new PgType.Base("bit");
        for (var name : new String[] {"substring", "overlay", "get_bit", "set_bit", "bitshiftleft", "bitshiftright"}) {
            for (int i = 1; i < 4; i++) {
                cases.from(
                        name,
                        i,
                        PgType.INT4,
                        ints(name.endsWith("bit") && i == 2 ? 0 : -1, name.endsWith("bit") && i == 2 ? 1 : 7));
            }
        }
        for (var name : new String[] {"bit", "varbit"}) {
            cases.from(name, 1, PgType.INT4, ints(-1, 70));
        }
        cases.costly("bit");
        cases.costly("varbit");
        for (var name : new String[] {"pg_lsn", "pg_lsn_pli", "pg_lsn_mii", "numeric_pl_pg_lsn"}) {
            for (int i = 0; i < 2; i++) {
                cases.from(
                        name,
                        i,
                        PgType.NUMERIC,
                        samples -> PgNumeric.of(BigDecimal.valueOf(
                                samples.below(2_000_000_000) - (name.equals("pg_lsn") ? 9 : 900_000_000L),
                                samples.below(3))));
            }
        }
        for (var name : new String[] {"bitand", "bitor", "bitxor"}) {
            for (int i = 0; i < 2; i++) {
                cases.from(
                        name,
                        i,
                        bit,
                        samples ->
                                new PgBits(samples.pick(new String[] {"101", "011", "", "0", "1111", "0101", "000"})));
            }
        }
    }

    private void describeArrays() {
        cases.from("array_fill", 1, INTEGERS, samples -> integers(samples, 3));
        cases.from("array_fill", 2, INTEGERS, samples -> integers(samples, 5));
        cases.costly("array_fill");
        cases.from("width_bucket", 1, INTEGERS, samples -> integers(samples, 30));
        for (var name : new String[] {"json_object", "jsonb_object"}) {
            for (int i = 0; i < 2; i++) {
                cases.from(name, i, new PgType.Array(PgType.TEXT), JsonObjectArrays::of);
            }
        }
        cases.from(
                "jsonb_set_lax",
                4,
                PgType.TEXT,
                texts("use_json_null", "delete_key", "return_target", "raise_exception", "x", null));
        cases.from(
                "jsonb_set_lax",
                2,
                PgType.JSONB,
                samples -> samples.chance(3) ? JsonPathSamples.document(samples) : null);
        cases.from(
                "jsonb_set_lax",
                1,
                new PgType.Array(PgType.TEXT),
                FunctionCases.textArrays("a", "b", "0", "1", "-1", "c"));
    }

    /** Keys and values for an object, mostly as many as are needed. */
    private static final class JsonObjectArrays {
        static Object of(Samples samples) {
            int size = samples.below(3) * 2 + (samples.chance(8) ? 1 : 0);
            var elements = new Object[size];
            for (int i = 0; i < size; i++) {
                elements[i] = samples.chance(12) ? null : samples.pick(new String[] {"a", "b", "", "ä\"", "x\ny"});
            }
            return samples.chance(4) && size > 0 && size % 2 == 0
                    ? new PgArray(new int[] {size / 2, 2}, new int[] {1, 1}, elements)
                    : PgArray.of(elements);
        }
    }

    private static Object integers(Samples samples, int limit) {
        var elements = new Object[samples.below(samples.chance(20) ? 9 : 4)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = samples.chance(20)
                    ? (samples.chance(2) ? null : (Object) Integer.MAX_VALUE)
                    : (Object) (samples.below(limit + 2) - 1);
        }
        return samples.chance(20) ? null : PgArray.of(elements);
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
