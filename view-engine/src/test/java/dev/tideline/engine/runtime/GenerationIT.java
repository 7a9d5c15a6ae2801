package dev.tideline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.engine.runtime.TopologyHealth.State;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.wire.ResultManifest;
import dev.tideline.schemas.wire.TopicSettings;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GenerationIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final LedgerProgram OTHER_PLAN = new LedgerProgram(EngineRig.PROGRAM.topology(), 80);

    @Test
    void everyResultEpochIsExactFromTheSnapshotOn() throws Exception {
        long seed = Long.getLong("tideline.test.seed", 1);
        try (var rig = new EngineRig(seed)) {
            rig.ingest.epochs(20, 30);
            rig.ingest.epochsWhileCopying(10);
            Topologies engine = rig.start(EngineRig.limits(new Random(seed)), EngineRig.PROGRAM);
            awaitSnapshot(rig, 1);
            ResultChecker checker = rig.checker(EngineRig.PROGRAM, 1);
            for (int i = 0; i < 40; i++) {
                rig.ingest.epochs(5, 60);
                checker.poll();
            }
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            checker.assertWorthwhile(10);
            assertThat(rig.ingest.snapshots()).isEqualTo(1);
            assertThat(health(engine).epoch()).isEqualTo(rig.ingest.epoch());
            await().atMost(SOON).until(() -> health(engine).state() == State.LIVE);
        }
    }

    @Test
    void rowsThatAreCommittedInTheMidstOfTheirEpochAreNotShown() throws Exception {
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(5, 30);
            Topologies engine = rig.start(EngineRig.SMALL, EngineRig.PROGRAM);
            awaitSnapshot(rig, 1);
            ResultChecker checker = rig.checker(EngineRig.PROGRAM, 1);
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            Cluster cluster = rig.cluster();
            String group = rig.names.application(EngineRig.PROGRAM.topology(), 1);
            for (int i = 0; i < 5; i++) {
                rig.ingest.beginEpoch(120);
                String topic = rig.names.changes(LedgerProgram.ORDERS);
                await().atMost(SOON).until(() -> cluster.positions(group)
                        .get(topic)
                        .equals(cluster.ends(List.of(topic)).get(topic)));
                checker.poll();
                assertThat(checker.lastEpoch()).isEqualTo(rig.ingest.epoch());
                rig.ingest.endEpoch();
                checker.checkUpTo(rig.ingest.epoch(), SOON);
            }
            checker.assertWorthwhile(6);
            assertThat(health(engine).diagnostics()).isEmpty();
        }
    }

    @Test
    void anEpochLargerThanATurnIsClosedInPieces() throws Exception {
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(3, 30);
            rig.start(EngineRig.SMALL, EngineRig.PROGRAM);
            awaitSnapshot(rig, 1);
            ResultChecker checker = rig.checker(EngineRig.PROGRAM, 1);
            rig.ingest.idRange(5_000);
            rig.ingest.largeEpoch(10_000);
            rig.ingest.epochs(10, 50);
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            checker.assertWorthwhile(3);
        }
    }

    @Test
    void heartbeatsPassQuicklyAndTogether() throws Exception {
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(3, 30);
            rig.start(StageLimits.DEFAULT, EngineRig.PROGRAM);
            awaitSnapshot(rig, 1);
            ResultChecker checker = rig.checker(EngineRig.PROGRAM, 1);
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            long before = rig.ingest.epoch();
            for (int i = 0; i < 200; i++) {
                rig.ingest.heartbeat();
            }
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            List<ResultManifest> heartbeats = checker.checked().stream()
                    .filter(manifest -> manifest.from() > before)
                    .toList();
            assertThat(heartbeats).isNotEmpty().hasSizeLessThan(150).allMatch(manifest -> manifest.rows()
                    .isEmpty());
        }
    }

    @Test
    void aRestartGoesOnWithTheSameGeneration() throws Exception {
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(10, 30);
            ResultChecker checker = null;
            for (int start = 0; start < 3; start++) {
                try (Topologies engine = rig.start(EngineRig.SMALL, EngineRig.PROGRAM)) {
                    if (checker == null) {
                        awaitSnapshot(rig, 1);
                        checker = rig.checker(EngineRig.PROGRAM, 1);
                    }
                    rig.ingest.epochs(10, 30);
                    checker.checkUpTo(rig.ingest.epoch(), SOON);
                    assertThat(health(engine).generation()).isEqualTo(1);
                }
                rig.ingest.epochs(5, 30);
                if (start > 0) { // as after a longer stop
                    rig.cluster().expelMembers(rig.names.application(EngineRig.PROGRAM.topology(), 1));
                }
            }
            checker.assertWorthwhile(5);
            assertThat(rig.ingest.snapshots()).isEqualTo(1);
        }
    }

    @Test
    void anotherPlanAfterARestartIsAnotherGeneration() throws Exception {
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(10, 30);
            try (Topologies engine = rig.start(EngineRig.SMALL, EngineRig.PROGRAM)) {
                awaitSnapshot(rig, 1);
                rig.checker(EngineRig.PROGRAM, 1).checkUpTo(rig.ingest.epoch(), SOON);
            }
            rig.ingest.epochs(10, 30);
            Topologies engine = rig.start(EngineRig.SMALL, OTHER_PLAN);
            awaitSnapshot(rig, 2);
            ResultChecker checker = rig.checker(OTHER_PLAN, 2);
            rig.ingest.epochs(10, 30);
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            checker.assertWorthwhile(2);
            awaitRetired(rig, 1);
            assertThat(health(engine).generation()).isEqualTo(2);
        }
    }

    @Test
    void aReplacedPlanRunsBesideTheOldOneUntilItHasCaughtUp() throws Exception {
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(10, 30);
            Topologies engine = rig.start(EngineRig.SMALL, EngineRig.PROGRAM);
            awaitSnapshot(rig, 1);
            ResultChecker old = rig.checker(EngineRig.PROGRAM, 1);
            old.checkUpTo(rig.ingest.epoch(), SOON);
            rig.ingest.epochsWhileCopying(20);
            engine.replace(EngineRig.file(OTHER_PLAN));
            awaitSnapshot(rig, 2);
            old.checkUpTo(rig.ingest.epoch() - 10, SOON);
            ResultChecker checker = rig.checker(OTHER_PLAN, 2);
            await().atMost(SOON).until(() -> {
                rig.ingest.epochs(2, 10);
                return health(engine).generation() == 2;
            });
            old.poll();
            rig.ingest.epochs(10, 30);
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            checker.assertWorthwhile(3);
            old.assertWorthwhile(3);
            awaitRetired(rig, 1);
            assertThat(rig.ingest.snapshots()).isEqualTo(2);
        }
    }

    @Test
    void whatRetentionHasRemovedIsBuiltAnew() throws Exception {
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(10, 30);
            try (Topologies engine = rig.start(EngineRig.SMALL, EngineRig.PROGRAM)) {
                awaitSnapshot(rig, 1);
                rig.checker(EngineRig.PROGRAM, 1).checkUpTo(rig.ingest.epoch(), SOON);
            }
            rig.ingest.epochs(10, 30);
            rig.cluster().empty(List.of(rig.names.changes(LedgerProgram.ORDERS)));
            Topologies engine = rig.start(EngineRig.SMALL, EngineRig.PROGRAM);
            awaitWarning(engine, "were deleted before they were read");
            checkGeneration(rig, 2);
        }
    }

    @Test
    void aTopicMadeAgainIsNotAContinuation() throws Exception {
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(10, 30);
            try (Topologies engine = rig.start(EngineRig.SMALL, EngineRig.PROGRAM)) {
                awaitSnapshot(rig, 1);
                rig.checker(EngineRig.PROGRAM, 1).checkUpTo(rig.ingest.epoch(), SOON);
            }
            String topic = rig.names.changes(LedgerProgram.TAGS);
            Cluster cluster = rig.cluster();
            cluster.delete(List.of(topic));
            await().atMost(SOON).until(() -> cluster.ids(List.of(topic)).isEmpty());
            cluster.ensure(List.of(TopicSettings.log(topic, 1, Duration.ofDays(7))));
            Topologies engine = rig.start(EngineRig.SMALL, EngineRig.PROGRAM);
            awaitWarning(engine, "has been deleted and created again");
            checkGeneration(rig, 2);
        }
    }

    @Test
    void aBulkLoadIsBuiltAnewWhileRunning() throws Exception {
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(10, 30);
            Topologies engine = rig.start(EngineRig.SMALL, EngineRig.PROGRAM);
            awaitSnapshot(rig, 1);
            ResultChecker old = rig.checker(EngineRig.PROGRAM, 1);
            old.checkUpTo(rig.ingest.epoch(), SOON);
            rig.ingest.bulkLoad();
            awaitSnapshot(rig, 2);
            checkGeneration(rig, 2);
            old.poll();
            assertThat(health(engine).generation()).isEqualTo(2);
        }
    }

    @Test
    void snapshotTopicsAreEmptiedAfterUse() throws Exception {
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(10, 30);
            rig.ingest.rowInEachTable();
            rig.start(EngineRig.SMALL, EngineRig.PROGRAM);
            awaitSnapshot(rig, 1);
            rig.checker(EngineRig.PROGRAM, 1).checkUpTo(rig.ingest.epoch(), SOON);
            Cluster cluster = rig.cluster();
            List<String> topics = cluster.topics(rig.prefix + ".snapshot.");
            assertThat(topics).hasSize(2);
            await().atMost(SOON).until(() -> {
                rig.ingest.epochs(1, 5);
                return cluster.starts(topics).equals(cluster.ends(topics));
            });
            assertThat(cluster.ends(topics).values()).allMatch(end -> end > 0);
        }
    }

    @Test
    void aMiscountedEpochStopsTheTopologyLoudly() throws Exception {
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(10, 30);
            Topologies engine = rig.start(EngineRig.SMALL, EngineRig.PROGRAM);
            awaitSnapshot(rig, 1);
            ResultChecker checker = rig.checker(EngineRig.PROGRAM, 1);
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            rig.ingest.writeTooMuch();
            long bad = rig.ingest.epoch();
            Diagnostic diagnostic = awaitFailure(engine);
            assertThat(diagnostic.code()).isEqualTo(DiagnosticCode.KAFKA_TOPIC);
            assertThat(diagnostic.message())
                    .contains("epoch " + bad, rig.names.changes(LedgerProgram.ORDERS))
                    .containsAnyOf("at least 1 arrived", "when epoch " + bad + " was complete already");
            rig.ingest.epochs(5, 30);
            await().during(Duration.ofSeconds(1))
                    .atMost(SOON)
                    .until(() -> health(engine).epoch() <= bad);
        }
    }

    @Test
    void aColumnThatIsGoneStopsTheTopologyAndIsNamed() throws Exception {
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(10, 30);
            Topologies engine = rig.start(EngineRig.SMALL, EngineRig.PROGRAM);
            awaitSnapshot(rig, 1);
            rig.ingest.writeWithoutColumn();
            Diagnostic diagnostic = awaitFailure(engine);
            assertThat(diagnostic.code()).isEqualTo(DiagnosticCode.SOURCE_TABLE);
            assertThat(diagnostic.message())
                    .isEqualTo("Table public.orders has no column \"amount\" any more, which it had when the views were"
                            + " analysed.");
            assertThat(diagnostic.hint()).contains("Restart the engine");
        }
    }

    private static void checkGeneration(EngineRig rig, int generation) {
        awaitSnapshot(rig, generation);
        ResultChecker checker = rig.checker(EngineRig.PROGRAM, generation);
        rig.ingest.epochs(10, 30);
        checker.checkUpTo(rig.ingest.epoch(), SOON);
        checker.assertWorthwhile(2);
        awaitRetired(rig, generation - 1);
    }

    private static Diagnostic awaitFailure(Topologies engine) {
        await().atMost(SOON).until(() -> health(engine).state() == State.FAILED);
        return health(engine).diagnostics().get(0);
    }

    private static void awaitWarning(Topologies engine, String text) {
        await().atMost(SOON).until(() -> health(engine).diagnostics().stream()
                .anyMatch(diagnostic -> diagnostic.message().contains(text)));
    }

    /** Its changelog is gone; its results stay as long as the next generation does. */
    private static void awaitRetired(EngineRig rig, int generation) {
        Cluster cluster = rig.cluster();
        String application = rig.names.application(EngineRig.PROGRAM.topology(), generation);
        await().atMost(SOON).until(() -> {
            rig.ingest.epochs(1, 5);
            return cluster.topics(application + "-").isEmpty()
                    && cluster.positions(application).isEmpty();
        });
        assertThat(cluster.topics(rig.names.resultEpochs(EngineRig.PROGRAM.topology(), generation)))
                .hasSize(1);
        await().atMost(SOON)
                .until(() -> cluster.topics(rig.prefix + ".snapshot.").size() == 2);
    }

    private static void awaitSnapshot(EngineRig rig, int number) {
        await().atMost(SOON).until(() -> rig.ingest.snapshots() >= number);
    }

    private static TopologyHealth health(Topologies engine) {
        return engine.health().get(0);
    }
}
