package dev.tideline.ingest.capture;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the raw text between the replication stream and the poll, so that wide rows cannot fill the heap. Written on
 * Debezium's streaming thread, which therefore finds its instance in a thread-local, and released on the polling thread.
 */
final class InFlightBytes {

    private static final ThreadLocal<InFlightBytes> CURRENT = new ThreadLocal<>();

    private final long limit;
    private final AtomicLong bytes = new AtomicLong();
    private long currentMessage;

    InFlightBytes(long limit) {
        this.limit = limit;
    }

    void bindToThread() {
        CURRENT.set(this);
    }

    static InFlightBytes ofThread() {
        return CURRENT.get();
    }

    void beginMessage(long size) {
        currentMessage = size;
    }

    /** Charges a record made of the current message. */
    long charge() {
        bytes.addAndGet(currentMessage);
        return currentMessage;
    }

    void release(long size) {
        bytes.addAndGet(-size);
    }

    boolean exhausted() {
        return bytes.get() > limit;
    }
}
