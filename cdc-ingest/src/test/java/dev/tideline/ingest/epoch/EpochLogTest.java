package dev.tideline.ingest.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.ingest.publish.Position;
import dev.tideline.schemas.wire.EpochManifest;
import dev.tideline.schemas.wire.Lsn;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpochLogTest {

    private static final Instant EARLIER = Instant.parse("2024-01-01T00:00:00Z");

    private final EpochLog log = new EpochLog(position(10, 1000));

    @BeforeEach
    void remember() {
        log.remember();
    }

    private static Instant time(long epoch) {
        return EARLIER.plusSeconds(epoch);
    }

    private static Position position(long epoch, long lsn) {
        return new Position(new Lsn(lsn), epoch, time(epoch), time(epoch), "1", 1, 0);
    }

    private void closed(long epoch, long lsn) {
        log.closed(new EpochManifest(epoch, new Lsn(lsn), time(epoch), time(epoch), 1, Map.of(), false));
    }

    private void committed(long epoch, long lsn) {
        log.committed(position(epoch, lsn), Duration.ZERO);
    }

    @Test
    void theFirstEpochThatEndsBehindIsFoundAfterwards() {
        closed(11, 1100);
        closed(12, 1200);
        closed(13, 1300);
        committed(13, 1300);
        assertThat(log.firstEpochBehind(new Lsn(1100)).join()).isEqualTo(new EpochLog.Boundary(12, time(11)));
        assertThat(log.firstEpochBehind(new Lsn(1099)).join()).isEqualTo(new EpochLog.Boundary(11, time(10)));
        assertThat(log.firstEpochBehind(new Lsn(1250)).join()).isEqualTo(new EpochLog.Boundary(13, time(12)));
    }

    @Test
    void itIsAwaitedAndMustBeDurable() {
        var boundary = log.firstEpochBehind(new Lsn(1150));
        closed(11, 1100);
        committed(11, 1100);
        assertThat(boundary).isNotDone();
        closed(12, 1200);
        assertThat(boundary).as("a restart could still cut epoch 12 otherwise").isNotDone();
        assertThat(log.firstEpochBehind(new Lsn(1150))).isNotDone();
        committed(12, 1200);
        assertThat(boundary.join()).isEqualTo(new EpochLog.Boundary(12, time(11)));
    }

    @Test
    void waitingEndsWithTheStream() {
        var boundary = log.firstEpochBehind(new Lsn(1150));
        log.fail(new IllegalStateException("over"));
        assertThat(boundary).isCompletedExceptionally();
    }
}
