package dev.tideline.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database of an embedded server and a superuser's login.
 *
 * @param url of JDBC, without user and password
 */
public record PostgresDatabase(String url, String user, String password) {

    /** A new connection of the caller's. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** Runs statements that return nothing, on a connection of their own, each in a transaction of its own. */
    public void execute(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public String toString() {
        return user + "@" + url;
    }
}
