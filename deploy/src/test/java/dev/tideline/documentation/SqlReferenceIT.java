package dev.tideline.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.embedded.PostgresVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/docs/sql.md} says what the engine can do, and is written by this test when it is asked to. */
class SqlReferenceIT {

    private static final Path PAGE = Path.of("docs", "sql.md");
    private static final String REGENERATE = "mvn -B -pl deploy -am verify -Dtest=none -Dit.test=SqlReferenceIT"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false -Dtideline.docs.write=true";

    @TempDir
    Path folder;

    @Test
    void saysWhatTheEngineCanDo() throws Exception {
        String page;
        try (var postgres =
                EmbeddedServers.newPostgres().version(PostgresVersion.DEFAULT).start()) {
            var database = postgres.createDatabase("docs");
            database.execute(SqlConstruct.TABLES);
            page = new SqlReference(database, new Trial(database, folder)).page();
        }
        assertThat(page.lines()).hasSizeGreaterThan(200);
        if (Boolean.getBoolean("tideline.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).exists();
        assertThat(Files.readString(PAGE))
                .as("deploy/docs/sql.md is stale; write it anew with: " + REGENERATE)
                .isEqualTo(page);
    }
}
