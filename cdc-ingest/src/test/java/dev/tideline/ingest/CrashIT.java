package dev.tideline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ingest is killed again and again while overlapping transactions are written: nothing is lost, doubled or out of order. */
class CrashIT {

    private static final long SEED = Long.getLong("tideline.test.seed", 1);
    private static final int KILLS = 6;

    @Test
    void killsLoseAndDoubleNothing() throws Exception {
        System.out.println("seed " + SEED);
        var random = new Random(SEED);
        try (var bench = new IngestBench().with(Writers.TABLES).publishing("k, b")) {
            // The slot must exist before the first row.
            bench.start();
            bench.stop();
            int survivors = 0;
            try (var writers = new Writers(bench.database, 4, SEED, 2)) {
                writers.awaitTransactions(1);
                for (int kill = 0; kill < KILLS; kill++) {
                    try (var process = IngestProcess.start(bench)) {
                        int before = bench.manifests().size();
                        await().atMost(IngestBench.PATIENCE)
                                .until(() -> bench.manifests().size() > before);
                        long until = System.nanoTime() + random.nextInt(1000) * 1_000_000L;
                        await().atMost(IngestBench.PATIENCE).until(() -> System.nanoTime() > until);
                        assertThat(process.alive()).isTrue();
                        survivors = bench.manifests().size();
                    }
                }
            }
            bench.start();
            bench.catchUp();
            assertThat(bench.manifests().size()).isGreaterThan(survivors);
            bench.assertManifestsMatch("k", "b");
            for (String table : List.of("k", "b")) {
                var rows = bench.rows(table);
                assertThat(rows).hasSizeGreaterThan(200);
                assertThat(rows).isSortedAccordingTo((a, b) -> Long.compare(a.epoch(), b.epoch()));
                assertThat(rows).isSortedAccordingTo((a, b) -> Long.compare(a.timestampMs(), b.timestampMs()));
                new Replay(table.equals("k")).apply(rows).assertEquals(bench.database, table);
            }
        }
    }
}
