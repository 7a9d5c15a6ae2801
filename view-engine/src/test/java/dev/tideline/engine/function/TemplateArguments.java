package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.PgNumeric;
import java.math.BigDecimal;

/** Templates of numbers and of times, and texts to be read by them. */
final class TemplateArguments {

    private static final String[] NUMBER_PATTERNS = {
        "9",
        "9",
        "99",
        "0",
        "0",
        "9",
        "999",
        ".",
        "D",
        ",",
        "G",
        "S",
        "MI",
        "PL",
        "SG",
        "PR",
        "TH",
        "th",
        "V",
        "B",
        "L",
        " ",
        "\"x\"",
        "-",
        "ä",
        "\\\"",
        "C",
        "SP",
        "x",
        "/",
        "\"a\\\"b\"",
        "d",
        "mi",
        "s"
    };
    private static final String[] NUMBER_TEMPLATES = {
        "9999",
        "999D99",
        "FM999990.00",
        "099.90",
        "S9999",
        "9999S",
        "999PR",
        "MI999",
        "999MI",
        "RN",
        "fmrn",
        "FMRN",
        "9.99EEEE",
        "EEEE",
        "FM9.9",
        "FM0.0",
        "999V99",
        "9V9",
        "FM999,999,999.00",
        "9,999",
        "9G999D99",
        "L99",
        "99TH",
        "SG99",
        "PL99",
        "FM9999999999999999999.99",
        "0000",
        "00.00",
        "FM09.90",
        "B99",
        "99.99999999",
        "\"n:\"999",
        "FM",
        ".",
        "V",
        "9999999999999999999999.999999999",
        "FM990.999",
        "0.9",
        "FMS99",
        "99PR9",
        "9.9.9",
        "S9S",
        "SMI",
        "PRS",
        "EEEE9",
        "9RN",
        "999999",
        "FM9990D009",
        ".99",
        "FM.99",
        "0,000",
        "FM9,999",
        "FM99999.99MI",
        "FM0999,9999PR"
    };
    private static final String[] NUMBER_TEXTS = {
        "12", "-12.5", "1,234.5", "12-", "<45>", "+7", " 9", "$5", "1 2", "", "abc", "1.2.3", ".5", "5.", "-", "12th",
        "XIV", "mcmxciv", "iix", " iv ", "1,2,3", "٣", "ä1", "12 -", "+ 3", "0012", "1-2", "99999", "<3", "12PR", "5,"
    };
    private static final String[] TIME_PATTERNS = {
        "YYYY", "YYY", "YY", "Y", "Y,YYY", "IYYY", "IYY", "IY", "I", "MM", "DD", "DDD", "IDDD", "D", "ID", "HH", "HH12",
        "HH24", "MI", "SS", "MS", "US", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6", "SSSS", "SSSSS", "AM", "p.m.", "P.M.",
        "am", "BC", "b.c.", "A.D.", "ad", "Month", "MONTH", "month", "Mon", "MON", "mon", "Day", "DAY", "day", "Dy",
        "DY", "dy", "W", "WW", "IW", "CC", "J", "Q", "RM", "rm", "OF", "TZH", "TZM", "FX", "yyyy", "hh24", "mi", "ss",
        "dd", "mm", "cc", "q", "j", "iyyy"
    };
    private static final String[] SEPARATORS = {
        "-", " ", ":", "/", ".", ",", "", "", "\"T\"", "x", "  ", "ä", "\\\"", "\"a b\"", "é"
    };
    private static final String[][] TIMES = {
        {"2024-02-29", "YYYY-MM-DD"},
        {"2024-02-30", "YYYY-MM-DD"},
        {"20240229", "YYYYMMDD"},
        {"29 Feb 2024", "DD Mon YYYY"},
        {"29 february 2024", "DD Month YYYY"},
        {"12:34:56", "HH24:MI:SS"},
        {"12:34:56 pm", "HH:MI:SS am"},
        {"13:00 PM", "HH12:MI PM"},
        {"2024-02-29 12:34:56.789", "YYYY-MM-DD HH24:MI:SS.MS"},
        {"2024-02-29T12:34:56.789012", "YYYY-MM-DD\"T\"HH24:MI:SS.US"},
        {"44 BC", "YYYY BC"},
        {"2024 60", "YYYY DDD"},
        {"2024 9 4", "IYYY IW ID"},
        {"2024-W09-4", "IYYY-\"W\"IW-ID"},
        {"2460370", "J"},
        {"21 24", "CC YY"},
        {"21", "CC"},
        {"24", "YY"},
        {"999", "YYY"},
        {"5", "Y"},
        {"1,999", "Y,YYY"},
        {"45296", "SSSSS"},
        {"2024 III", "YYYY RM"},
        {"2024 xii", "YYYY rm"},
        {"2024-02-29 12:00 +05:30", "YYYY-MM-DD HH24:MI OF"},
        {"2024-02-29 12:00 -05", "YYYY-MM-DD HH24:MI TZH"},
        {"2024-02-29 12 +05:45", "YYYY-MM-DD HH24 TZH:TZM"},
        {"Thu 29 Feb 2024", "Dy DD Mon YYYY"},
        {"Thursday", "Day"},
        {"2024 5 4", "YYYY WW D"},
        {"2 2024 3", "MM YYYY W"},
        {"2024-02-29 12:34:56.12345", "YYYY-MM-DD HH24:MI:SS.FF4"},
        {"0.5", "SS.FF1"},
        {"  2024  02", "YYYY MM"},
        {"2024/02/29", "YYYY-MM-DD"},
        {"2024-02-29", "FXYYYY-MM-DD"},
        {"2024 - 02", "FXYYYY-MM"},
        {"15.25", "SS.MS"},
        {"3rd", "DDth"},
        {"2024-13-01", "YYYY-MM-DD"},
        {"2024-1-1", "YYYY-MM-DD"},
        {"24:00", "HH24:MI"},
        {"12:60", "HH24:MI"},
        {"2024-02-29", "YYYY-IW"},
        {"99999999999", "YYYY"},
        {"-44", "YYYY"},
        {"0000-01-01", "YYYY-MM-DD"},
        {"abc", "YYYY"},
        {"4714-11-24 BC", "YYYY-MM-DD BC"},
        {"294277-01-01", "YYYY-MM-DD"},
        {"5874898-01-01", "YYYY-MM-DD"},
        {"", "YYYY"},
        {"2024", ""},
        {"2024 1", "YYYY Q"},
        {"12 12", "HH HH24"},
        {"12 13", "MI MI"},
        {"+16", "TZH"},
        {"1 +1:60", "DD OF"}
    };

    private final FunctionCases cases;

    TemplateArguments(FunctionCases cases) {
        this.cases = cases;
    }

    void describe() {
        cases.from("to_char", 0, PgType.NUMERIC, TemplateArguments::numeric);
        cases.from("to_char", 0, PgType.INT4, samples -> samples.below(20_000) - 5_000);
        cases.from("to_char", 0, PgType.INT8, samples -> (long) samples.below(2_000_000) - 50_000);
        cases.from("to_char", 0, PgType.FLOAT8, samples -> (samples.below(2_000_000) - 100_000) / 256.0);
        cases.from("to_char", 0, PgType.FLOAT4, samples -> (samples.below(200_000) - 10_000) / 64f);
        cases.byTypes("to_char", 1, (types, samples) -> switch (types.get(0).ddl()) {
            case "interval", "timestamp without time zone", "timestamp with time zone" -> timeTemplate(samples);
            default -> numberTemplate(samples);
        });
        cases.from("to_number", 0, PgType.TEXT, TemplateArguments::numberText);
        cases.from("to_number", 1, PgType.TEXT, TemplateArguments::numberTemplate);
        for (String name : new String[] {"to_date", "to_timestamp"}) {
            cases.rows(name, 2, (types, samples) -> samples.chance(20) ? null : time(samples));
        }
    }

    private static Object numeric(Samples samples) {
        return PgNumeric.of(BigDecimal.valueOf(samples.below(2_000_000) - 100_000, samples.below(6)));
    }

    private static String numberText(Samples samples) {
        if (samples.chance(2)) {
            return samples.pick(NUMBER_TEXTS);
        }
        var text = new StringBuilder();
        for (int i = samples.below(8); i > 0; i--) {
            text.append(samples.pick(new String[] {"1", "2", "9", "0", ".", ",", "-", "+", " ", "<", "x", "ä"}));
        }
        return text.toString();
    }

    private static String numberTemplate(Samples samples) {
        if (samples.chance(2)) {
            return samples.pick(NUMBER_TEMPLATES);
        }
        var template = new StringBuilder(samples.chance(3) ? "FM" : "");
        for (int i = 1 + samples.below(6); i > 0; i--) {
            template.append(samples.pick(NUMBER_PATTERNS));
        }
        return template.toString();
    }

    private static String timeTemplate(Samples samples) {
        var template = new StringBuilder();
        for (int i = 1 + samples.below(4); i > 0; i--) {
            template.append(samples.chance(3) ? samples.pick(new String[] {"FM", "TM", "fm", "tm", "FM"}) : "");
            template.append(samples.pick(TIME_PATTERNS));
            template.append(samples.chance(4) ? samples.pick(new String[] {"TH", "th", "SP"}) : "");
            template.append(samples.pick(SEPARATORS));
        }
        return template.toString();
    }

    private static Object[] time(Samples samples) {
        var pair = samples.pick(TIMES);
        var text = new StringBuilder(pair[0]);
        var template = new StringBuilder(pair[1]);
        if (samples.chance(3)) {
            change(samples, text, new String[] {" ", "-", "1", "0", "x", ":", "9", "+", "ä", "BC", "pm"});
        }
        if (samples.chance(4)) {
            change(samples, template, new String[] {
                " ", "-", "FM", "x", "FX", "TM", "th", "ä", "\"q\"", "DD", "MI", "CC"
            });
        }
        if (samples.chance(12)) {
            return new Object[] {text.toString(), timeTemplate(samples)};
        }
        if (samples.chance(8)) {
            var other = samples.pick(TIMES);
            text.append(' ').append(other[0]);
            template.append(' ').append(other[1]);
        }
        return new Object[] {text.toString(), template.toString()};
    }

    private static void change(Samples samples, StringBuilder text, String[] pool) {
        int at = samples.below(text.length() + 1);
        if (samples.chance(2) || at == text.length()) {
            text.insert(at, samples.pick(pool));
        } else {
            text.deleteCharAt(at);
        }
    }
}
