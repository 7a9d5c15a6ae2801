package dev.tideline.engine.runtime;

/**
 * A stage was to be opened a second time by the same Kafka Streams client. It does so after it has found a task corrupted; but when
 * a rebalance comes just then (and the corruption itself triggers one), Kafka Streams 4.3 forgets to take the consumer back to the
 * committed offsets: records would be skipped. A new client reads from the committed offsets for certain.
 */
final class ReopenedException extends RuntimeException {

    ReopenedException() {
        super("a task failed and must be opened again", null, false, false);
    }
}
