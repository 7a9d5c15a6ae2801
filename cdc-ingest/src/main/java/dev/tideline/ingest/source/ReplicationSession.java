package dev.tideline.ingest.source;

import dev.tideline.schemas.wire.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A session of PostgreSQL's replication protocol. */
public final class ReplicationSession implements AutoCloseable {

    private final Connection connection;

    ReplicationSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * Which cluster this is.
     *
     * @param systemIdentifier made by initdb; a copy of the files has the same, another cluster never
     * @param timeline changes when a standby is promoted or a backup is restored
     */
    public record Identity(String systemIdentifier, int timeline) {}

    /**
     * A slot that vanishes with the session, and a snapshot of exactly the transactions that ended up to its consistent
     * point. The snapshot can be imported until the session is closed or used again.
     */
    public record TemporarySlot(Lsn consistentPoint, String snapshot) {}

    public Identity identify() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            return new Identity(row.getString("systemid"), row.getInt("timeline"));
        }
    }

    /**
     * Waits for all transactions that are writing now to end, so it may take as long as the longest of them.
     *
     * @param name of lower case letters, digits and underscores
     */
    public TemporarySlot createTemporarySlot(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "CREATE_REPLICATION_SLOT " + name + " TEMPORARY LOGICAL pgoutput EXPORT_SNAPSHOT")) {
            row.next();
            return new TemporarySlot(Lsn.parse(row.getString("consistent_point")), row.getString("snapshot_name"));
        }
    }

    /** Ends whatever the session is waiting for, from another thread. */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // There is nothing left to end.
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
