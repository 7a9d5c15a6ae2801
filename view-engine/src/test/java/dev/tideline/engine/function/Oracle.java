package dev.tideline.engine.function;

import dev.tideline.engine.value.Jsonb;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A real PostgreSQL that evaluates the same call for many rows and tells each row's value or error. */
public final class Oracle {

    private final Connection connection;

    public Oracle(Connection connection) {
        this.connection = connection;
    }

    public Connection connection() {
        return connection;
    }

    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Evaluates an expression over {@code a[1]}, {@code a[2]} … (text, already put into casts by the caller) once for each row.
     *
     * @return for each row null, {@code =text} or {@code !SQLSTATE message}
     */
    public List<String> evaluate(String expression, List<String[]> rows) throws SQLException {
        execute("""
                CREATE OR REPLACE FUNCTION pg_temp.probe(a text[]) RETURNS text LANGUAGE plpgsql AS $probe$
                BEGIN
                  RETURN (SELECT CASE WHEN num_nulls(x) = 1 THEN NULL ELSE '=' || format('%%s', x) END
                            FROM (SELECT %s AS x OFFSET 0) s);
                EXCEPTION WHEN OTHERS THEN
                  RETURN '!' || SQLSTATE || ' ' || SQLERRM;
                END $probe$""".formatted(expression));
        var json = new ArrayList<Jsonb>();
        for (var row : rows) {
            var texts = new ArrayList<Jsonb>();
            for (var text : row) {
                texts.add(text == null ? Jsonb.NULL : Jsonb.of(text));
            }
            json.add(Jsonb.array(texts));
        }
        var results = new ArrayList<String>();
        try (var statement = connection.prepareStatement("""
                SELECT pg_temp.probe(ARRAY(SELECT jsonb_array_elements_text(e)))
                  FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY u(e, o) ORDER BY o""")) {
            statement.setString(1, Jsonb.array(json).toString());
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    results.add(result.getString(1));
                }
            }
        }
        return results;
    }

    /** The type of an expression, by its name in pg_type ({@code int4}, {@code _text}). */
    public String typeOf(String expression) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT " + expression)) {
            return statement.getMetaData().getColumnTypeName(1);
        }
    }
}
