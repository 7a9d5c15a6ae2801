package dev.tideline.engine.sql;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** PostgreSQL servers for the tests of analysis, one for each version, running until the JVM ends. */
public final class SourceServers {

    private static final Map<PostgresVersion, EmbeddedPostgres> RUNNING = new EnumMap<>(PostgresVersion.class);

    private SourceServers() {}

    /**
     * The oldest and the newest version; the one that {@code tideline.test.postgres} selects; or all of them with
     * {@code tideline.test.postgres.all}.
     */
    public static List<PostgresVersion> versions() {
        if (Boolean.getBoolean("tideline.test.postgres.all")) {
            return Arrays.asList(PostgresVersion.values());
        }
        return System.getProperty("tideline.test.postgres") == null
                ? List.of(PostgresVersion.V14, PostgresVersion.V18)
                : List.of(PostgresVersion.ofTests());
    }

    /** The running server of a version, which the tests of this JVM share. */
    public static synchronized EmbeddedPostgres server(PostgresVersion version) {
        return RUNNING.computeIfAbsent(version, key -> {
            try {
                return EmbeddedPostgres.in(Files.createTempDirectory("tideline-analysis"))
                        .version(key)
                        .durable(false)
                        .deleteOnClose(true)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
