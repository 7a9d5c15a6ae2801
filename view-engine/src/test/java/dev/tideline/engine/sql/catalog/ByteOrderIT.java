package dev.tideline.engine.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.sql.SourceServers;
import dev.tideline.engine.sql.server.SourceSession;
import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig.Database;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Collations whose order is known answer as it is known. */
class ByteOrderIT {

    private static final Map<String, Boolean> ANSWERS = Map.of(
            "\"C\"", true,
            "\"POSIX\"", true,
            "ucs_basic", true,
            "\"C.utf8\"", true,
            "\"en-x-icu\"", false,
            "\"de-x-icu\"", false,
            "\"und-x-icu\"", false);

    @Test
    void isFoundBehindEveryName() {
        for (var version : SourceServers.versions()) {
            var database = SourceServers.server(version).database("postgres");
            try (var session = SourceSession.open(
                    new Database(database.url(), database.user(), new Secret(database.password())))) {
                ANSWERS.forEach((collation, answer) -> assertThat(ByteOrder.isThatOf(collation, session))
                        .as(collation + " on " + version)
                        .isEqualTo(answer));
            }
        }
    }
}
