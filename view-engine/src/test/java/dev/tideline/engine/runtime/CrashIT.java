package dev.tideline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.circuit.ResultSink;
import dev.tideline.engine.circuit.TableChange;
import dev.tideline.engine.state.HeapBudget;
import dev.tideline.engine.state.StateProvider;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.wire.TableName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

/** Whatever is interrupted wherever: every result epoch ever committed is exact. */
class CrashIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int KILLS = 5;

    @Test
    void killedInTheMidstOfSlicesAndClosings() throws Exception {
        long seed = Long.getLong("tideline.test.seed", 1);
        var random = new Random(seed);
        try (var rig = new EngineRig(seed)) {
            rig.ingest.epochs(10, 30);
            ResultChecker checker = null;
            int between = 0;
            var tookMs = new ArrayList<Long>();
            for (int kill = 0; kill < KILLS; kill++) {
                try (var child = EngineChild.start(rig, random.nextLong())) {
                    if (checker == null) {
                        awaitSnapshot(rig);
                        checker = rig.checker(EngineRig.PROGRAM, 1);
                    } else {
                        long startedNanos = System.nanoTime();
                        checker.checkUpTo(checker.lastEpoch() + 1, SOON);
                        tookMs.add((System.nanoTime() - startedNanos) / 1_000_000);
                    }
                    checker.checkUpTo(rig.ingest.epoch(), SOON);
                    long before = checker.lastEpoch();
                    rig.ingest.idRange(3_000);
                    rig.ingest.epochs(3, 20);
                    rig.ingest.largeEpoch(2_000);
                    rig.ingest.epochs(3, 20);
                    rig.ingest.beginEpoch(50);
                    long target = before + 1 + random.nextInt(4);
                    checker.checkUpTo(target, SOON);
                    between += checker.lastEpoch() < rig.ingest.epoch() ? 1 : 0;
                    child.kill();
                    rig.ingest.endEpoch();
                }
            }
            try (var child = EngineChild.start(rig, random.nextLong())) {
                checker.checkUpTo(rig.ingest.epoch(), SOON);
            }
            checker.assertWorthwhile(10);
            assertThat(rig.ingest.snapshots())
                    .as("the first generation goes on")
                    .isEqualTo(1);
            System.out.println(
                    between + " of " + KILLS + " kills hit unfinished work; ms from the start of the next process"
                            + " to the next result epoch: " + tookMs);
        }
    }

    private static void awaitSnapshot(EngineRig rig) {
        org.awaitility.Awaitility.await().atMost(SOON).until(() -> rig.ingest.snapshots() > 0);
    }

    @Test
    void aCorruptedTaskBeginsAgainFromItsChangelog() throws Exception {
        long seed = Long.getLong("tideline.test.seed", 1);
        var random = new Random(seed);
        var corruptions = new AtomicInteger();
        try (var rig = new EngineRig(seed)) {
            rig.ingest.epochs(10, 30);
            rig.start(EngineRig.limits(random), EngineRig.PROGRAM, file -> corrupting(file, random, corruptions));
            awaitSnapshot(rig);
            ResultChecker checker = rig.checker(EngineRig.PROGRAM, 1);
            for (int i = 0; i < 40 || corruptions.get() < 5; i++) {
                assertThat(i).isLessThan(400);
                rig.ingest.epochs(4, 40);
                if (i % 10 == 0) {
                    rig.ingest.beginEpoch(100);
                    checker.poll();
                    rig.ingest.endEpoch();
                }
                checker.checkUpTo(rig.ingest.epoch() - 8, SOON);
            }
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            checker.assertWorthwhile(10);
            assertThat(corruptions).hasValueGreaterThanOrEqualTo(5);
            assertThat(rig.ingest.snapshots()).isEqualTo(1);
        }
    }

    @Test
    void aTransactionCommittedWithoutItsOffsetsDoesNoHarm() throws Exception {
        long seed = Long.getLong("tideline.test.seed", 1);
        var random = new Random(seed);
        var producers = new FailingProducers(seed, 25);
        var meters = new SimpleMeterRegistry();
        try (var rig = new EngineRig(seed)) {
            rig.ingest.epochs(10, 30);
            StreamsFactory streams = (topology, settings) -> new KafkaStreams(topology, settings, producers);
            rig.start(EngineRig.PROGRAM, EngineRig::compile, rig.context(EngineRig.limits(random), streams, meters));
            awaitSnapshot(rig);
            ResultChecker checker = rig.checker(EngineRig.PROGRAM, 1);
            for (int i = 0; i < 30 || producers.failures() < 5; i++) {
                assertThat(i).isLessThan(400);
                rig.ingest.epochs(4, 40);
                checker.checkUpTo(rig.ingest.epoch() - 8, SOON);
            }
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            checker.assertWorthwhile(10);
            assertThat(meters.counter("tideline.engine.rows.repeated", "topology", EngineRig.PROGRAM.topology())
                            .count())
                    .as("records that came again")
                    .isPositive();
            assertThat(rig.ingest.snapshots()).isEqualTo(1);
        }
    }

    /** Now and then fails a step or an emission half-way, as Kafka Streams itself does when a transaction times out. */
    private static StageProgram corrupting(TopologyFile file, Random random, AtomicInteger corruptions) {
        return new Wrapped(EngineRig.compile(file)) {
            @Override
            public StageLogic open(StateProvider states, HeapBudget heap) {
                return new WrappedLogic(super.open(states, heap)) {
                    @Override
                    public void step(Map<TableName, List<TableChange>> slice) {
                        super.step(slice);
                        maybe();
                    }

                    @Override
                    public void flush() {
                        super.flush();
                        maybe();
                    }

                    @Override
                    public boolean emit(ResultSink to, int budget) {
                        boolean done = super.emit(to, budget);
                        maybe();
                        return done;
                    }
                };
            }

            private void maybe() {
                if (random.nextInt(150) == 0) {
                    corruptions.incrementAndGet();
                    throw new TaskCorruptedException(Set.of(new TaskId(0, 0)));
                }
            }
        };
    }
}
