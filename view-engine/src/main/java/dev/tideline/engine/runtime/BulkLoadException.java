package dev.tideline.engine.runtime;

/** A source transaction was too large for Kafka: its rows are not in the topics, and only a new snapshot holds them. */
final class BulkLoadException extends RuntimeException {

    BulkLoadException(long epoch) {
        super("the transaction of epoch " + epoch + " was too large to be sent through Kafka", null, false, false);
    }
}
