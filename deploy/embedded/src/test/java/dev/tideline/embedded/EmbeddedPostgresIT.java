package dev.tideline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that comes up, is killed, and comes back. */
class EmbeddedPostgresIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void servesLogicalReplicationFromAnEmptyDirectory(PostgresVersion version) throws SQLException {
        var steps = new ArrayList<String>();
        try (var postgres = EmbeddedServers.newPostgres()
                .version(version)
                .progress(steps::add)
                .start()) {
            assertThat(query(postgres.database("postgres"), "SHOW server_version_num"))
                    .startsWith(Integer.toString(version.major()));
            assertThat(query(postgres.database("postgres"), "SHOW wal_level")).isEqualTo("logical");
            assertThat(query(
                            postgres.database("postgres"),
                            "SELECT datcollate FROM pg_database WHERE datname = 'postgres'"))
                    .isEqualTo("C");
            assertThat(query(
                            postgres.database("postgres"),
                            "SELECT slot_name FROM pg_create_logical_replication_slot('s', 'pgoutput')"))
                    .isEqualTo("s");
        }
        assertThat(steps).anyMatch(step -> step.contains("initialising")).anyMatch(step -> step.contains("starting"));
    }

    @Test
    void keepsCommittedRowsAndItsPortThroughKillAndStop() throws SQLException {
        try (var postgres = EmbeddedPostgres.in(directory).start()) {
            var port = postgres.port();
            var shop = postgres.createDatabase("shop");
            shop.execute("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t SELECT generate_series(1, 1000)");

            postgres.kill();
            assertThat(postgres.isRunning()).isFalse();
            assertThatThrownBy(shop::connect).isInstanceOf(SQLException.class);
            postgres.start();
            assertThat(postgres.port()).isEqualTo(port);
            assertThat(query(shop, "SELECT count(*) FROM t")).isEqualTo("1000");

            shop.execute("INSERT INTO t VALUES (1001)");
            postgres.stop(EmbeddedPostgres.Stop.FAST);
            postgres.start();
            assertThat(query(shop, "SELECT count(*) FROM t")).isEqualTo("1001");

            postgres.stop(EmbeddedPostgres.Stop.IMMEDIATE);
        }
        try (var postgres = EmbeddedPostgres.in(directory).start()) {
            assertThat(query(postgres.database("shop"), "SELECT count(*) FROM t"))
                    .isEqualTo("1001");
        }
    }

    @Test
    void refusesASecondServerInTheSameDirectory() {
        try (var postgres = EmbeddedPostgres.in(directory).durable(false).start()) {
            assertThatThrownBy(() -> EmbeddedPostgres.in(directory).start())
                    .isInstanceOf(DiagnosticException.class)
                    .hasMessageContaining("already in use")
                    .hasMessageContaining(directory.toString());
            assertThat(postgres.isRunning()).isTrue();
        }
    }

    @Test
    void startsTwoAtOnce() throws Exception {
        var executor = Executors.newFixedThreadPool(2);
        Callable<EmbeddedPostgres> start = () -> EmbeddedServers.newPostgres().start();
        try {
            var servers = executor.invokeAll(java.util.List.of(start, start));
            try (var one = servers.get(0).get();
                    var other = servers.get(1).get()) {
                assertThat(one.port()).isNotEqualTo(other.port());
                assertThat(query(one.database("postgres"), "SELECT 1")).isEqualTo("1");
                assertThat(query(other.database("postgres"), "SELECT 1")).isEqualTo("1");
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void saysWhyAServerDoesNotStart() {
        assertThatThrownBy(() -> EmbeddedPostgres.in(directory)
                        .durable(false)
                        .setting("shared_buffers", "nonsense")
                        .start())
                .isInstanceOfSatisfying(DiagnosticException.class, e -> {
                    assertThat(e).hasMessageContaining("ended with code 1");
                    assertThat(e.diagnostics().get(0).hint()).contains("nonsense");
                });
    }

    static String query(PostgresDatabase database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
