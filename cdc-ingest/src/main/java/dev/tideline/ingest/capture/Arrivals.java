package dev.tideline.ingest.capture;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes the polling thread when the streaming thread has read something. Debezium's own poll waits in whole milliseconds and
 * spins through the rest of its interval, which on an idle database would cost a tenth of a processor.
 */
final class Arrivals {

    private volatile boolean arrived;
    private volatile Thread waiting;

    /** Called by the streaming thread, once what it read is there to be polled. */
    void arrive() {
        if (!arrived) {
            arrived = true;
            var thread = waiting;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }
    }

    /** Waits until something has come since the last call returned, or the time is up. */
    void await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        waiting = Thread.currentThread();
        while (!arrived) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        waiting = null;
        arrived = false;
    }
}
