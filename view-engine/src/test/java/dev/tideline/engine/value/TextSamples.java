package dev.tideline.engine.value;

import java.util.Random;

/** Texts for input functions: forms that are valid, almost valid, and put together at random. */
final class TextSamples {

    private static final String[] DATES = {
        "2024-02-29",
        "2023-02-29",
        "1999-01-08",
        "January 8, 1999",
        "1/8/1999",
        "1/18/1999",
        "18/1/1999",
        "01/02/03",
        "1999-Jan-08",
        "Jan-08-1999",
        "08-Jan-1999",
        "99-Jan-08",
        "08-Jan-99",
        "Jan-08-99",
        "19990108",
        "990108",
        "1999.008",
        "J2451187",
        "January 8, 99 BC",
        "2024-13-01",
        "2024-00-10",
        "2024-1-1",
        "24-1-1",
        "0001-01-01",
        "0000-01-01",
        "2024.060",
        "2024-366",
        "2023-366",
        "5874897-12-31",
        "5874898-01-01",
        "4714-11-24",
        "4713-01-01",
        "8 Jan 1999",
        "Jan 8 1999",
        "1999 8 Jan",
        "8 January",
        "January 1999",
        "feb 30 2020",
        "294276-12-31",
        "294277-01-01",
        "12",
        "2024",
        "20240230",
        "240229",
        "2-2-2",
        "Julian 2451187",
        "jd 2451187",
        "J2451187.5",
        "2024-02-29T",
        "y2024m02d29"
    };
    private static final String[] TIMES = {
        "12:34",
        "12:34:56",
        "12:34:56.789",
        "04:05 PM",
        "04:05 AM",
        "12:00 AM",
        "12:00 PM",
        "13:00 PM",
        "040506",
        "T040506",
        "t0405",
        "24:00:00",
        "24:00:01",
        "23:59:60",
        "23:59:60.5",
        "25:00",
        "12:60",
        "12:34:61",
        "12:34:56.1234567",
        "12:34:56.9999999",
        "12:",
        "12:34:",
        "4:5:6",
        "0405",
        "040506.789",
        "12:34.5",
        "allballs",
        "00:00:00",
        "T12:34:56",
        "1:2:3.4.5",
        "-12:34",
        "12:34:56.",
        "123456",
        "12345678"
    };
    private static final String[] ZONES = {
        "Z",
        "z",
        "UTC",
        "utc",
        "GMT",
        "+02",
        "-08",
        "+0530",
        "-03:30",
        "+00:19:32",
        "+16",
        "-15:59:59",
        "+15:60",
        "+2",
        "-8:00",
        "America/New_York",
        "america/new_york",
        "Europe/Berlin",
        "Mars/Phobos",
        "zulu",
        "+1:2:3",
        "-",
        "+02-03",
        "DST",
        "Asia/Kolkata",
        "Etc/GMT-3",
        "Nowhere",
        "+02:00:99",
        "-080000",
        "+021",
        "-00"
    };
    private static final String[] WORDS = {
        "BC",
        "AD",
        "Mon",
        "Tuesday",
        "epoch",
        "infinity",
        "-infinity",
        "+infinity",
        "on",
        "at",
        "T",
        "PM",
        "am",
        "xyz",
        "d",
        "h",
        "J",
        "noon",
        "12",
        "1999",
        "31",
        "7",
        "1.5",
        ",",
        "/",
        "@",
        "ago",
        "Sept",
        "February"
    };
    private static final String[] UNITS = {
        "years",
        "year",
        "y",
        "mons",
        "mon",
        "month",
        "months",
        "days",
        "day",
        "d",
        "weeks",
        "w",
        "hours",
        "hour",
        "h",
        "mins",
        "min",
        "m",
        "minutes",
        "secs",
        "sec",
        "s",
        "seconds",
        "ms",
        "milliseconds",
        "us",
        "microseconds",
        "decades",
        "decade",
        "centuries",
        "c",
        "century",
        "millennia",
        "mil",
        "millennium",
        "quarter",
        "ago",
        "infinity",
        "-infinity",
        "@",
        "timezone",
        "xyz",
        "microsecondss"
    };
    private static final String[] SMALL = {
        "0",
        "1",
        "-1",
        "2",
        "10",
        "1.5",
        "-1.5",
        "0.1",
        "100",
        "-0.5",
        "1.999999",
        "+3",
        "1e3",
        "",
        "12:34",
        "-12:34:56.7",
        "1-2",
        "-1-2",
        "1-13",
        "2147483647",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "0.0000005",
        "00:00:01",
        "1.",
        ".5",
        "-",
        "3.333333",
        "178956970",
        "768614336404564650",
        "1:2:3",
        "4:5.6",
        "1:2",
        "100000000"
    };
    private static final String[] ISO_INTERVALS = {
        "P1Y2M3DT4H5M6S",
        "P1Y",
        "PT1H",
        "P1W",
        "P0001-02-03T04:05:06",
        "P00010203T040506",
        "P1.5Y",
        "P1.5M",
        "P1.5W",
        "P1.5D",
        "PT1.5H",
        "P",
        "PT",
        "P1",
        "P-1Y-2M",
        "P1Y1Y",
        "PT0.000001S",
        "P1M2",
        "P2024-02",
        "P2024-13-01T01:02",
        "PT12",
        "PT1:2:3.5",
        "P1DT",
        "P1D1",
        "PT123456",
        "PT123456.5",
        "P20240229",
        "P1S",
        "P1e3Y",
        "P-.5Y",
        "P1..5Y",
        "p1y",
        "P1000000000000000Y",
        "PT2M3H"
    };
    private static final String NUMBER_LETTERS = "0123456789+-.eE_xXbBoaAfnNiI tyy";
    private static final String[] NUMBERS = {
        "",
        " ",
        "0",
        "-0",
        "+1",
        " 42 ",
        "1_000",
        "1__0",
        "_1",
        "1_",
        "0x1F",
        "0b101",
        "0o17",
        "-0x80000000",
        "0x7FFFFFFF",
        "2147483648",
        "-2147483648",
        "32768",
        "9223372036854775808",
        "-9223372036854775808",
        "1e5",
        "1e-5",
        "1E+5",
        "1e",
        "e5",
        ".5",
        "5.",
        ".",
        "1.5.5",
        "NaN",
        "nan",
        " NAN ",
        "inf",
        "-inf",
        "+inf",
        "Infinity",
        "-Infinity",
        "+Infinity",
        "infinit",
        "1e400",
        "1e-400",
        "-1e400",
        "1e131071",
        "1e131072",
        "1e-16383",
        "1e-16384",
        "1e2147483647",
        "1e-2147483648",
        "0e999999",
        "0e-20000",
        "1e308",
        "1.7976931348623159e308",
        "4.9e-324",
        "2e-324",
        "3.4028236e38",
        "1e-46",
        "0x1p3",
        "0x.8p1",
        "0x1",
        "nan(abc)",
        "1 2",
        "1x",
        "--1",
        "+-1",
        "0x",
        "0b2",
        "017",
        "4294967295",
        "4294967296",
        "-1",
        "-4294967296",
        "18446744073709551616",
        "0_1",
        "1_000.000_1e1_0",
        "1._5",
        "1_.5"
    };

    private final Random random;

    TextSamples(Random random) {
        this.random = random;
    }

    String of(String type) {
        return switch (type) {
            case "date" -> joined(DATES, WORDS, TIMES, ZONES);
            case "time" -> joined(TIMES, WORDS, ZONES, DATES);
            case "timestamp", "timestamptz" -> joined(DATES, TIMES, ZONES, WORDS);
            case "interval" -> interval();
            case "bool" ->
                pick(
                        "t", "f", "tr", "yes", "y", "n", "no", "on", "of", "off", "o", "1", "0", " TRUE ", "trux", "",
                        "2", "fals");
            case "uuid" -> uuid();
            case "bytea" -> bytea();
            case "json", "jsonb" -> json();
            case "mood" -> pick("sad", "ok", "happy", "Very Happy", "SAD", "", " ok", "veryhappy");
            case "_int4", "_text" -> array();
            case "pair" -> record();
            case "int2", "int4", "int8", "oid", "float4", "float8", "numeric" -> number();
            default -> {
                var texts = OtherTexts.of(type);
                if (texts == null) {
                    throw new IllegalArgumentException(type);
                }
                yield damaged(new StringBuilder(pick(texts)));
            }
        };
    }

    private String pick(String... pool) {
        return pool[random.nextInt(pool.length)];
    }

    /** Mostly one of each pool in order, now and then in disorder. */
    private String joined(String[]... pools) {
        var text = new StringBuilder(random.nextInt(10) == 0 ? " " : "");
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            var pool = random.nextInt(5) == 0 ? pools[random.nextInt(pools.length)] : pools[i];
            text.append(i == 0 || random.nextInt(8) == 0 ? "" : pick(" ", " ", "  ", "T"))
                    .append(pick(pool));
        }
        return damaged(text);
    }

    private String interval() {
        if (random.nextInt(4) == 0) {
            return damaged(new StringBuilder(pick(ISO_INTERVALS)));
        }
        var text = new StringBuilder(random.nextInt(8) == 0 ? "@ " : "");
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append(pick(SMALL)).append(random.nextInt(6) == 0 ? "" : " ");
            text.append(random.nextInt(8) == 0 ? "" : pick(UNITS)).append(' ');
        }
        return damaged(text.append(random.nextInt(8) == 0 ? "ago" : ""));
    }

    private String damaged(StringBuilder text) {
        if (text.length() > 1 && random.nextInt(8) == 0) {
            text.deleteCharAt(random.nextInt(text.length()));
        }
        if (random.nextInt(12) == 0) {
            text.insert(random.nextInt(text.length() + 1), pick("1", "-", ":", ".", "x", " ", "+", "ä", "9"));
        }
        return text.toString();
    }

    private String number() {
        if (random.nextInt(3) > 0) {
            return damaged(new StringBuilder(pick(NUMBERS)));
        }
        var text = new StringBuilder();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            text.append(NUMBER_LETTERS.charAt(random.nextInt(random.nextBoolean() ? 10 : NUMBER_LETTERS.length())));
        }
        return text.toString();
    }

    private String uuid() {
        return damaged(new StringBuilder(pick(
                "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
                "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
                "a0eebc999c0b4ef8bb6d6bb9bd380a11",
                "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11",
                "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}",
                "")));
    }

    private String bytea() {
        return damaged(new StringBuilder(pick(
                "\\x",
                "\\xDEADbeef",
                "\\x 01 02",
                "abc",
                "\\000\\377",
                "a\\\\b",
                "\\4",
                "\\x1",
                "ä",
                "\\xzz",
                "\\400",
                "",
                "\\x0g")));
    }

    private String json() {
        return damaged(new StringBuilder(pick(
                "{\"a\": 1, \"b\": [true, null, 1.50e2]}",
                "[1,2,3]",
                "\"\\u00e4\\ud83d\\ude00\"",
                "\"\\ud83d\"",
                "\"\\u0000\"",
                "01",
                "-",
                "1.",
                "{\"a\":1,\"a\":2}",
                "[1,]",
                "{a:1}",
                "nul",
                "true false",
                "\"a\tb\"",
                "\"\\x\"",
                " 1 ",
                "",
                "1e5",
                "1E-5",
                "-0",
                "[[[]]]",
                "{\"aa\":1,\"b\":2,\"\":3}",
                "\"\\ude00\\ud83d\"",
                "1e999999",
                "[1e999999 x]",
                "{\"a\":{\"b\":{}}}",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")));
    }

    private String array() {
        return damaged(new StringBuilder(pick(
                "{}",
                "{1,2,3}",
                "{1,NULL,3}",
                "{{1,2},{3,4}}",
                "{{1,2},{3}}",
                "[0:1]={1,2}",
                "[2:3][1:1]={{1},{2}}",
                "[1:2]={1}",
                "{\"1\",2}",
                "{ 1 , 2 }",
                "{1,,2}",
                "{,}",
                "{1",
                "1}",
                "{1}x",
                " {1} ",
                "{{}}",
                "{{},{}}",
                "{\"a b\",\"\",c\\\"d,null}",
                "{a}",
                "{\"NULL\"}",
                "[1:0]={}",
                "[-2:0]={1,2,3}",
                "{{{{{{{1}}}}}}}",
                "{1}{2}",
                "{{1},2}",
                "{1,{2}}",
                "[2]={1,2}",
                "[1:2147483647]={}",
                "{\"1\"2}")));
    }

    private String record() {
        return damaged(new StringBuilder(pick(
                "(1,a)",
                "(,)",
                "(1.50,\"a b\")",
                "(1,\"a\"\"b\")",
                "(1,a\\,b)",
                "(1)",
                "(1,2,3)",
                "1,2",
                " (1,x) ",
                "(1,x)y",
                "(x,y)",
                "(,\"\")",
                "(1,\"")));
    }
}
