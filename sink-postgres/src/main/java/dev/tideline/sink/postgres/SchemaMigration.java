package dev.tideline.sink.postgres;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Brings the {@code tideline} schema of a target to the version that this program knows, one script after another. */
final class SchemaMigration {

    private static final List<String> SCRIPTS = List.of("V001__tideline_schema.sql", "V002__frontier_time.sql");

    private SchemaMigration() {}

    /** Runs what is missing in one transaction, alone. */
    static void run(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            Locks.ddl(connection);
            int version = version(connection);
            if (version > SCRIPTS.size()) {
                throw new DiagnosticException(Diagnostic.error(
                        DiagnosticCode.TARGET_RELATION,
                        "the schema tideline of the target is of version " + version
                                + ", but this program knows only versions up to " + SCRIPTS.size(),
                        "A newer Tideline has been here. Run that version.",
                        null));
            }
            for (int i = version; i < SCRIPTS.size(); i++) {
                statement.execute(script(SCRIPTS.get(i)));
                if (i == 0) {
                    statement.execute("CREATE TABLE tideline.schema_version (version integer PRIMARY KEY,"
                            + " installed_at timestamptz NOT NULL DEFAULT now())");
                }
                statement.execute("INSERT INTO tideline.schema_version (version) VALUES (" + (i + 1) + ")");
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var exists = statement.executeQuery("SELECT to_regclass('tideline.schema_version') IS NOT NULL")) {
                exists.next();
                if (!exists.getBoolean(1)) {
                    return 0;
                }
            }
            try (var version = statement.executeQuery("SELECT max(version) FROM tideline.schema_version")) {
                version.next();
                return version.getInt(1);
            }
        }
    }

    private static String script(String name) {
        try (var in = SchemaMigration.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
