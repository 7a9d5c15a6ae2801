package dev.tideline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.wire.EpochManifest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Source transactions of all kinds arrive whole, in order, and as the manifests say. */
class TransactionsIT {

    @Test
    void rowsOfATransactionAreInOneEpochAndCounted() throws SQLException {
        try (var bench = new IngestBench()) {
            bench.with("CREATE TABLE a (id int PRIMARY KEY, t text)", "CREATE TABLE b (id int PRIMARY KEY, n numeric)")
                    .publishing("a, b")
                    .start();
            try (var connection = bench.database.connect();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("INSERT INTO a VALUES (1, 'one'), (2, NULL)");
                statement.execute("INSERT INTO b VALUES (1, 1.10)");
                connection.commit();
            }
            bench.catchUp();

            var a = bench.rows("a");
            var b = bench.rows("b");
            assertThat(a).hasSize(2);
            assertThat(b).hasSize(1);
            assertThat(a.get(0).epoch())
                    .isEqualTo(a.get(1).epoch())
                    .isEqualTo(b.get(0).epoch());
            assertThat(a.get(0).op()).isEqualTo("c");
            assertThat(a.get(0).key().toString()).isEqualTo("{\"id\":1}");
            assertThat(a.get(1).after().toString()).isEqualTo("{\"id\":2,\"t\":null}");
            assertThat(b.get(0).after().toString()).isEqualTo("{\"id\":1,\"n\":\"1.10\"}");
            assertThat(b.get(0).value().get("source").get("table").asText()).isEqualTo("b");
            assertThat(b.get(0).value().get("transaction").get("total_order").asInt())
                    .isEqualTo(3);
            bench.assertManifestsMatch("a", "b");
            assertThat(bench.manifests())
                    .filteredOn(manifest -> !manifest.rows().isEmpty())
                    .singleElement()
                    .satisfies(manifest -> assertThat(manifest.committedAt()).isEqualTo(manifest.asOf()))
                    .extracting(EpochManifest::transactions)
                    .isEqualTo(1);
        }
    }
}
