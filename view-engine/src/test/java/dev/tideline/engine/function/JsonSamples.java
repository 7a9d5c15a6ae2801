package dev.tideline.engine.function;

/** Random json, as texts. */
final class JsonSamples {

    private static final String[] JSON = {
        "null",
        "true",
        "false",
        "0",
        "1",
        "1.0",
        "-2.50",
        "1e3",
        "\"\"",
        "\"a\"",
        "\"b\"",
        "\"ä😀\"",
        "\"1\"",
        "[]",
        "{}",
        "[1, 2, 3]",
        "[1, [2, 3], {\"a\": null}]",
        "{\"a\": 1}",
        "{\"a\": 1.0}",
        "{\"a\": {\"b\": [1, 2]}, \"c\": null}",
        "{\"a\": null, \"b\": \"x\"}",
        "[null]",
        "[\"a\", \"b\"]",
        "[[]]",
        "[{}]",
        "{\"bb\": 1, \"a\": 2, \"\": 3}",
        "\"\\u00e4\\n\\t\\\"\\\\\"",
        "12345678901234567890.5",
        "{\"a\": [\"x\", true, 1.50]}",
        "[1, 1, 2]",
        "[\"a\", 1, null]"
    };

    private JsonSamples() {}

    static String json(Samples samples) {
        return samples.below(3) > 0 ? samples.pick(JSON) : json(samples, 3);
    }

    private static String json(Samples samples, int depth) {
        int kind = samples.below(depth == 0 ? 4 : 7);
        var out = new StringBuilder();
        switch (kind) {
            case 0 -> out.append(samples.pick(new String[] {"null", "true", "false"}));
            case 1 ->
                out.append(samples.below(20) - 10).append(samples.chance(2) ? ".5" : samples.chance(2) ? ".50" : "");
            case 2, 3 ->
                out.append('"')
                        .append(samples.pick(new String[] {"a", "b", "", "1", "x y", "ä"}))
                        .append('"');
            case 4, 5 -> {
                out.append('{');
                for (int i = samples.below(4); i > 0; i--) {
                    out.append('"')
                            .append(samples.pick(new String[] {"a", "b", "cc", "", "1"}))
                            .append("\" : ");
                    out.append(json(samples, depth - 1)).append(i > 1 ? " ," : "");
                }
                out.append('}');
            }
            default -> {
                out.append("[ ");
                for (int i = samples.below(4); i > 0; i--) {
                    out.append(json(samples, depth - 1)).append(i > 1 ? ", " : "");
                }
                out.append(']');
            }
        }
        return out.toString();
    }
}
