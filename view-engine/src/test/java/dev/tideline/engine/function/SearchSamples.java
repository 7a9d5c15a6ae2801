package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;

/** Texts of documents and queries: few words and near positions, so that phrases are found, and extremes. */
final class SearchSamples {

    private static final String[] WORDS = {
        "a", "a", "a", "b", "b", "b", "c", "c", "d", "ab", "abc", "b''c", "d\\\\e", "x y", "é", "😀", "z", ":", "&",
        "(", "aé", "0"
    };

    private static final String[] WEIGHTS = {"", "", "", "A", "B", "C", "D"};

    private static final PgTypeCatalog TYPES = new PgTypeCatalog();

    private SearchSamples() {}

    /** Not one of those of which PostgreSQL leaves open what they are. */
    static Object vector(Samples samples) {
        while (true) {
            try {
                return read("tsvector", vectorText(samples));
            } catch (SqlError e) {
                if (!e.sqlState().equals("0A000")) {
                    throw e;
                }
            }
        }
    }

    static Object query(Samples samples) {
        return read("tsquery", samples.chance(25) ? "" : queryText(samples, samples.below(5)));
    }

    private static Object read(String type, String text) {
        return TYPES.semantics(SqlType.of(new PgType.Base(type))).fromText(text, SessionSettings.UTC);
    }

    static String vectorText(Samples samples) {
        var text = new StringBuilder();
        boolean known = !samples.chance(5);
        for (int i = samples.chance(12) ? 0 : 1 + samples.below(6); i > 0; i--) {
            text.append(" '").append(samples.pick(WORDS)).append('\'');
            if (known && !samples.chance(8)) {
                appendPositions(samples, text);
            }
        }
        return text.toString();
    }

    private static void appendPositions(Samples samples, StringBuilder text) {
        boolean many = samples.chance(60);
        char separator = ':';
        for (int i = many ? 250 + samples.below(20) : 1 + samples.below(4); i > 0; i--) {
            int position = samples.chance(25)
                    ? 16_380 + samples.below(8)
                    : 1 + samples.below(many ? 2_000 : samples.chance(4) ? 40 : 8);
            text.append(separator).append(position).append(many && position > 16_000 ? "" : samples.pick(WEIGHTS));
            separator = ',';
        }
    }

    static String queryText(Samples samples, int depth) {
        if (depth == 0) {
            var modifiers = samples.chance(3)
                    ? ":" + (samples.chance(2) ? "*" : "") + samples.pick(WEIGHTS) + samples.pick(WEIGHTS)
                    : "";
            return "'" + samples.pick(WORDS) + "'" + modifiers;
        }
        if (samples.chance(4)) {
            return "!(" + queryText(samples, depth - 1) + ")";
        }
        var left = queryText(samples, samples.below(depth));
        var right = queryText(samples, samples.chance(2) ? depth - 1 : samples.below(depth));
        var operator = samples.chance(2)
                ? samples.pick(new String[] {" & ", " | "})
                : samples.pick(new String[] {" <-> ", " <-> ", " <-> ", " <2> ", " <3> ", " <0> ", " <16384> "});
        return "(" + left + ")" + operator + (samples.chance(4) ? right : "(" + right + ")");
    }
}
