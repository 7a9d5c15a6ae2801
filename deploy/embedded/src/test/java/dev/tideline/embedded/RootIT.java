package dev.tideline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL started by root, which it refuses to run as. */
class RootIT {

    private Path directory;

    @BeforeEach
    void onlyAsRoot() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "not root");
        directory = Files.createTempDirectory("tideline-root-");
    }

    @AfterEach
    void delete() {
        if (directory != null) {
            PrivateFiles.deleteTree(directory);
        }
    }

    @Test
    void keepsFilesRootsOwnInAUserNamespace() throws Exception {
        assumeTrue(
                UnprivilegedUser.decide(directory.resolve("data")).way() == UnprivilegedUser.Way.USER_NAMESPACE,
                "user namespaces are forbidden here");
        try (var postgres = EmbeddedPostgres.in(directory).durable(false).start()) {
            assertThat(EmbeddedPostgresIT.query(postgres.database("postgres"), "SELECT 1"))
                    .isEqualTo("1");
        }
        assertThat(Files.getOwner(directory.resolve("data/PG_VERSION")).getName())
                .isEqualTo("root");
    }

    @Test
    void runsAsNobodyWithoutUserNamespacesAndStaysNobodysLater() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var postgres =
                EmbeddedPostgres.in(directory).durable(false).asNobody(true).start()) {
            postgres.database("postgres").execute("CREATE TABLE t AS SELECT 7 AS id");
            postgres.kill();
            postgres.start();
            assertThat(EmbeddedPostgresIT.query(postgres.database("postgres"), "SELECT id FROM t"))
                    .isEqualTo("7");
        }
        assertThat(Files.getOwner(directory.resolve("data")).getName()).isEqualTo("nobody");
        try (var postgres = EmbeddedPostgres.in(directory).durable(false).start()) {
            assertThat(EmbeddedPostgresIT.query(postgres.database("postgres"), "SELECT id FROM t"))
                    .isEqualTo("7");
        }
    }

    @Test
    void saysWhyNobodyCannotRunInADirectoryClosedToOthers() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> EmbeddedPostgres.in(directory).asNobody(true).start())
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("nobody")
                .hasMessageContaining(directory.toString());
    }
}
