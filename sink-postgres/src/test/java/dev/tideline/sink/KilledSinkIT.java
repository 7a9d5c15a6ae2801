package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.schemas.wire.Lsn;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * The sink is killed at random moments while epochs of all sizes come; every state that a reader ever sees is exactly that of
 * one epoch, in all views at once, and the frontier never goes back.
 */
class KilledSinkIT {

    private static final int KILLS = 8;
    private static final long WRITER_PAUSE_NANOS = 3_000_000;

    /** Content of all views by LSN, as one text. */
    private final Map<String, String> expected = new ConcurrentHashMap<>();

    private final TreeMap<Integer, String> keyed = new TreeMap<>();
    private final TreeMap<Integer, Integer> bag = new TreeMap<>();
    private String single = "∅";

    @Test
    void neverShowsAnythingButWholeEpochs() throws Exception {
        long seed = Long.getLong("tideline.test.seed", 1);
        System.out.println("KilledSinkIT seed " + seed);
        var random = new Random(seed);
        try (var bed = new SinkTestBed(
                dev.tideline.embedded.EmbeddedServers.freshDatabase(),
                dev.tideline.embedded.EmbeddedServers.kafka().bootstrapServers(),
                2)) {
            bed.results.begin(
                    1,
                    List.of(
                            view("keyed", "id integer", "t text").key("id").build(),
                            view("bag", "n integer").bag().build(),
                            view("single", "n integer").build()));
            var stop = new AtomicBoolean();
            Process process = start(bed);
            try {
                epoch(bed.results, random);
                await().atMost(SinkTestBed.SOON)
                        .until(() -> "t".equals(bed.value("SELECT to_regclass('tideline.frontier') IS NOT NULL")));
                bed.awaitFrontier(bed.results.lastLsn());
                var readers = new ArrayList<CompletableFuture<Integer>>();
                for (int i = 0; i < 2; i++) {
                    readers.add(CompletableFuture.supplyAsync(() -> check(bed, stop)));
                }
                for (int kill = 0; kill < KILLS; kill++) {
                    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_500 + random.nextInt(2_500));
                    while (System.nanoTime() < until) {
                        epoch(bed.results, random);
                        // Leaves the readers some of the processor.
                        LockSupport.parkNanos(WRITER_PAUSE_NANOS);
                    }
                    process.destroyForcibly().waitFor();
                    process = start(bed);
                }
                bed.awaitFrontier(bed.results.lastLsn());
                stop.set(true);
                for (var reader : readers) {
                    assertThat(reader.get(30, TimeUnit.SECONDS))
                            .as("states seen")
                            .isGreaterThan(20);
                }
                assertThat(content(bed))
                        .isEqualTo(expected.get(bed.results.lastLsn().toString()));
            } finally {
                stop.set(true);
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** Writes an epoch of mostly a few, sometimes many rows. */
    private void epoch(ResultProducer results, Random random) {
        var epoch = results.epochs(1 + random.nextInt(3));
        int size = random.nextInt(10) == 0 ? 2_000 : random.nextInt(20);
        for (int i = 0; i < size; i++) {
            int id = random.nextInt(3_000);
            if (random.nextInt(3) == 0) {
                keyed.remove(id);
                epoch.delete("keyed", id);
            } else {
                String text = "epoch " + epoch.number() + " row " + i;
                keyed.put(id, text);
                epoch.put("keyed", id, text);
            }
            if (i % 4 == 0) {
                int n = random.nextInt(50);
                int count = random.nextInt(4);
                String rowId = String.format("%032x", n);
                if (count == 0) {
                    bag.remove(n);
                    epoch.deleteBag("bag", rowId);
                } else {
                    bag.put(n, count);
                    epoch.putBag("bag", rowId, count, n);
                }
            }
        }
        if (random.nextInt(4) == 0) {
            single = "∅";
            epoch.delete("single");
        } else {
            single = String.valueOf(epoch.number());
            epoch.put("single", epoch.number());
        }
        expected.put(ResultProducer.lsn(epoch.number()).toString(), summary());
        epoch.commit();
    }

    private String summary() {
        var text = new StringBuilder();
        keyed.forEach((id, value) -> text.append(id).append('|').append(value).append('\n'));
        bag.forEach((n, count) -> text.append(String.valueOf(n).concat(",").repeat(count)));
        return text.append("\n").append(single).toString();
    }

    private static String content(SinkTestBed bed) throws SQLException {
        try (var connection = bed.database.connect()) {
            return content(connection);
        }
    }

    private static String content(Connection connection) {
        var text = new StringBuilder();
        SinkTestBed.query(connection, "SELECT id, t FROM keyed ORDER BY id")
                .forEach(row -> text.append(row).append('\n'));
        SinkTestBed.query(connection, "SELECT n FROM bag ORDER BY n")
                .forEach(row -> text.append(row).append(','));
        var rows = SinkTestBed.query(connection, "SELECT n FROM single");
        return text.append('\n').append(rows.isEmpty() ? "∅" : rows.get(0)).toString();
    }

    /** Looks at everything in one snapshot, again and again; returns how many different states it saw. */
    private int check(SinkTestBed bed, AtomicBoolean stop) {
        var seen = new LinkedHashMap<Lsn, Boolean>();
        try (var connection = bed.database.connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Lsn last = Lsn.ZERO;
            while (!stop.get()) {
                var lsn = Lsn.parse(SinkTestBed.query(connection, "SELECT lsn FROM tideline.frontier")
                        .get(0));
                String content = content(connection);
                String rows = SinkTestBed.query(
                                connection, "SELECT string_agg(rows::text, ',') FROM tideline.view_status")
                        .get(0);
                connection.commit();
                assertThat(lsn).isGreaterThanOrEqualTo(last);
                last = lsn;
                assertThat(content).as("at %s", lsn).isEqualTo(expected.get(lsn.toString()));
                assertThat(rows).as("row counts at %s", lsn).isEqualTo(counts(content));
                seen.put(lsn, true);
            }
            return seen.size();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String counts(String content) {
        long lines = content.lines().count();
        String bagLine = content.lines().skip(lines - 2).findFirst().orElseThrow();
        long bagRows = bagLine.chars().filter(c -> c == ',').count();
        return (lines - 2) + "," + bagRows + "," + (content.endsWith("∅") ? 0 : 1);
    }

    private static Process start(SinkTestBed bed) throws IOException {
        return SinkMain.start(bed, new SinkLimits(2_000, 200_000), 128);
    }
}
