package dev.tideline.engine.sql;

import dev.tideline.engine.sql.text.QueryText;
import dev.tideline.engine.sql.text.Token;
import dev.tideline.engine.sql.translate.TimeReference;
import dev.tideline.schemas.config.SqlText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A query as it would be at another time than now: each place where it asks for the current time says that time instead, under the
 * same name should a column be called after it.
 */
public final class QueryAtTime {

    private final List<Token> tokens;
    private final String literal;

    private QueryAtTime(List<Token> tokens, Instant time) {
        this.tokens = tokens;
        this.literal = "'" + time + "'::pg_catalog.timestamptz";
    }

    /**
     * The text of the query, without semicolons at its end.
     *
     * @param references where it asks for the time
     */
    public static String of(SqlText query, List<TimeReference> references, Instant time) {
        var text = QueryText.of(query);
        var replacement = new QueryAtTime(text.tokens(), time);
        var sql = new StringBuilder(text.body());
        references.stream()
                .sorted(Comparator.comparingInt(TimeReference::offset).reversed())
                .forEach(reference -> replacement.replace(reference, sql));
        return sql.toString();
    }

    private void replace(TimeReference reference, StringBuilder sql) {
        int name = nameAt(reference.offset());
        boolean call = name + 1 < tokens.size() && tokens.get(name + 1).isSymbol('(');
        switch (reference.kind()) {
            case AGE, AGE_ZONED -> {
                var today = literal + "::date::"
                        + (reference.kind() == TimeReference.Kind.AGE ? "timestamp" : "timestamptz");
                sql.insert(tokens.get(name + 1).end(), today + ", ");
            }
            default -> {
                int last = call ? closing(name + 1) : name;
                var precision = last > name + 2
                        ? sql.substring(
                                tokens.get(name + 1).start(), tokens.get(last).end())
                        : "";
                var type = reference.kind().name().toLowerCase(java.util.Locale.ROOT);
                sql.replace(
                        reference.offset(),
                        tokens.get(last).end(),
                        "(SELECT " + literal + "::" + type + precision + " AS \"" + columnName(tokens.get(name))
                                + "\")");
            }
        }
    }

    /** Position of the last token of the qualified name that begins there. */
    private int nameAt(int offset) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).start() == offset) {
                int last = i;
                while (last + 2 < tokens.size() && tokens.get(last + 1).isSymbol('.')) {
                    last += 2;
                }
                return last;
            }
        }
        throw new IllegalArgumentException("no token begins at " + offset);
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).isSymbol('(') ? 1 : tokens.get(i).isSymbol(')') ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a parenthesis that is not closed");
    }

    private static String columnName(Token token) {
        return token.value().replace("\"", "\"\"");
    }
}
