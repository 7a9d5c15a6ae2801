package dev.tideline.sink;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.embedded.PostgresVersion;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Keys on PostgreSQL 14, whose unique indexes take NULLs for different. */
class OldestPostgresIT extends KeysIT {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = EmbeddedServers.newPostgres().version(PostgresVersion.V14).start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Override
    SinkTestBed newBed() throws SQLException {
        return new SinkTestBed(
                EmbeddedServers.freshDatabase(postgres), EmbeddedServers.kafka().bootstrapServers(), 1);
    }
}
