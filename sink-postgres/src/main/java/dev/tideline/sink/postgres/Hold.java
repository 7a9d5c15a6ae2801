package dev.tideline.sink.postgres;

import dev.tideline.schemas.wire.Lsn;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The frontier's lock and {@code tideline.hold}. Whoever wants the frontier to stop inserts a hold while holding the
 * frontier's row FOR UPDATE; because every transaction that moves the frontier takes that lock first and reads the hold
 * after it, none that was under way can pass the hold.
 *
 * @param shown the frontier, or null if the topology shows nothing yet
 * @param lsnMax how far the frontier may go; null without a hold
 * @param blockedAt what the hold's row says of the first epoch that is held back, or null
 */
record Hold(Lsn shown, Lsn lsnMax, Lsn blockedAt) {

    /** Locks the frontier until the transaction ends, then reads how far it may move. */
    static Hold lock(Connection connection, String topology) throws SQLException {
        Lsn shown = null;
        try (var statement =
                connection.prepareStatement("SELECT lsn::text FROM tideline.frontier WHERE topology = ? FOR UPDATE")) {
            statement.setString(1, topology);
            try (var row = statement.executeQuery()) {
                if (row.next()) {
                    shown = Lsn.parse(row.getString(1));
                }
            }
        }
        // A statement of its own: its snapshot is taken after the lock was granted.
        try (var statement = connection.prepareStatement("SELECT max_lsn::text, blocked_at_lsn::text FROM tideline.hold"
                + " WHERE topology = ? AND expires_at > clock_timestamp()")) {
            statement.setString(1, topology);
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? new Hold(shown, Lsn.parse(row.getString(1)), parse(row.getString(2)))
                        : new Hold(shown, null, null);
            }
        }
    }

    /** Records the LSN of the first epoch that is held back. */
    void block(Connection connection, String topology, Lsn at) throws SQLException {
        if (at.equals(blockedAt)) {
            return;
        }
        try (var statement =
                connection.prepareStatement("UPDATE tideline.hold SET blocked_at_lsn = ?::pg_lsn WHERE topology = ?")) {
            statement.setString(1, at.toString());
            statement.setString(2, topology);
            statement.executeUpdate();
        }
    }

    private static Lsn parse(String lsn) {
        return lsn == null ? null : Lsn.parse(lsn);
    }
}
