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
    private Thread interruptible;

    /** Work that may fail in its own way. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {

        T run() throws E;
    }

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

    /**
     * Does what takes its time and cannot look at {@link #isRequested} meanwhile, such as waiting for a server: the signal
     * interrupts it. It must leave nothing behind when it fails; whoever cleans up behind it is not interrupted any more.
     */
    public <T, E extends Exception> T interruptible(Work<T, E> work) throws E {
        synchronized (this) {
            interruptible = Thread.currentThread();
            if (isRequested()) {
                interruptible.interrupt();
            }
        }
        try {
            return work.run();
        } finally {
            synchronized (this) {
                interruptible = null;
                Thread.interrupted();
            }
        }
    }

    private synchronized void interrupt() {
        if (interruptible != null) {
            interruptible.interrupt();
        }
    }

    /** Says that all is stopped and shown, and with which code the process may end. */
    public void finished(int code) {
        exitCode = code;
        finished.countDown();
    }

    private void stopBeforeExit() {
        requested.countDown();
        interrupt();
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
