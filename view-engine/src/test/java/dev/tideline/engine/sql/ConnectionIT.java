package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig.Database;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that cannot be reached or used, and what analysis leaves behind on those that can. */
class ConnectionIT {

    @TempDir
    Path directory;

    private static Diagnostic refused(Database database) {
        var exception = catchThrowableOfType(
                DiagnosticException.class,
                () -> SqlAnalyzer.open(database, function -> true, Set.of()).close());
        assertThat(exception.diagnostics()).hasSize(1);
        return exception.diagnostics().get(0);
    }

    @Test
    void unreachableServer() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var diagnostic = refused(new Database(
                "jdbc:postgresql://127.0.0.1:" + port + "/shop?password=hush", "tideline", new Secret("hush")));
        assertThat(diagnostic.code()).isEqualTo(DiagnosticCode.SOURCE_UNREACHABLE);
        assertThat(diagnostic.message())
                .startsWith("cannot connect to the source jdbc:postgresql://127.0.0.1:" + port + "/shop as tideline: ")
                .doesNotContain("hush");
        assertThat(diagnostic.hint()).contains("source.url");
    }

    @Test
    void wrongPasswordAndMissingDatabase() throws Exception {
        for (var version : SourceServers.versions()) {
            try (var source = AnalysisSource.create(version, directory)) {
                var login = source.login();
                assertThat(refused(new Database(login.url(), login.user(), new Secret("wrong")))
                                .message())
                        .contains("password authentication failed")
                        .doesNotContain("wrong");
                assertThat(refused(new Database(login.url() + "x", login.user(), login.password()))
                                .message())
                        .contains("does not exist");
            }
        }
    }

    @Test
    void otherEncodings() throws Exception {
        for (var version : SourceServers.versions()) {
            var server = SourceServers.server(version);
            server.database("postgres")
                    .execute("CREATE DATABASE latin1 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
            var diagnostic =
                    refused(new Database(server.jdbcUrl("latin1"), server.user(), new Secret(server.password())));
            assertThat(diagnostic.code()).isEqualTo(DiagnosticCode.SOURCE_UNSUPPORTED);
            assertThat(diagnostic.message()).isEqualTo("the source database is encoded in LATIN1; Tideline needs UTF8");
            server.database("postgres").execute("DROP DATABASE latin1");
        }
    }

    @Test
    void lostConnection() throws Exception {
        for (var version : SourceServers.versions()) {
            try (var source = AnalysisSource.create(version, directory, "CREATE TABLE t (id int PRIMARY KEY)")) {
                assertThat(source.problems("select id from t")).isEmpty();
                source.database()
                        .execute(
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tideline analysis' "
                                        + "AND usename = '" + source.role() + "'");
                var exception =
                        catchThrowableOfType(DiagnosticException.class, () -> source.problems("select id from t"));
                assertThat(exception.diagnostics().get(0).code()).isEqualTo(DiagnosticCode.SOURCE_UNREACHABLE);
            }
        }
    }

    @Test
    void nothingOfAQueryIsExecuted() throws Exception {
        for (var version : SourceServers.versions()) {
            try (var source = AnalysisSource.create(
                    version,
                    directory,
                    "CREATE TABLE t (id int PRIMARY KEY); CREATE SEQUENCE touched",
                    "CREATE FUNCTION touch() RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT nextval('touched') $$")) {
                source.database().execute("GRANT ALL ON SEQUENCE touched TO PUBLIC; GRANT ALL ON t TO PUBLIC");
                source.problems("select touch() as a, id from t");
                source.problems("with d as (delete from t returning id) select * from d");
                source.problems("drop table t");
                source.problems("select 1; drop table t");
                source.problems("select 1) q; drop table t; --");
                try (var connection = source.database().connect();
                        var statement = connection.createStatement();
                        var row =
                                statement.executeQuery("SELECT is_called, to_regclass('t') IS NOT NULL FROM touched")) {
                    row.next();
                    assertThat(row.getBoolean(1)).isFalse();
                    assertThat(row.getBoolean(2)).isTrue();
                }
            }
        }
    }
}
