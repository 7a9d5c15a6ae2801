package dev.tideline.engine.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** Builds the Kafka Streams topology of one stage: all its topics into one processor, one sink per view and one for manifests. */
final class StageTopology {

    private StageTopology() {}

    static Topology build(
            StageLayout layout, StageLimits limits, StageMetrics metrics, Consumer<StageProgress> observer) {
        var topology = new Topology();
        topology.addSource(
                AutoOffsetReset.none(),
                "changes",
                new SnapshotFirst(layout),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                layout.sourceTopics().toArray(new String[0]));
        var opened = new AtomicBoolean();
        ProcessorSupplier<byte[], byte[], byte[], byte[]> stage =
                () -> new StageProcessor(layout, limits, metrics, observer, opened);
        topology.addProcessor(StageProcessor.NAME, stage, "changes");
        topology.addStateStore(new StageStoreBuilder(StageProcessor.STORE), StageProcessor.NAME);
        for (int view = 0; view < layout.program().views().size(); view++) {
            topology.addSink(
                    StageProcessor.sink(view),
                    layout.resultTopic(view),
                    new ByteArraySerializer(),
                    new ByteArraySerializer(),
                    StageProcessor.NAME);
        }
        topology.addSink(
                StageProcessor.EPOCHS_SINK,
                layout.resultEpochs(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                StageProcessor.NAME);
        return topology;
    }

    /**
     * Kafka Streams takes the record with the least timestamp first. A snapshot's rows get the least of all, so that few changes
     * have to wait for it.
     */
    private static final class SnapshotFirst implements TimestampExtractor {

        private final StageLayout layout;

        SnapshotFirst(StageLayout layout) {
            this.layout = layout;
        }

        @Override
        public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
            return layout.isSnapshot(record.topic()) ? 0 : Math.max(0, record.timestamp());
        }
    }
}
