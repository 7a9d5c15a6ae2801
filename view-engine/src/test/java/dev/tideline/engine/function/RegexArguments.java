package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;

/** Random patterns and texts for regular expressions: few letters, so that they often match, and all of the syntax. */
final class RegexArguments {

    private static final String[] ATOMS = {
        "a",
        "b",
        "ab",
        ".",
        "[ab]",
        "[^a]",
        "\\w",
        "\\d",
        "\\s",
        "\\W",
        "\\S",
        "\\D",
        "x",
        "1",
        "_",
        "A",
        "ä",
        "😀",
        "[[:alpha:]]",
        "[a-c]",
        "[^b-x]",
        "[\\w-]",
        "[[:upper:]1]",
        "[[.a.]b]",
        "[[=b=]]",
        "[]a]",
        "[^]a]",
        "\\n",
        "\\x61",
        "\\u0062",
        "\\141",
        "[[:digit:]_]",
        "[[:word:]]",
        "-",
        "[\\D]",
        "[^\\w]",
        "[[.hyphen.]a-b]",
        ",",
        " "
    };
    private static final String[] CONSTRAINTS = {
        "^", "$", "\\A", "\\Z", "\\m", "\\M", "\\y", "\\Y", "[[:<:]]", "[[:>:]]"
    };
    private static final String[] QUANTIFIERS = {
        "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}", "{1,}", "{2,}?", "{1,2}?", "{0,1}?", "{0}", "{1}",
        "{1,1}?", "{1,1}", "{0,3}"
    };
    private static final String[] PREFIXES = {
        "(?i)", "(?n)", "(?x)", "(?s)", "(?p)", "(?w)", "***:", "***=", "(?q)", "(?e)", "(?b)", "(?ix)", "(?t)", "(?c)"
    };
    private static final String[] MISTAKES = {
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "*",
        "+",
        "?",
        "\\",
        "(?",
        "(?z)",
        "[b-a]",
        "[[:foo:]]",
        "[[.foo.]]",
        "{1",
        "a{1",
        "a{2,1}",
        "a{300}",
        "\\9",
        "a**",
        "(?<a)",
        "***?",
        "***a",
        "[[:alpha:",
        "[a",
        "\\q",
        "\\x",
        "\\c",
        "a{1,x}",
        "^*",
        "|",
        "()",
        "(|a)",
        "a||b",
        "[[..]]",
        "[a-",
        "\\0",
        "\\12",
        "(a)\\2",
        "(?=\\1)",
        "[\\A]",
        "[a-[:alpha:]]",
        "(?#x)",
        "a(?#x",
        "{",
        "a{",
        "a{,2}",
        "[-a]",
        "[a-]",
        "[a-c-e]",
        "\\e",
        "\\U0010FFFF",
        "\\U7fffffff",
        "\\B",
        "(?=a*)*",
        "[[:<:]]*",
        "a{1}{2}",
        "# c\n",
        "\\a\\f\\v\\t\\r",
        "[[=ab=]]",
        "(?(",
        "(?<"
    };
    private static final String[] LETTERS = {
        "a", "b", "a", "b", "A", "x", "1", "_", " ", "\n", "ä", "😀", ",", "-", "ab"
    };

    private static final String[] ESCAPES = {"\\", "#", "#", "", "ä", "##"};

    private final FunctionCases cases;

    RegexArguments(FunctionCases cases) {
        this.cases = cases;
    }

    void describe() {
        for (String type : new String[] {"text", "name", "bpchar"}) {
            for (String operator : new String[] {"regexeq", "regexne", "icregexeq", "icregexne"}) {
                for (var argument : new PgType[] {PgType.TEXT, PgType.BPCHAR, new PgType.Base("name")}) {
                    cases.from(type + operator, 0, argument, RegexArguments::text);
                }
                cases.from(type + operator, 1, PgType.TEXT, RegexArguments::pattern);
            }
        }
        for (String name : new String[] {
            "regexp_match",
            "regexp_like",
            "regexp_split_to_array",
            "regexp_count",
            "regexp_substr",
            "regexp_instr",
            "regexp_replace"
        }) {
            cases.from(name, 0, PgType.TEXT, RegexArguments::text);
            cases.from(name, 1, PgType.TEXT, RegexArguments::pattern);
            for (int i = 2; i < 7; i++) {
                cases.from(name, i, PgType.INT4, FunctionCases.ints(i > 4 ? 0 : -1 + samplesBias(name, i), 3));
                cases.from(name, i, PgType.TEXT, RegexArguments::flags);
            }
        }
        cases.from("regexp_replace", 2, PgType.TEXT, RegexArguments::replacement);
        cases.from("substring", 0, PgType.TEXT, RegexArguments::text);
        cases.from("substring", 1, PgType.TEXT, samples -> samples.chance(2) ? pattern(samples) : similar(samples));
        // Inlined by PostgreSQL, the function looks at its escape even where its text is NULL: no such rows.
        cases.rows(
                "substring",
                3,
                (types, samples) ->
                        types.get(0).equals(PgType.TEXT) && types.get(1).equals(PgType.TEXT)
                                ? new Object[] {text(samples), similar(samples), samples.pick(ESCAPES)}
                                : null);
        for (String name : new String[] {"similar_to_escape", "similar_escape"}) {
            cases.from(name, 0, PgType.TEXT, RegexArguments::similar);
            cases.from(name, 1, PgType.TEXT, FunctionCases.texts("\\", "#", "#", "", "ä", "##"));
        }
    }

    private static int samplesBias(String name, int argument) {
        return name.equals("regexp_instr") && argument == 4 ? 0 : 1;
    }

    static String text(Samples samples) {
        var text = new StringBuilder();
        for (int i = samples.below(samples.chance(6) ? 30 : 9); i > 0; i--) {
            text.append(samples.pick(LETTERS));
        }
        return text.toString();
    }

    static String flags(Samples samples) {
        var flags = new StringBuilder();
        var pool = samples.chance(12) ? "gbceimnpqstwxz1ä" : samples.chance(4) ? "gbceimnpqstwx" : "gicnsx";
        for (int i = samples.below(3); i > 0; i--) {
            flags.append(pool.charAt(samples.below(pool.length())));
        }
        return flags.toString();
    }

    static String replacement(Samples samples) {
        return samples.pick(new String[] {"", "X", "<\\1>", "[\\&]", "\\2\\1", "\\\\", "\\", "\\9x", "a\\0", "ä\\&😀"});
    }

    static String pattern(Samples samples) {
        if (samples.chance(25)) {
            return samples.pick(MISTAKES) + (samples.chance(2) ? branch(samples, 1, new int[1]) : "");
        }
        var pattern = alternatives(samples, 3, new int[1]);
        if (samples.chance(40)) {
            int at = pattern.offsetByCodePoints(0, samples.below(pattern.codePointCount(0, pattern.length()) + 1));
            pattern = pattern.substring(0, at) + samples.pick(MISTAKES) + pattern.substring(at);
        }
        return samples.chance(8) ? samples.pick(PREFIXES) + pattern : pattern;
    }

    private static String alternatives(Samples samples, int depth, int[] groups) {
        var pattern = new StringBuilder(branch(samples, depth, groups));
        while (samples.chance(4)) {
            pattern.append('|').append(branch(samples, depth, groups));
        }
        return pattern.toString();
    }

    private static String branch(Samples samples, int depth, int[] groups) {
        var branch = new StringBuilder();
        for (int i = samples.below(4) + (samples.chance(10) ? 0 : 1); i > 0; i--) {
            if (samples.chance(10)) {
                branch.append(samples.pick(CONSTRAINTS));
                continue;
            }
            branch.append(atom(samples, depth, groups));
            if (samples.chance(2)) {
                branch.append(samples.pick(QUANTIFIERS));
            }
        }
        return branch.toString();
    }

    private static String atom(Samples samples, int depth, int[] groups) {
        if (groups[0] > 0 && samples.chance(9)) {
            return "\\" + (1 + samples.below(groups[0]));
        }
        if (depth == 0 || samples.chance(2)) {
            return samples.chance(3) ? samples.pick(ATOMS) : samples.pick(new String[] {"a", "b", "."});
        }
        switch (samples.below(8)) {
            case 0 -> {
                return "(?:" + alternatives(samples, depth - 1, groups) + ")";
            }
            case 1 -> {
                if (samples.chance(2)) {
                    var kind = samples.pick(new String[] {"(?=", "(?!", "(?<=", "(?<!"});
                    return kind + alternatives(samples, depth - 1, new int[1]) + ")" + samples.pick(ATOMS);
                }
                return samples.pick(ATOMS);
            }
            default -> {
                var inside = alternatives(samples, depth - 1, groups);
                groups[0]++;
                return "(" + inside + ")";
            }
        }
    }

    static String similar(Samples samples) {
        var pattern = new StringBuilder();
        var pool = new String[] {
            "a",
            "b",
            "%",
            "_",
            "(",
            ")",
            "|",
            "[ab]",
            "[^a]",
            "[[:alpha:]]",
            "a*",
            "b+",
            "a?",
            "a{2}",
            "\\",
            "#",
            "#\"",
            "#\"",
            "\\\"",
            ".",
            "^",
            "$",
            "#d",
            "\\w",
            "[]a]",
            "[a#]",
            "[^]b]",
            "[",
            "]",
            "ä",
            "[a[.-.]]"
        };
        for (int i = samples.below(7); i > 0; i--) {
            pattern.append(samples.pick(pool));
        }
        return pattern.toString();
    }
}
