package dev.tideline.engine.value;

import java.util.Random;

/** Texts for input functions: forms that are valid, almost valid, and put together at random. */
final class TextSamples {

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
            case "date" -> joined(TimeTexts.DATES, TimeTexts.WORDS, TimeTexts.TIMES, TimeTexts.ZONES);
            case "time", "timetz" -> joined(TimeTexts.TIMES, TimeTexts.WORDS, TimeTexts.ZONES, TimeTexts.DATES);
            case "timestamp", "timestamptz" ->
                joined(TimeTexts.DATES, TimeTexts.TIMES, TimeTexts.ZONES, TimeTexts.WORDS);
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
            return damaged(new StringBuilder(pick(TimeTexts.ISO_INTERVALS)));
        }
        var text = new StringBuilder(random.nextInt(8) == 0 ? "@ " : "");
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append(pick(TimeTexts.SMALL)).append(random.nextInt(6) == 0 ? "" : " ");
            text.append(random.nextInt(8) == 0 ? "" : pick(TimeTexts.UNITS)).append(' ');
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
