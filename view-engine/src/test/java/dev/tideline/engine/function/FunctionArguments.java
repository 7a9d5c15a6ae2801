package dev.tideline.engine.function;

import static dev.tideline.engine.function.FunctionCases.ints;
import static dev.tideline.engine.function.FunctionCases.texts;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.PgInterval;
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
        describeTimes();
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
        cases.costly("varchar");
        cases.costly("bpchar");
        cases.costly("numeric");
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
        for (int i = 1; i < 4; i++) {
            cases.from(
                    "format",
                    i,
                    PgType.INT4,
                    samples -> samples.chance(8)
                            ? samples.pick(new Integer[] {Integer.MIN_VALUE, Integer.MAX_VALUE, 1_500_000_000})
                            : samples.below(30) - 15);
        }
        cases.types("concat", PgType.TEXT, PgType.INT4);
        cases.types("concat", PgType.BOOL, PgType.TIMESTAMPTZ, PgType.BPCHAR, PgType.FLOAT8);
        for (var type : new PgType[] {PgType.BOOL, PgType.BPCHAR, PgType.NUMERIC, PgType.TIMESTAMPTZ, PgType.FLOAT8}) {
            cases.types("textanycat", PgType.TEXT, type);
            cases.types("anytextcat", type, PgType.TEXT);
        }
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

    private static final String[] UNITS = {
        "year",
        "YEARS",
        "month",
        "day",
        "hour",
        "minute",
        "second",
        "milliseconds",
        "microseconds",
        "week",
        "quarter",
        "decade",
        "century",
        "millennium",
        "dow",
        "isodow",
        "doy",
        "isoyear",
        "epoch",
        "julian",
        "timezone",
        "timezone_hour",
        "timezone_minute",
        "xyz",
        "",
        "now",
        "infinity",
        "jan",
        "ago",
        "millenniummm",
        "d",
        "h",
        "m",
        "s"
    };
    private static final String[] ZONE_NAMES = {
        "UTC",
        "utc",
        "America/New_York",
        "america/new_york",
        "Europe/Berlin",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Etc/GMT+5",
        "Nowhere",
        "",
        "GMT",
        "zulu",
        "Pacific/Apia",
        "America/Sao_Paulo"
    };

    private void describeTimes() {
        for (var name : new String[] {"date_trunc", "extract", "date_part"}) {
            cases.from(name, 0, PgType.TEXT, texts(UNITS));
            cases.costly(name);
        }
        cases.from("generate_series", 3, PgType.TEXT, texts(ZONE_NAMES));
        cases.costly("generate_series");
        for (var name : new String[] {"timezone", "date_trunc", "date_add", "date_subtract", "make_timestamptz"}) {
            int last = name.equals("timezone") ? 0 : name.equals("make_timestamptz") ? 6 : 2;
            cases.from(name, last, PgType.TEXT, texts(ZONE_NAMES));
            cases.costly(name);
        }
        cases.from(
                "timezone",
                0,
                PgType.INTERVAL,
                samples -> samples.chance(6)
                        ? new PgInterval(0, 1, 0)
                        : new PgInterval(0, 0, (samples.below(200) - 100) * 900_000_000L + samples.below(3)));
        for (var name : new String[] {"date_pli", "date_mii", "integer_pl_date"}) {
            for (int i = 0; i < 2; i++) {
                cases.from(name, i, PgType.INT4, ints(-100_000, 100_000));
            }
        }
        cases.from(
                "date_bin",
                0,
                PgType.INTERVAL,
                samples ->
                        new PgInterval(samples.chance(12) ? 1 : 0, samples.below(4), samples.below(9) * 437_000_000L));
        for (var name : new String[] {"interval_mul", "interval_div"}) {
            cases.from(name, 1, PgType.FLOAT8, samples -> (samples.below(4000) - 2000) / 100.0);
        }
        cases.from("mul_d_interval", 0, PgType.FLOAT8, samples -> (samples.below(4000) - 2000) / 100.0);
        cases.from(
                "interval",
                1,
                PgType.INT4,
                samples -> samples.pick(new Integer[] {
                    -1,
                    0x7FFFFFFF,
                    0x7FFF0003,
                    0x7FFF0000,
                    4 << 16 | 0xFFFF,
                    2 << 16 | 0xFFFF,
                    6 << 16 | 0xFFFF,
                    8 << 16 | 0xFFFF,
                    1024 << 16 | 0xFFFF,
                    2048 << 16 | 0xFFFF,
                    4096 << 16 | 2,
                    1032 << 16 | 0xFFFF,
                    3080 << 16 | 0xFFFF,
                    7176 << 16 | 0xFFFF,
                    7176 << 16 | 1,
                    3072 << 16 | 0xFFFF,
                    6144 << 16 | 4,
                    7168 << 16 | 5
                }));
        cases.costly("interval");
        for (var name : new String[] {"timestamp", "timestamptz", "time", "timetz"}) {
            cases.from(name, 1, PgType.INT4, ints(-1, 7));
            cases.costly(name);
        }
        for (var name : new String[] {"make_date", "make_timestamp", "make_timestamptz"}) {
            cases.from(
                    name,
                    0,
                    PgType.INT4,
                    samples -> samples.chance(5) ? samples.below(9000) - 4800 : 1990 + samples.below(50));
            cases.from(name, 1, PgType.INT4, ints(0, 13));
            cases.from(name, 2, PgType.INT4, ints(0, 32));
            cases.from(name, 3, PgType.INT4, ints(-1, 25));
            cases.from(name, 4, PgType.INT4, ints(0, 60));
            cases.from(name, 5, PgType.FLOAT8, samples -> samples.below(6100) / 100.0);
        }
        cases.from("make_time", 0, PgType.INT4, ints(-1, 25));
        cases.from("make_time", 1, PgType.INT4, ints(0, 60));
        cases.from("make_time", 2, PgType.FLOAT8, samples -> samples.below(6_100_000) / 100_000.0);
        for (int i = 0; i < 6; i++) {
            cases.from("make_interval", i, PgType.INT4, ints(-30, 30));
        }
        cases.from("make_interval", 6, PgType.FLOAT8, samples -> (samples.below(20_000) - 10_000) / 77.0);
        cases.from("to_timestamp", 0, PgType.FLOAT8, samples -> samples.below(2_000_000_000) * 1.000001);
    }
}
