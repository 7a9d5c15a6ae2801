package dev.tideline.embedded;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One PostgreSQL and one Kafka broker per JVM for integration tests, started when first asked for and gone with the JVM.
 * Tests keep apart by databases and topic prefixes of their own. A test that kills or stops a server starts one of its own.
 */
public final class EmbeddedServers {

    private static final String PASSWORD = "postgres";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private EmbeddedServers() {}

    /** The shared server, of the version that {@code -Dtideline.test.postgres} selects; fsync is off. */
    public static EmbeddedPostgres postgres() {
        return SharedPostgres.SERVER;
    }

    /** The shared broker. */
    public static EmbeddedKafka kafka() {
        return SharedKafka.BROKER;
    }

    /** Options for a test's own PostgreSQL in a temporary directory, to be closed by the test. */
    public static PostgresOptions.Builder newPostgres() {
        return EmbeddedPostgres.in(
                        TemporaryDirectory.create("tideline-postgres-").path())
                .version(PostgresVersion.ofTests())
                .password(PASSWORD)
                .durable(false)
                .deleteOnClose(true);
    }

    /** Options for a test's own broker in a temporary directory, to be closed by the test. */
    public static KafkaOptions.Builder newKafka() {
        return EmbeddedKafka.in(TemporaryDirectory.create("tideline-kafka-").path())
                .deleteOnClose(true);
    }

    /** A new, empty database on the shared server. */
    public static PostgresDatabase freshDatabase() {
        return freshDatabase(postgres());
    }

    /** A new, empty database on the given server. */
    public static PostgresDatabase freshDatabase(EmbeddedPostgres postgres) {
        try {
            return postgres.createDatabase("test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet());
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a database: " + e.getMessage(), e);
        }
    }

    /** A topic prefix that no other test uses; also fit as the name of a replication slot or publication. */
    public static String freshTopicPrefix() {
        return "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    }

    private static final class SharedPostgres {
        private static final EmbeddedPostgres SERVER = newPostgres().start();
    }

    private static final class SharedKafka {
        private static final EmbeddedKafka BROKER = newKafka().start();
    }
}
