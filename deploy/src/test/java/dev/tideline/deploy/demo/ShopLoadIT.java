package dev.tideline.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop is worth watching: its queries, run by PostgreSQL itself, are never empty and all change. */
class ShopLoadIT {

    @TempDir
    Path directory;

    @Test
    void everyViewIsFilledAndChangesSoon() throws Exception {
        var shop = EmbeddedServers.freshDatabase();
        shop.execute(ShopFiles.resource("schema.sql"));
        Files.writeString(directory.resolve("shop.yaml"), ShopFiles.resource("shop.yaml"));
        var topology = dev.tideline.schemas.config.TopologyLoader.load(List.of(directory.resolve("shop.yaml")))
                .orThrow()
                .get(0);
        // Plain SQL views in place of ours: the same queries, the same relations.
        for (var view : topology.views()) {
            shop.execute("CREATE VIEW " + view.name() + " AS " + view.query().text());
        }
        try (var watch = new ViewWatch(shop, topology);
                var connection = shop.connect()) {
            shop.execute(
                    "CREATE SCHEMA tideline",
                    "CREATE TABLE tideline.frontier AS SELECT 'shop' AS topology, '0/1'::pg_lsn AS lsn");
            watch.look();
            connection.setAutoCommit(false);
            var business = new ShopBusiness(connection, new Random(7));
            var rows = new HashMap<String, Long>();
            // What happens in ten seconds of the demo.
            for (int transaction = 0; transaction < 500; transaction++) {
                int changed = business.transact();
                if (changed == ShopBusiness.CHANGED_THEIR_MIND) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
                if (transaction % 50 == 0) {
                    watch.look().forEach(view -> rows.merge(view.name(), view.rows(), Math::min));
                }
            }
            assertThat(watch.look()).hasSize(topology.views().size()).allSatisfy(view -> {
                assertThat(view.changes()).as(view.name()).isGreaterThan(3);
                assertThat(view.sample()).as(view.name()).isNotBlank();
            });
            assertThat(rows)
                    .allSatisfy((name, least) -> assertThat(least).as(name).isPositive());
        }
    }

    @Test
    void commitsNoFasterThanItsRate() throws SQLException {
        var shop = EmbeddedServers.freshDatabase();
        shop.execute(ShopFiles.resource("schema.sql"));
        var commits = new AtomicInteger();
        long begin = System.nanoTime();
        try (var load = new ShopLoad(shop, 100, before -> commits.incrementAndGet())) {
            load.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> commits.get() >= 150 || load.failure() != null);
            assertThat((Throwable) load.failure()).isNull();
            assertThat(System.nanoTime() - begin)
                    .isGreaterThan(Duration.ofMillis(1_400).toNanos());
            assertThat(load.rows()).isGreaterThan(150);
        }
    }

    /** README invites everybody to psql into it. */
    @Test
    void goesOnWhenSomebodyElseWritesIntoTheShop() throws SQLException {
        var shop = EmbeddedServers.freshDatabase();
        shop.execute(ShopFiles.resource("schema.sql"));
        var commits = new AtomicInteger();
        try (var load = new ShopLoad(shop, 1_000, before -> commits.incrementAndGet())) {
            load.start();
            awaitCommits(commits, load, 50);
            shop.execute(
                    "INSERT INTO customers SELECT id, 'guest', 'DE' FROM generate_series(301, 1000) id ON CONFLICT DO NOTHING",
                    "INSERT INTO customers VALUES (1000000, 'far', 'DE')",
                    "INSERT INTO orders SELECT max(id) + 3, 300, 'open' FROM orders",
                    "DELETE FROM orders WHERE status = 'open'");
            awaitCommits(commits, load, commits.get() + 200);
        }
    }

    private static void awaitCommits(AtomicInteger commits, ShopLoad load, int count) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> commits.get() >= count || load.failure() != null);
        assertThat((Throwable) load.failure()).isNull();
    }
}
