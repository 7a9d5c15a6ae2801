package dev.tideline.bench;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * An update of some rows of a table, picked as if at random.
 *
 * @param key the names of its key's columns
 * @param candidates the table to pick keys from: the table itself, or one of keys
 * @param condition which of the candidates may be picked
 */
public record PickedUpdate(String table, String key, String assignments, String candidates, String condition) {

    private static final int MOST_CANDIDATES = 20_000;

    public PickedUpdate(String table, String key, String assignments, String condition) {
        this(table, key, assignments, table, condition);
    }

    /**
     * @param salt other rows for another number
     * @param rows how many
     */
    public String sql(int salt, int rows) {
        return "UPDATE " + table + " SET " + assignments + " WHERE "
                + PickedRows.of(candidates, key, condition, Integer.toString(salt), Integer.toString(rows));
    }

    /** The same update of rows among a few thousand that are drawn now, whose keys it puts into a table of its own. */
    public PickedUpdate among(Connection connection, String name) throws SQLException {
        String keys = "candidates." + name;
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS candidates");
            statement.execute("CREATE TABLE " + keys + " AS SELECT " + key + " FROM " + table + " WHERE "
                    + PickedRows.of(table, key, condition, name, Integer.toString(MOST_CANDIDATES)));
            statement.execute("ANALYZE " + keys);
        }
        return new PickedUpdate(table, key, assignments, keys, "true");
    }
}
