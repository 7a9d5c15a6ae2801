package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.SQLException;

/** Schemas of the target, and the right to create things there. */
public final class Schemas {

    private Schemas() {}

    /** Creates the schema if it is missing, and makes sure that relations can be created in it. */
    public static void ensure(Connection connection, String schema) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT current_user, current_database(),"
                + " has_database_privilege(current_database(), 'CREATE'),"
                + " (SELECT has_schema_privilege(n.oid, 'CREATE') AND has_schema_privilege(n.oid, 'USAGE')"
                + "  FROM pg_namespace n WHERE n.nspname = ?)")) {
            statement.setString(1, schema);
            try (var row = statement.executeQuery()) {
                row.next();
                String user = TableName.quote(row.getString(1));
                Boolean usable = row.getObject(4, Boolean.class);
                if (usable == null && row.getBoolean(3)) {
                    Sql.run(connection, "CREATE SCHEMA IF NOT EXISTS " + TableName.quote(schema));
                } else if (usable == null) {
                    throw missing(
                            "the target has no schema '" + schema + "', and " + user + " may not create it",
                            "CREATE SCHEMA " + TableName.quote(schema) + " AUTHORIZATION " + user
                                    + ";  -- or: GRANT CREATE ON" + " DATABASE " + TableName.quote(row.getString(2))
                                    + " TO " + user + ";");
                } else if (!usable) {
                    throw missing(
                            user + " may not create relations in the target's schema '" + schema + "'",
                            "GRANT USAGE, CREATE ON SCHEMA " + TableName.quote(schema) + " TO " + user + ";");
                }
            }
        }
    }

    private static DiagnosticException missing(String message, String sql) {
        return new DiagnosticException(
                Diagnostic.error(DiagnosticCode.TARGET_PRIVILEGE, message, "Run in the target: " + sql, null));
    }
}
