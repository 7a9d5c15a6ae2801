package dev.tideline.ingest.preflight;

import static dev.tideline.ingest.preflight.ServerCheck.refuse;

import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.wire.Lsn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The replication slot that ingest reads from. Debezium's own checks would skip over a gap without a word. */
public final class Slot {

    private static final String START_OVER =
            "The changes in between are lost for the topics. Set another source.slot and another kafka.topic.prefix: views"
                    + " are then built anew from a snapshot.";

    private final Connection connection;
    private final String name;
    private final String database;

    public Slot(Connection connection, String name, String database) {
        this.connection = connection;
        this.name = name;
        this.database = database;
    }

    /**
     * The slot as it is.
     *
     * @param confirmed how far the source may forget
     * @param activePid the server process that reads from it now, or 0
     */
    public record State(Lsn confirmed, int activePid) {}

    /**
     * Checks the slot against what ingest remembers.
     *
     * @param resumeAt where ingest will resume, or null if it never ran
     * @return null if there is no slot yet, and none is expected
     */
    public State check(Lsn resumeAt) throws SQLException {
        String sql = """
                SELECT plugin, slot_type, database, temporary, wal_status, active_pid, confirmed_flush_lsn::text,
                       restart_lsn IS NULL AS invalid
                FROM pg_catalog.pg_replication_slots WHERE slot_name = ?""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    if (resumeAt != null) {
                        throw refuse(
                                DiagnosticCode.SOURCE_SLOT,
                                "Replication slot " + name + " is gone, and with it the changes since " + resumeAt
                                        + ".",
                                START_OVER);
                    }
                    checkRoom();
                    return null;
                }
                return checkExisting(row, resumeAt);
            }
        }
    }

    private State checkExisting(ResultSet row, Lsn resumeAt) throws SQLException {
        String plugin = row.getString("plugin");
        if (!"logical".equals(row.getString("slot_type"))
                || !"pgoutput".equals(plugin)
                || row.getBoolean("temporary")) {
            throw refuse(
                    DiagnosticCode.SOURCE_SLOT,
                    "Replication slot " + name + " is not a permanent logical slot of pgoutput"
                            + (plugin == null ? "." : " but of " + plugin + "."),
                    "Set another source.slot; Tideline creates it.");
        }
        if (!database.equals(row.getString("database"))) {
            throw refuse(
                    DiagnosticCode.SOURCE_SLOT,
                    "Replication slot " + name + " belongs to database " + row.getString("database") + ", not to "
                            + database + ".",
                    "Set another source.slot; Tideline creates it.");
        }
        if ("lost".equals(row.getString("wal_status")) || row.getBoolean("invalid")) {
            throw refuse(
                    DiagnosticCode.SOURCE_SLOT,
                    "Replication slot " + name + " is invalid: the source has removed log that it still needed.",
                    "SELECT pg_drop_replication_slot('" + name + "'); and a larger max_slot_wal_keep_size. "
                            + START_OVER);
        }
        var confirmed = Lsn.parse(row.getString("confirmed_flush_lsn"));
        if (resumeAt != null && confirmed.isAfter(resumeAt)) {
            throw refuse(
                    DiagnosticCode.SOURCE_SLOT,
                    "Replication slot " + name + " stands at " + confirmed
                            + ", behind which is what the topics hold up to " + resumeAt
                            + ": somebody else has read from it.",
                    START_OVER);
        }
        return new State(confirmed, row.getInt("active_pid"));
    }

    private void checkRoom() throws SQLException {
        int used = Integer.parseInt(
                ServerCheck.setting(connection, "SELECT count(*) FROM pg_catalog.pg_replication_slots"));
        int most = Integer.parseInt(ServerCheck.setting(connection, "SHOW max_replication_slots"));
        if (used + 1 >= most) {
            throw refuse(
                    DiagnosticCode.SOURCE_SLOT,
                    "The source has " + used + " of at most " + most
                            + " replication slots; Tideline needs one, and a second" + " one for moments.",
                    "ALTER SYSTEM SET max_replication_slots = " + (used + 10) + "; and then restart PostgreSQL.");
        }
    }

    /**
     * Creates the slot. Waits for all transactions that are writing now.
     *
     * @return where it begins
     */
    public Lsn create() throws SQLException {
        // From 17 on a slot can survive a failover to a standby that synchronizes it.
        boolean failover = connection.getMetaData().getDatabaseMajorVersion() >= 17;
        String sql = failover
                ? "SELECT lsn::text FROM pg_create_logical_replication_slot(?, 'pgoutput', false, false, true)"
                : "SELECT lsn::text FROM pg_create_logical_replication_slot(?, 'pgoutput')";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Lsn.parse(row.getString(1));
            }
        } catch (SQLException e) {
            if ("42602".equals(e.getSQLState())) {
                throw refuse(
                        DiagnosticCode.SOURCE_SLOT,
                        "'" + name + "' cannot be the name of a replication slot: " + e.getMessage(),
                        "Use lower case letters, digits and underscores in source.slot.");
            }
            throw e;
        }
    }
}
