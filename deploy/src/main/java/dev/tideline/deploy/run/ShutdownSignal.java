package dev.tideline.deploy.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and Ctrl-C into an orderly end: the thread that waits here goes on, stops what it started, and only then
 * the process ends, with the exit code of that thread's work instead of the signal's.
 */
public final class ShutdownSignal {

    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(60);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopBeforeExit, "tideline-shutdown");
    private volatile int exitCode;

    /** From now on the process waits for {@link #finished} when it is asked to end. */
    public void listen() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Waits; true if the process has been asked to end. */
    public boolean await(Duration atMost) throws InterruptedException {
        return requested.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Says that all is stopped and shown, and with which code the process may end. */
    public void finished(int code) {
        exitCode = code;
        finished.countDown();
    }

    private void stopBeforeExit() {
        requested.countDown();
        try {
            if (finished.await(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                // The JVM's own code would say 143, as if we had not stopped by ourselves.
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
