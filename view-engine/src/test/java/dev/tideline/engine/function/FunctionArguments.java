package dev.tideline.engine.function;

import static dev.tideline.engine.function.FunctionCases.ints;
import static dev.tideline.engine.function.FunctionCases.texts;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.PgNumeric;
import java.math.BigDecimal;

/** Where the arguments of particular functions come from. */
final class FunctionArguments {

    private final FunctionCases cases;

    FunctionArguments(FunctionCases cases) {
        this.cases = cases;
    }

    void describe() {
        describeNumbers();
        describeTexts();
    }

    private void describeNumbers() {
        for (var name : new String[] {"int2shl", "int2shr", "int4shl", "int4shr", "int8shl", "int8shr"}) {
            cases.from(name, 1, PgType.INT4, ints(-70, 70));
        }
        cases.from("factorial", 0, PgType.INT8, samples -> (long) samples.below(60) - 2);
        for (var name : new String[] {"round", "trunc"}) {
            cases.from(name, 1, PgType.INT4, ints(-12, 12));
        }
        cases.from(
                "numeric",
                1,
                PgType.INT4,
                samples -> samples.chance(4) ? -1 : (1 + samples.below(20) << 16 | samples.below(24) & 0x7FF) + 4);
        cases.from("width_bucket", 3, PgType.INT4, ints(-1, 12));
        cases.from("exp", 0, PgType.NUMERIC, samples -> small(samples));
        cases.from("numeric_exp", 0, PgType.NUMERIC, samples -> small(samples));
        for (var name : new String[] {"pow", "power", "numeric_power"}) {
            cases.from(name, 0, PgType.NUMERIC, samples -> small(samples));
            cases.from(name, 1, PgType.NUMERIC, samples -> small(samples));
        }
        for (var name : new String[] {"ln", "numeric_ln", "log", "log10", "numeric_log", "sqrt", "numeric_sqrt"}) {
            cases.from(name, 0, PgType.NUMERIC, samples -> positive(samples));
        }
        cases.from("log", 1, PgType.NUMERIC, samples -> positive(samples));
        cases.from("numeric_log", 1, PgType.NUMERIC, samples -> positive(samples));
    }

    private static Object small(Samples samples) {
        return PgNumeric.of(BigDecimal.valueOf(samples.below(60000) - 30000, samples.below(8)));
    }

    private static Object positive(Samples samples) {
        return PgNumeric.of(BigDecimal.valueOf(samples.below(2_000_000_000) + 1L, samples.below(14)));
    }

    private void describeTexts() {
        for (var name : new String[] {"substr", "substring", "overlay"}) {
            cases.from(name, 1, PgType.INT4, ints(-3, 8));
            cases.from(name, 2, PgType.INT4, ints(-3, 8));
            cases.from(name, 3, PgType.INT4, ints(-3, 8));
        }
        for (var name : new String[] {"left", "right", "repeat", "lpad", "rpad", "get_byte", "set_byte"}) {
            cases.from(name, 1, PgType.INT4, ints(-4, 9));
            cases.costly(name);
        }
        for (var name : new String[] {"get_bit", "set_bit"}) {
            cases.from(name, 1, PgType.INT8, samples -> (long) samples.below(40) - 2);
            cases.from(name, 2, PgType.INT4, ints(-1, 2));
        }
        cases.from("split_part", 0, PgType.TEXT, texts("a,b,c", "a,,c", ",", "abcabc", "a, b", "aXXbXXXc", "ä😀ä"));
        cases.from("split_part", 1, PgType.TEXT, texts(",", "b", "", "XX", "😀", "abc"));
        cases.from("split_part", 2, PgType.INT4, ints(-4, 4));
        for (var name :
                new String[] {"position", "strpos", "starts_with", "replace", "btrim", "ltrim", "rtrim", "translate"}) {
            cases.from(name, 0, PgType.TEXT, texts("abcabc", "xxabcxx", "ä😀bä", "  a b  ", "aaa", ""));
            cases.from(name, 1, PgType.TEXT, texts("a", "b", "abc", "x", "ä", "😀", "", "xa", "bc", " ", "ca", "äa"));
        }
        cases.from("chr", 0, PgType.INT4, ints(-2, 1_200_000));
        for (var name : new String[] {"textlike", "like", "textnlike", "notlike", "texticlike", "texticnlike"}) {
            cases.from(
                    name,
                    0,
                    PgType.TEXT,
                    texts("abc", "ABC", "aXbXc", "a%b", "ä😀b", "a\\b", "", "aab", "abcabc", "Äbc"));
            cases.from(name, 1, PgType.TEXT, FunctionArguments::pattern);
        }
        for (var name : new String[] {"bpcharlike", "bpcharnlike", "bpchariclike", "bpcharicnlike"}) {
            cases.from(name, 1, PgType.TEXT, FunctionArguments::pattern);
        }
        cases.from("like_escape", 0, PgType.TEXT, texts("a#%b", "a##b", "a\\b", "#\\", "ä#_", "%#", "a"));
        cases.from("like_escape", 1, PgType.TEXT, texts("#", "", "\\", "ä", "##", "a"));
        cases.from("varchar", 1, PgType.INT4, ints(-1, 12));
        cases.from("bpchar", 1, PgType.INT4, ints(-1, 12));
        cases.from("encode", 1, PgType.TEXT, texts("hex", "base64", "escape", "HEX", "xyz"));
        cases.from(
                "decode",
                0,
                PgType.TEXT,
                texts("616263", "YWJj", "YWI=", "YQ==", "a\\000b", "\\\\", "YW J\nj", "=", "zz", "Y", "", "6", "a\\0"));
        cases.from("decode", 1, PgType.TEXT, texts("hex", "base64", "escape", "HEX", "xyz"));
        cases.from(
                "quote_ident",
                0,
                PgType.TEXT,
                texts("a", "A", "select", "json", "a b", "_x1", "1x", "", "a\"b", "ä", "value", "json_array"));
        cases.costly("format");
        cases.from("format", 0, PgType.TEXT, FunctionArguments::format);
        cases.types("concat", PgType.TEXT, PgType.INT4);
        cases.types("concat", PgType.BOOL, PgType.TIMESTAMPTZ, PgType.BPCHAR, PgType.FLOAT8);
        cases.types("concat_ws", PgType.TEXT, PgType.NUMERIC, PgType.TEXT, PgType.BOOL);
        cases.types("format", PgType.TEXT);
        cases.types("format", PgType.TEXT, PgType.TEXT, PgType.INT4);
        cases.types("format", PgType.TEXT, PgType.BOOL, PgType.TEXT, PgType.TEXT);
        cases.types("num_nulls", PgType.TEXT, PgType.INT4, PgType.BOOL);
        cases.types("num_nonnulls", PgType.TEXT, PgType.INT4, PgType.BOOL);
        for (var name : new String[] {"crc32", "crc32c"}) {
            cases.from(name, 0, PgType.BYTEA, samples -> new Bytes(new byte[samples.below(9)]));
        }
    }

    private static Object pattern(Samples samples) {
        var out = new StringBuilder();
        for (int i = samples.below(6); i > 0; i--) {
            out.append(
                    samples.pick(new String[] {"%", "%", "_", "a", "b", "c", "A", "ä", "😀", "\\", "\\%", "\\_", "X"}));
        }
        return out.toString();
    }

    private static Object format(Samples samples) {
        var out = new StringBuilder();
        for (int i = samples.below(4); i > 0; i--) {
            out.append(samples.pick(new String[] {
                "%s",
                "%I",
                "%L",
                "%%",
                "x",
                "%1$s",
                "%2$L",
                "%-10s",
                "%10s",
                "%*s",
                "%-*s",
                "%1$*2$s",
                "%0$s",
                "%",
                "%d",
                "%3$s",
                "%s%s%s",
                "%*0$s",
                "%1$-5s",
                "%99999999999s",
                "ä",
                "%*1s"
            }));
        }
        return out.toString();
    }
}
