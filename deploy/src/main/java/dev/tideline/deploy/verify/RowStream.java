package dev.tideline.deploy.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The rows of a query, fetched in pieces; only one row and one piece are in memory. */
final class RowStream implements AutoCloseable {

    private static final int FETCH_ROWS = 1_000;

    private final Statement statement;
    private final ResultSet rows;
    private final int columns;
    private String[] row;
    private long count;

    RowStream(Connection connection, String sql, int columns) throws SQLException {
        this.columns = columns;
        statement = connection.createStatement();
        try {
            statement.setFetchSize(FETCH_ROWS);
            rows = statement.executeQuery(sql);
            next();
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** The row it stands on, or null behind the last. */
    String[] row() {
        return row;
    }

    /** How many rows have been read so far. */
    long count() {
        return count;
    }

    void next() throws SQLException {
        if (!rows.next()) {
            row = null;
            return;
        }
        row = new String[columns];
        for (int column = 0; column < columns; column++) {
            row[column] = rows.getString(column + 1);
        }
        count++;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
