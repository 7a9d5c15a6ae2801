package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.JsonParser;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeSemantics;

/** Random jsonpaths, and documents in which they find something. */
final class JsonPathSamples {

    private static final String[] STEPS = {
        ".a",
        ".b",
        ".c",
        ".*",
        "[*]",
        "[0]",
        "[last]",
        "[1]",
        "[0 to 1]",
        "[0, last]",
        "[last - 1]",
        "[$.b]",
        ".**",
        ".**{1}",
        ".**{2 to last}",
        ".**{last}",
        ".**{0 to 1}",
        ".size()",
        ".type()",
        ".abs()",
        ".floor()",
        ".ceiling()",
        ".double()",
        "[5]",
        ".\"a\"",
        "[2 to 1]",
        "[1.7]"
    };

    private static final String[] NEW_STEPS = {
        ".bigint()", ".integer()", ".boolean()", ".number()", ".decimal()", ".decimal(4)", ".decimal(4,1)", ".string()"
    };

    private static final String[] LITERALS = {
        "1", "2", "0", "-1", "1.5", "\"x\"", "\"1\"", "\"\"", "null", "true", "false", "$v", "2.50"
    };
    private static final String[] COMPARISONS = {"==", "!=", "<", ">", "<=", ">=", "<>"};
    private static final String[] OPERATORS = {"+", "-", "*", "/", "%"};

    private static final TypeSemantics TYPE = new PgTypeCatalog().semantics(SqlType.of(new PgType.Base("jsonpath")));

    private final Samples samples;
    private final boolean modern;

    private JsonPathSamples(Samples samples, boolean modern) {
        this.samples = samples;
        this.modern = modern;
    }

    /** A path whose text PostgreSQL reads again; it leaves out parentheses in some. */
    static Object path(Samples samples, int serverMajor) {
        var session = new SessionSettings(SessionSettings.UTC.timezone(), serverMajor);
        var paths = new JsonPathSamples(samples, serverMajor >= 17);
        while (true) {
            try {
                return TYPE.fromText(TYPE.fromText(paths.path(), session).toString(), session);
            } catch (SqlError e) {
                // Another one is tried.
            }
        }
    }

    static Jsonb document(Samples samples) {
        return JsonParser.parse(json(samples, 3), SessionSettings.UTC);
    }

    private static String json(Samples samples, int depth) {
        int kind = samples.below(depth == 0 ? 4 : 9);
        var text = new StringBuilder();
        switch (kind) {
            case 0, 1 -> text.append(samples.pick(new String[] {"0", "1", "2", "-1.5", "2.50", "1e20", "100"}));
            case 2 ->
                text.append(samples.pick(new String[] {
                    "\"x\"", "\"1\"", "\"xy\"", "\"\"", "\"t\"", "\"1.5\"", "\" 1\"", "\"nan\"", "\"1e400\""
                }));
            case 3 -> text.append(samples.pick(new String[] {"true", "false", "null"}));
            case 4, 5, 6 -> {
                for (var key : new String[] {"a", "b", "c"}) {
                    if (samples.below(3) > 0) {
                        text.append(text.length() == 0 ? "" : ",")
                                .append('"')
                                .append(key)
                                .append("\":")
                                .append(json(samples, depth - 1));
                    }
                }
                return "{" + text + "}";
            }
            default -> {
                for (int i = samples.below(4); i > 0; i--) {
                    text.append(json(samples, depth - 1)).append(i > 1 ? "," : "");
                }
                return "[" + text + "]";
            }
        }
        return text.toString();
    }

    private String path() {
        var mode = samples.pick(new String[] {"", "", "lax ", "strict "});
        return mode + (samples.chance(3) ? predicate(2, "$") : value(2, "$"));
    }

    private String value(int depth, String start) {
        if (depth > 0 && samples.chance(5)) {
            return "(" + value(depth - 1, start) + " " + samples.pick(OPERATORS) + " " + value(depth - 1, start) + ")"
                    + (samples.chance(4) ? step(depth - 1) : "");
        } else if (depth > 0 && samples.chance(10)) {
            return (samples.chance(3) ? "+" : "-") + value(depth - 1, start);
        } else if (samples.chance(6)) {
            return samples.pick(LITERALS);
        } else if (depth > 0 && samples.chance(12)) {
            return "(" + predicate(depth - 1, start) + ")" + step(0);
        }
        var path = new StringBuilder(samples.chance(8) ? "$" : start);
        for (int i = samples.below(4); i > 0; i--) {
            path.append(step(depth));
        }
        return path.toString();
    }

    private String step(int depth) {
        if (depth > 0 && samples.chance(4)) {
            return " ? (" + predicate(depth - 1, "@") + ")";
        }
        return samples.pick(modern && samples.chance(5) ? NEW_STEPS : STEPS);
    }

    private String predicate(int depth, String start) {
        if (depth > 0) {
            switch (samples.below(7)) {
                case 0:
                    return predicate(depth - 1, start) + " && " + predicate(depth - 1, start);
                case 1:
                    return predicate(depth - 1, start) + " || " + predicate(depth - 1, start);
                case 2:
                    return "!(" + predicate(depth - 1, start) + ")";
                case 3:
                    return "(" + predicate(depth - 1, start) + ") is unknown";
                case 4:
                    return "exists(" + value(depth - 1, start) + ")";
                default:
                    break;
            }
        }
        if (samples.chance(6)) {
            return value(depth, start) + " starts with " + samples.pick(new String[] {"\"x\"", "\"\"", "$v"});
        }
        return value(depth, start) + " " + samples.pick(COMPARISONS) + " " + value(depth, start);
    }
}
