package dev.tideline.ingest.source;

import dev.tideline.schemas.wire.Lsn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The right to be the one ingest of a slot: a session advisory lock on the source. The session also writes the heartbeats,
 * so that losing it is noticed within a second.
 */
public final class SourceLock implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 15;

    /** "TIDE"; keeps clear of other users of advisory locks. */
    private static final int LOCK_CLASS = 0x54494445;

    private final Connection connection;
    private final String slot;
    private final boolean flushes;
    private boolean held;

    private SourceLock(Connection connection, String slot, boolean flushes) {
        this.connection = connection;
        this.slot = slot;
        this.flushes = flushes;
    }

    /** Opens the session that may hold the lock. */
    public static SourceLock connect(SourceConnections source, String slot) throws SQLException {
        var connection = source.openWatched("lock", TIMEOUT_SECONDS);
        try {
            return new SourceLock(connection, slot, connection.getMetaData().getDatabaseMajorVersion() >= 17);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Takes the lock if nobody holds it. */
    public boolean tryAcquire() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?, hashtext(?))")) {
            statement.setInt(1, LOCK_CLASS);
            statement.setString(2, slot);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                held = row.getBoolean(1);
                return held;
            }
        }
    }

    public boolean held() {
        return held;
    }

    /** Prefix of the messages that {@link #heartbeat} writes. */
    public static String markPrefix(String slot) {
        return "tideline." + slot;
    }

    /**
     * Writes a message into the log, outside of any transaction; it comes back through the slot and says how far the log
     * has been read.
     *
     * @return where the log ended just before; the message stands there or later
     */
    public synchronized Lsn heartbeat() throws SQLException {
        // Flushed at once where the server can: it is sent only then.
        String sql = "SELECT pg_current_wal_insert_lsn()::text, pg_logical_emit_message(false, ?,"
                + " to_char(clock_timestamp(), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')" + (flushes ? ", true)" : ")");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, markPrefix(slot));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Lsn.parse(row.getString(1));
            }
        }
    }

    /** The time on the source's clock. */
    public synchronized Instant now() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT clock_timestamp()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getObject(1, OffsetDateTime.class)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toInstant();
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The lock goes with the session, however that ends.
        }
    }
}
