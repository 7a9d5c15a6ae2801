package dev.tideline.ingest.preflight;

import dev.tideline.ingest.source.ReplicationSession;
import dev.tideline.ingest.source.SourceConnections;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The server itself: its version, its settings, and the right to read its log. */
final class ServerCheck {

    private static final int OLDEST = 14;

    private ServerCheck() {}

    static void check(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST) {
            throw refuse(
                    DiagnosticCode.SOURCE_UNREACHABLE,
                    "The source is PostgreSQL " + version + "; Tideline needs " + OLDEST + " or newer.",
                    "Upgrade the source.");
        }
        if (setting(connection, "SELECT pg_is_in_recovery()").equals("t")) {
            throw refuse(
                    DiagnosticCode.SOURCE_UNREACHABLE,
                    "The source is a standby.",
                    "Let source.url name the primary (targetServerType=primary picks it from a list of hosts).");
        }
        String level = setting(connection, "SHOW wal_level");
        if (!level.equals("logical")) {
            throw refuse(
                    DiagnosticCode.SOURCE_WAL_LEVEL,
                    "The source runs with wal_level=" + level + "; capturing changes needs wal_level=logical.",
                    "ALTER SYSTEM SET wal_level = logical; and then restart PostgreSQL.");
        }
    }

    /** Proves the replication right by using it. */
    static ReplicationSession.Identity identify(SourceConnections source) {
        try (var session = source.openReplication("identify")) {
            return session.identify();
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (state.equals("42501") || state.equals("28000")) {
                throw new DiagnosticException(
                        java.util.List.of(Diagnostic.error(
                                DiagnosticCode.SOURCE_PRIVILEGE,
                                "User " + source.user() + " may not open a replication connection to the source: "
                                        + e.getMessage(),
                                "ALTER ROLE " + TableName.quote(source.user()) + " REPLICATION; (on Amazon RDS: GRANT"
                                        + " rds_replication TO " + TableName.quote(source.user())
                                        + ";) and let pg_hba.conf accept its connections to this database.",
                                null)),
                        e);
            }
            if (state.equals("53300") || state.equals("53400")) {
                throw new DiagnosticException(
                        java.util.List.of(Diagnostic.error(
                                DiagnosticCode.SOURCE_SLOT,
                                "The source has no free replication connection: " + e.getMessage(),
                                "ALTER SYSTEM SET max_wal_senders = 10; and then restart PostgreSQL.",
                                null)),
                        e);
            }
            throw new DiagnosticException(java.util.List.of(source.describe(e)), e);
        }
    }

    static String setting(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    static DiagnosticException refuse(DiagnosticCode code, String message, String hint) {
        return new DiagnosticException(Diagnostic.error(code, message, hint, null));
    }
}
