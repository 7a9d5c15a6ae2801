package dev.tideline.sink.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** The advisory locks of the sink. Their keys are hashes of texts, so that they do not meet those of other programs. */
final class Locks {

    private Locks() {}

    /** Makes the caller the topology's only writer for as long as the connection lives; false if another one is. */
    static boolean tryWriter(Connection connection, String topology) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT pg_try_advisory_lock(hashtextextended('tideline sink writer of ' || ?, 0))")) {
            statement.setString(1, topology);
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        }
    }

    /** Waits to be the only one that creates or alters something, until the transaction ends. */
    static void ddl(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('tideline sink ddl', 0))");
        }
    }
}
