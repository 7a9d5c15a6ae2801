package dev.tideline.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ArrivalsTest {

    private static final Duration FOREVER = Duration.ofHours(1);

    private final Arrivals arrivals = new Arrivals();

    @Test
    void whatHasComeBeforeIsNotWaitedFor() {
        arrivals.arrive();

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> arrivals.await(FOREVER));
    }

    @Test
    void nothingIsWaitedForLongerThanAsked() throws Exception {
        arrivals.arrive();
        arrivals.await(FOREVER);
        long start = System.nanoTime();

        arrivals.await(Duration.ofMillis(20));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    /** Each arrival is answered before the next is made: a wake-up that got lost would stop the exchange. */
    @Test
    @Timeout(60)
    void noArrivalIsMissed() throws Exception {
        int exchanges = 20_000;
        var produced = new AtomicInteger();
        var consumed = new AtomicInteger();
        var executor = Executors.newSingleThreadExecutor();
        var producer = executor.submit(() -> {
            while (produced.get() < exchanges) {
                produced.incrementAndGet();
                arrivals.arrive();
                while (consumed.get() < produced.get()) {
                    Thread.onSpinWait();
                }
            }
        });
        while (consumed.get() < exchanges) {
            arrivals.await(FOREVER);
            consumed.set(produced.get());
        }
        producer.get(10, TimeUnit.SECONDS);
        executor.shutdown();
        assertThat(consumed).hasValue(exchanges);
    }
}
