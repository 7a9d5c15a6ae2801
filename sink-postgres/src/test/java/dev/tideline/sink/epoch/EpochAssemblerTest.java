package dev.tideline.sink.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.ResultManifest;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.TopologyDescriptor.Column;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import dev.tideline.schemas.wire.TopologyDescriptor.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An epoch comes out when, and only when, all manifests and exactly the promised rows are in. */
class EpochAssemblerTest {

    private static final Instant TIME = Instant.parse("2024-01-01T00:00:00Z");

    private static TopologyDescriptor descriptor(int tasks) {
        var column = new Column("id", "integer", null, Comparison.EXACT, null);
        var views = List.of("a", "b").stream()
                .map(name -> new View(
                        name,
                        new TableName("public", name),
                        "t." + name,
                        List.of(column),
                        List.of("id"),
                        false,
                        List.of(),
                        null))
                .toList();
        return new TopologyDescriptor("t", 1, "p", "t.epochs", tasks, null, views);
    }

    private Channel a;
    private Channel b;
    private Channel manifests;
    private long offset;

    private EpochAssembler assembler(int tasks, long applied) {
        var assembler = new EpochAssembler(descriptor(tasks), applied);
        a = new Channel(0, "t.a", 0, 0);
        b = new Channel(1, "t.b", 0, 0);
        manifests = new Channel(Channel.MANIFESTS, "t.epochs", 0, 0);
        List.of(a, b, manifests).forEach(assembler::add);
        return assembler;
    }

    private void row(EpochAssembler assembler, Channel channel, long epoch, String key, String value) {
        assembler.row(channel, offset++, epoch, bytes(key), value == null ? null : bytes(value));
    }

    private void manifest(
            EpochAssembler assembler,
            int task,
            int tasks,
            long from,
            long epoch,
            boolean first,
            long rowsA,
            long rowsB) {
        var rows = new HashMap<String, Map<Integer, Long>>();
        if (rowsA > 0) {
            rows.put("t.a", Map.of(0, rowsA));
        }
        if (rowsB > 0) {
            rows.put("t.b", Map.of(0, rowsB));
        }
        assembler.manifest(
                manifests,
                offset++,
                new ResultManifest(task, tasks, from, epoch, new Lsn(epoch), TIME, TIME, first, rows, List.of()));
    }

    @Test
    void waitsForRowsAndManifestInAnyOrder() {
        var assembler = assembler(1, EpochAssembler.NONE);
        row(assembler, a, 5, "1", "x");
        assertThat(assembler.batch(null, 100)).isNull();
        manifest(assembler, 0, 1, 5, 5, true, 1, 1);
        assertThat(assembler.batch(null, 100)).isNull();
        assertThat(assembler.lacking()).containsExactly(b);
        row(assembler, b, 5, "2", "y");
        assertThat(assembler.lacking()).isEmpty();
        var batch = assembler.batch(null, 100);
        assertThat(batch.last().epoch()).isEqualTo(5);
        assertThat(batch.last().first()).isTrue();
        assertThat(batch.rows()).isEqualTo(2);
        assembler.applied(batch);
        assertThat(assembler.batch(null, 100)).isNull();
        assertThat(assembler.heapBytes()).isZero();
        assertThat(assembler.hasPending()).isFalse();
    }

    @Test
    void mergesWhatStandsCompleteAndTheLastWriteWins() {
        var assembler = assembler(1, 1);
        row(assembler, a, 2, "k", "old");
        row(assembler, a, 3, "k", null);
        row(assembler, a, 4, "k", "new");
        row(assembler, b, 4, "k", "other");
        manifest(assembler, 0, 1, 2, 2, false, 1, 0);
        manifest(assembler, 0, 1, 3, 3, false, 1, 0);
        manifest(assembler, 0, 1, 4, 4, false, 1, 1);
        assertThat(assembler.batch(new Lsn(3), 100).last().epoch()).isEqualTo(3);
        assertThat(assembler.batch(null, 1).cuts()).hasSize(1);
        assertThat(assembler.batch(new Lsn(1), 100)).isNull();
        var batch = assembler.batch(null, 100);
        assertThat(batch.cuts()).extracting(Cut::epoch).containsExactly(2L, 3L, 4L);
        assertThat(content(batch.changes().get(0))).containsExactly(Map.entry("k", "new"));
        assertThat(content(batch.changes().get(1))).containsExactly(Map.entry("k", "other"));
    }

    @Test
    void doesNotMergeAcrossAChangeOfWhatFails() {
        var assembler = assembler(1, 1);
        assembler.manifest(manifests, 0, failing(2));
        assembler.manifest(manifests, 1, failing(3, "a"));
        assembler.manifest(manifests, 2, failing(4, "a"));
        assembler.manifest(manifests, 3, failing(5));
        var cuts = new ArrayList<Integer>();
        for (var batch = assembler.batch(null, 100); batch != null; batch = assembler.batch(null, 100)) {
            cuts.add(batch.cuts().size());
            assembler.applied(batch);
        }
        assertThat(cuts).containsExactly(1, 2, 1);
    }

    private static ResultManifest failing(long epoch, String... views) {
        var failed = java.util.Arrays.stream(views)
                .map(view -> new ResultManifest.FailedView(view, "error"))
                .toList();
        return new ResultManifest(0, 1, epoch, epoch, new Lsn(epoch), TIME, TIME, false, Map.of(), failed);
    }

    @Test
    void tasksThatCloseDifferentRunsMeetAtACommonEnd() {
        var assembler = assembler(2, 4);
        manifest(assembler, 0, 2, 5, 7, false, 1, 0);
        manifest(assembler, 1, 2, 5, 5, false, 0, 1);
        row(assembler, a, 7, "1", "x");
        row(assembler, b, 5, "1", "y");
        assertThat(assembler.batch(null, 100)).isNull();
        manifest(assembler, 1, 2, 6, 7, false, 1, 0);
        assertThat(assembler.batch(null, 100)).isNull();
        row(assembler, a, 7, "2", "z");
        var batch = assembler.batch(null, 100);
        assertThat(batch.cuts()).extracting(Cut::epoch).containsExactly(7L);
        assertThat(batch.last().rows()).isEqualTo(3);
    }

    @Test
    void refusesWhatDoesNotAddUp() {
        var tooMany = assembler(1, 1);
        row(tooMany, a, 2, "1", "x");
        row(tooMany, a, 2, "2", "x");
        manifest(tooMany, 0, 1, 2, 2, false, 1, 0);
        assertThatThrownBy(() -> tooMany.batch(null, 1)).hasMessageContaining("2 rows of epoch 2, its manifest says 1");

        var unpromised = assembler(1, 1);
        row(unpromised, a, 2, "1", "x");
        manifest(unpromised, 0, 1, 2, 3, false, 0, 0);
        assertThatThrownBy(() -> unpromised.batch(null, 1))
                .hasMessageContaining("1 rows of epoch 2, its manifest says 0");

        var late = assembler(1, 5);
        assertThatThrownBy(() -> row(late, a, 5, "1", "x")).hasMessageContaining("a row too many of epoch 5");

        var backwards = assembler(1, 1);
        row(backwards, a, 9, "1", "x");
        assertThatThrownBy(() -> row(backwards, a, 8, "1", "x")).hasMessageContaining("behind rows of epoch 9");

        var gap = assembler(1, 1);
        assertThatThrownBy(() -> manifest(gap, 0, 1, 3, 3, false, 0, 0)).hasMessageContaining("follows epoch 1");

        var again = assembler(1, 1);
        manifest(again, 0, 1, 2, 2, false, 0, 0);
        assertThatThrownBy(() -> manifest(again, 0, 1, 2, 2, false, 0, 0)).hasMessageContaining("follows epoch 2");

        var notFirst = assembler(1, EpochAssembler.NONE);
        assertThatThrownBy(() -> manifest(notFirst, 0, 1, 3, 3, false, 0, 0))
                .hasMessageContaining("earlier ones are gone");

        var firstAgain = assembler(1, 4);
        assertThatThrownBy(() -> manifest(firstAgain, 0, 1, 5, 5, true, 0, 0))
                .hasMessageContaining("claims to be first");

        var strangeTask = assembler(1, 4);
        assertThatThrownBy(() -> manifest(strangeTask, 1, 2, 5, 5, false, 0, 0)).hasMessageContaining("there are 1");

        var strangeTopic = assembler(1, 4);
        assertThatThrownBy(() -> strangeTopic.manifest(
                        manifests,
                        0,
                        new ResultManifest(
                                0, 1, 5, 5, new Lsn(5), TIME, TIME, false, Map.of("t.x", Map.of(0, 1L)), List.of())))
                .hasMessageContaining("a topic 't.x'");

        var disagreeing = assembler(2, 4);
        manifest(disagreeing, 0, 2, 5, 5, false, 0, 0);
        disagreeing.manifest(
                manifests, 0, new ResultManifest(1, 2, 5, 5, new Lsn(6), TIME, TIME, false, Map.of(), List.of()));
        assertThatThrownBy(() -> disagreeing.batch(null, 1)).hasMessageContaining("disagree on the LSN");
    }

    @Test
    void resumesBehindWhatIsApplied() {
        var resumed = new Channel(0, "t.a", 0, 10);
        var assembler = new EpochAssembler(descriptor(2), 5);
        assembler.add(resumed);
        assembler.row(resumed, 8, 5, bytes("1"), bytes("x")); // applied, stands among later ones
        assembler.row(resumed, 9, 6, bytes("1"), bytes("y"));
        assertThat(assembler.resumeOffset(resumed, 5, 20)).isEqualTo(9);
        assertThat(assembler.resumeOffset(resumed, 6, 20)).isEqualTo(20);
        assertThatThrownBy(() -> assembler.row(resumed, 10, 5, bytes("1"), bytes("x")))
                .hasMessageContaining("a row too many of epoch 5");
    }

    @Test
    void spilledRowsStillCount() {
        var assembler = assembler(1, 1);
        row(assembler, a, 2, "1", "x");
        row(assembler, a, 2, "2", "x");
        assertThat(assembler.heapBytes()).isPositive();
        var spilled = new TreeMap<Long, Integer>();
        assembler.spill((epoch, changes) -> spilled.put(epoch, changes.get(0).size()));
        assertThat(spilled).containsExactly(Map.entry(2L, 2));
        assertThat(assembler.heapBytes()).isZero();
        row(assembler, a, 2, "3", "x");
        manifest(assembler, 0, 1, 2, 2, false, 3, 0);
        var batch = assembler.batch(null, 1);
        assertThat(batch.spilled()).isTrue();
        assertThat(batch.rows()).isEqualTo(3);
        assertThat(batch.changes().get(0).size()).isEqualTo(1);
    }

    /** Any interleaving of the partitions gives the same cuts with the same content. */
    @Test
    void interleavingDoesNotMatter() {
        long seed = Long.getLong("tideline.test.seed", 1);
        System.out.println("EpochAssemblerTest seed " + seed);
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var streams = List.of(new ArrayList<Runnable>(), new ArrayList<Runnable>(), new ArrayList<Runnable>());
            var assembler = assembler(1, 0);
            var expected = new TreeMap<String, String>();
            for (long epoch = 1; epoch <= 5; epoch++) {
                long number = epoch;
                int rowsA = random.nextInt(3);
                int rowsB = random.nextInt(3);
                for (int i = 0; i < rowsA; i++) {
                    String key = "a" + random.nextInt(3);
                    String value = "e" + epoch + "r" + i;
                    expected.put(key, value);
                    streams.get(0).add(() -> row(assembler, a, number, key, value));
                }
                for (int i = 0; i < rowsB; i++) {
                    String key = "b" + random.nextInt(3);
                    String value = "e" + epoch + "r" + i;
                    expected.put(key, value);
                    streams.get(1).add(() -> row(assembler, b, number, key, value));
                }
                streams.get(2).add(() -> manifest(assembler, 0, 1, number, number, false, rowsA, rowsB));
            }
            var applied = new TreeMap<String, String>();
            var cuts = new ArrayList<Long>();
            while (streams.stream().anyMatch(stream -> !stream.isEmpty())) {
                var stream = streams.get(random.nextInt(3));
                if (!stream.isEmpty()) {
                    stream.remove(0).run();
                }
                for (var batch = assembler.batch(null, 3); batch != null; batch = assembler.batch(null, 3)) {
                    batch.cuts().forEach(cut -> cuts.add(cut.epoch()));
                    batch.changes().forEach(changes -> applied.putAll(content(changes)));
                    assembler.applied(batch);
                }
            }
            assertThat(cuts).as("seed %s", seed).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(applied).as("seed %s", seed).isEqualTo(expected);
            assertThat(assembler.heapBytes()).isZero();
        }
    }

    private static Map<String, String> content(ViewChanges changes) {
        var content = new TreeMap<String, String>();
        changes.forEach((key, value) -> content.put(
                new String(key.json(), StandardCharsets.UTF_8),
                value == null ? "∅" : new String(value, StandardCharsets.UTF_8)));
        return content;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
