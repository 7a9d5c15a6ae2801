package dev.tideline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GenerationIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void everyResultEpochIsExact() throws Exception {
        try (var rig = new EngineRig(new Random().nextLong())) {
            rig.ingest.epochs(20, 30);
            rig.ingest.epochsWhileCopying(10);
            rig.start(EngineRig.SMALL, EngineRig.PROGRAM);
            ResultChecker checker = null;
            for (int i = 0; i < 40; i++) {
                rig.ingest.epochs(5, 60);
                if (checker == null && rig.ingest.snapshots() > 0) {
                    checker = rig.checker(EngineRig.PROGRAM, 1);
                }
                if (checker != null) {
                    checker.poll();
                }
            }
            if (checker == null) {
                checker = rig.checker(EngineRig.PROGRAM, 1);
            }
            checker.checkUpTo(rig.ingest.epoch(), SOON);
            checker.assertWorthwhile(5);
            assertThat(rig.ingest.snapshots()).isEqualTo(1);
        }
    }
}
