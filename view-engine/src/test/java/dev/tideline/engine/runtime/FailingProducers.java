package dev.tideline.engine.runtime;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Producers whose transactions now and then time out where that hurts most: when all records are sent and the offsets are to be added.
 * Kafka Streams then takes the task for corrupted, and commits the open transaction without its offsets.
 */
final class FailingProducers extends DefaultKafkaClientSupplier {

    private final Random random;
    private final int oneOf;
    private final AtomicInteger failures = new AtomicInteger();

    FailingProducers(long seed, int oneOf) {
        this.random = new Random(seed);
        this.oneOf = oneOf;
    }

    int failures() {
        return failures.get();
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return Intercepted.producer(super.getProducer(config), (method, arguments) -> {
            boolean offsets = method.equals("sendOffsetsToTransaction") && !((Map<?, ?>) arguments[0]).isEmpty();
            if (offsets && random.nextInt(oneOf) == 0) {
                failures.incrementAndGet();
                throw new TimeoutException("made up by the test");
            }
        });
    }
}
