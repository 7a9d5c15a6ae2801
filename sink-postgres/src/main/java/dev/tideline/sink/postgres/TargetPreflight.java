package dev.tideline.sink.postgres;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Checks before anything runs that the target can be written, and brings its {@code tideline} schema up to date. */
public final class TargetPreflight {

    private static final int MAJOR_VERSION_MIN = 14;

    private TargetPreflight() {}

    /**
     * Connects, checks and migrates.
     *
     * @throws DiagnosticException naming what is wrong and the SQL that mends it
     */
    public static void run(TargetConnector connector) {
        try (var connection = connector.open("preflight")) {
            check(connection);
            SchemaMigration.run(connection);
        } catch (SQLException e) {
            throw unreachable(connector, e);
        }
    }

    private static void check(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < MAJOR_VERSION_MIN) {
            throw failed(
                    DiagnosticCode.TARGET_UNREACHABLE,
                    "the target is PostgreSQL " + version + "; Tideline needs 14 or later",
                    "Upgrade the target, or name another one in target.url.");
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_is_in_recovery(), current_user, current_database(),"
                        + " has_database_privilege(current_database(), 'CREATE'),"
                        + " (SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'tideline')")) {
            row.next();
            String user = TableName.quote(row.getString(2));
            String database = TableName.quote(row.getString(3));
            if (row.getBoolean(1)) {
                throw failed(
                        DiagnosticCode.TARGET_UNREACHABLE,
                        "the target is a standby and cannot be written",
                        "Let target.url name the primary (…?targetServerType=primary finds it among several hosts).");
            }
            Boolean ownsSchema = row.getObject(5, Boolean.class);
            if (ownsSchema == null && !row.getBoolean(4)) {
                throw failed(
                        DiagnosticCode.TARGET_PRIVILEGE,
                        user + " may not create schemas in the target database " + database,
                        "Run in the target: GRANT CREATE ON DATABASE " + database + " TO " + user + ";");
            }
            if (Boolean.FALSE.equals(ownsSchema)) {
                throw failed(
                        DiagnosticCode.TARGET_PRIVILEGE,
                        "the schema tideline of the target belongs to another role than " + user,
                        "Let target.user be the role that Tideline ran as before, or make it a member of that role.");
            }
        }
    }

    private static RuntimeException unreachable(TargetConnector connector, SQLException e) {
        var failure = TargetFailure.of(e, "preparing the target " + connector.address());
        if (failure instanceof DiagnosticException) {
            return failure;
        }
        return new DiagnosticException(
                List.of(Diagnostic.error(
                        DiagnosticCode.TARGET_UNREACHABLE,
                        "cannot reach the target " + connector.address() + ": " + e.getMessage(),
                        "Check that PostgreSQL runs there and that target.url names it.",
                        null)),
                e);
    }

    private static DiagnosticException failed(DiagnosticCode code, String message, String hint) {
        return new DiagnosticException(Diagnostic.error(code, message, hint, null));
    }
}
