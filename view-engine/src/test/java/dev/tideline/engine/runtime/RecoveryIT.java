package dev.tideline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.engine.circuit.TableChange;
import dev.tideline.engine.state.HeapBudget;
import dev.tideline.engine.state.StateProvider;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.wire.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

/**
 * How long results stay away after a failure. The bound is far above what it takes, and far below what it would take if the pauses
 * between starts grew, or if everybody waited for the open transaction of a process that is no more.
 */
class RecoveryIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(25);

    @Test
    void aCorruptedTaskIsBackAtOnceEvenAfterMany() throws Exception {
        var corrupt = new AtomicBoolean();
        try (var rig = new EngineRig()) {
            rig.ingest.epochs(10, 30);
            rig.start(EngineRig.SMALL, EngineRig.PROGRAM, file -> corruptedOnce(file, corrupt));
            await().atMost(SOON).until(() -> rig.ingest.snapshots() > 0);
            ResultChecker checker = rig.checker(EngineRig.PROGRAM, 1);
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            var took = new ArrayList<Long>();
            for (int i = 0; i < 6; i++) {
                corrupt.set(true);
                await().atMost(SOON).until(() -> {
                    rig.ingest.epochs(1, 30);
                    return !corrupt.get();
                });
                took.add(millisUntilShown(rig, checker));
            }
            System.out.println("ms from a corrupted task to the next result epoch: " + took);
        }
    }

    @Test
    void killedWithAnOpenTransactionAndStartedElsewhere() throws Exception {
        try (var rig = new EngineRig()) {
            ResultChecker checker = hydratedChild(rig);
            try (var child = EngineChild.start(rig, Files.createTempDirectory(rig.directory, "host"), 7, 3)) {
                await().atMost(SOON).until(() -> {
                    rig.ingest.epochs(1, 30);
                    checker.poll();
                    return hasOpenTransaction(rig);
                });
            }
            long tookMs = restarted(rig, checker, Files.createTempDirectory(rig.directory, "host"));
            System.out.println("ms from the start on another host to the next result epoch: " + tookMs);
        }
    }

    /** The first content is out, and the process that made it is killed. */
    private static ResultChecker hydratedChild(EngineRig rig) throws Exception {
        rig.ingest.epochs(10, 30);
        try (var child = EngineChild.start(rig, 5)) {
            await().atMost(SOON).until(() -> rig.ingest.snapshots() > 0);
            ResultChecker checker = rig.checker(EngineRig.PROGRAM, 1);
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            return checker;
        }
    }

    private static long restarted(EngineRig rig, ResultChecker checker, Path directory) throws Exception {
        long before = checker.lastEpoch();
        assertThat(rig.ingest.epoch()).isGreaterThan(before);
        try (var child = EngineChild.start(rig, directory, 11, EngineChild.NEVER)) {
            return millisUntilShown(rig, checker);
        }
    }

    private static long millisUntilShown(EngineRig rig, ResultChecker checker) {
        long from = System.nanoTime();
        checker.checkUpTo(rig.ingest.epoch(), SOON);
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        assertThat(took).isLessThan(RECOVERED_WITHIN);
        return took.toMillis();
    }

    private static boolean hasOpenTransaction(EngineRig rig) throws Exception {
        String application = rig.names.application(EngineRig.PROGRAM.topology(), 1);
        try (var admin = Admin.create(Map.of("bootstrap.servers", (Object) rig.bootstrap))) {
            var open = new ListTransactionsOptions()
                    .filterStates(Set.of(TransactionState.ONGOING))
                    .filterOnDuration(1_000);
            return admin.listTransactions(open).all().get().stream()
                    .anyMatch(transaction -> transaction.transactionalId().startsWith(application));
        }
    }

    private static StageProgram corruptedOnce(TopologyFile file, AtomicBoolean corrupt) {
        return new Wrapped(EngineRig.compile(file)) {
            @Override
            public StageLogic open(StateProvider states, HeapBudget heap) {
                return new WrappedLogic(super.open(states, heap)) {
                    @Override
                    public void step(Map<TableName, List<TableChange>> slice) {
                        super.step(slice);
                        if (corrupt.compareAndSet(true, false)) {
                            throw new TaskCorruptedException(Set.of(new TaskId(0, 0)));
                        }
                    }
                };
            }
        };
    }
}
