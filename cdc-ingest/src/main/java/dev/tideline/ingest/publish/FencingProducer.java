package dev.tideline.ingest.publish;

import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * A producer under ingest's transactional id: as soon as it exists, no earlier one can write any more, and whatever that
 * left uncommitted is aborted.
 */
public final class FencingProducer implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    FencingProducer(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    KafkaProducer<byte[], byte[]> kafka() {
        return producer;
    }

    /** Whether somebody else has taken over. */
    public static boolean isFenced(Throwable failure) {
        return failure instanceof ProducerFencedException || failure instanceof InvalidProducerEpochException;
    }

    /** Whether the broker finds the transaction timeout too long. */
    public static boolean isTimeoutRefused(Throwable failure) {
        return failure instanceof InvalidTxnTimeoutException;
    }

    /** Leaves an open transaction to be aborted by whoever comes next. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
