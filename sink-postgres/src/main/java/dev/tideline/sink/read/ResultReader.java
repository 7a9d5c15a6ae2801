package dev.tideline.sink.read;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.Headers;
import dev.tideline.schemas.wire.ResultManifest;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.WireJson;
import dev.tideline.sink.epoch.BrokenResults;
import dev.tideline.sink.epoch.Channel;
import dev.tideline.sink.epoch.EpochAssembler;
import dev.tideline.sink.epoch.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads all result topics of one generation into an assembler, from positions that the target keeps. Not thread-safe. */
public final class ResultReader implements AutoCloseable {

    private final KafkaAccess kafka;
    private final TopologyDescriptor descriptor;
    private final EpochAssembler assembler;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Channel> channels = new LinkedHashMap<>();
    private final Map<String, KafkaAccess.Topic> topics;
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();

    private ResultReader(
            KafkaAccess kafka,
            TopologyDescriptor descriptor,
            EpochAssembler assembler,
            Map<String, KafkaAccess.Topic> topics,
            List<Position> resume) {
        this.kafka = kafka;
        this.descriptor = descriptor;
        this.assembler = assembler;
        this.topics = topics;
        var stored = new HashMap<TopicPartition, Position>();
        for (var position : resume) {
            checkIdentity(position);
            stored.put(new TopicPartition(position.topic(), position.partition()), position);
        }
        topics.forEach((topic, found) -> {
            for (int number = 0; number < found.partitions(); number++) {
                var partition = new TopicPartition(topic, number);
                var position = stored.get(partition);
                var channel = new Channel(viewOf(topic), topic, number, position == null ? 0 : position.readBefore());
                channels.put(partition, channel);
                assembler.add(channel);
            }
        });
        consumer = kafka.consumer(descriptor.topology() + "-g" + descriptor.generation());
        consumer.assign(channels.keySet());
        channels.keySet().forEach(partition -> {
            var position = stored.get(partition);
            consumer.seek(partition, position == null ? 0 : position.nextOffset());
        });
    }

    /**
     * Begins to read.
     *
     * @param resume positions behind what the target holds; partitions that are not among them are read from the beginning
     * @return null if some of the topics do not exist yet
     * @throws DiagnosticException if a topic is another one than at the stored position
     */
    public static ResultReader open(
            KafkaAccess kafka, TopologyDescriptor descriptor, EpochAssembler assembler, List<Position> resume) {
        var names = new ArrayList<String>();
        names.add(descriptor.resultEpochs());
        descriptor.views().forEach(view -> names.add(view.topic()));
        var topics = kafka.topics(names);
        if (topics.size() < names.size()) {
            return null;
        }
        try {
            return new ResultReader(kafka, descriptor, assembler, topics, resume);
        } catch (KafkaException e) {
            throw KafkaFailure.of(e, "reading the results of topology '" + descriptor.topology() + "'");
        }
    }

    /** Reads what has come, or waits for something to come; returns how many records there were. */
    public int poll(Duration timeout) {
        try {
            var records = consumer.poll(timeout);
            for (var partition : records.partitions()) {
                var channel = channels.get(partition);
                for (var entry : records.records(partition)) {
                    take(channel, entry);
                }
            }
            return records.count();
        } catch (InvalidOffsetException e) {
            throw gone(e);
        } catch (KafkaException e) {
            throw KafkaFailure.of(e, "reading the results of topology '" + descriptor.topology() + "'");
        }
    }

    /** Where to read on once the epochs up to {@code epoch} are applied: the positions that differ from the last ones. */
    public List<Position> positionsAfter(long epoch) {
        var changed = new ArrayList<Position>();
        channels.forEach((partition, channel) -> {
            long readBefore = consumer.position(partition);
            long next = assembler.resumeOffset(channel, epoch, readBefore);
            Long before = nextOffsets.put(partition, next);
            if (before == null || before != next) {
                changed.add(new Position(
                        partition.topic(),
                        partition.partition(),
                        topics.get(partition.topic()).id(),
                        next,
                        readBefore));
            }
        });
        return changed;
    }

    /**
     * Asks Kafka whether rows that a complete set of manifests promises can still come.
     *
     * @throws DiagnosticException if a partition that lacks some has been read to its end
     */
    public void checkNothingLost() {
        for (var channel : assembler.lacking()) {
            var partition = new TopicPartition(channel.topic(), channel.partition());
            // The end first: a record that was there by then would have been read up to the position asked for after
            // it.
            if (consumer.position(partition) >= kafka.end(partition)) {
                throw assembler.lost(channel);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void take(Channel channel, ConsumerRecord<byte[], byte[]> entry) {
        if (channel.view() == Channel.MANIFESTS) {
            if (entry.value() != null) {
                assembler.manifest(channel, entry.offset(), WireJson.read(entry.value(), ResultManifest.class));
            }
            return;
        }
        var header = entry.headers().lastHeader(Headers.EPOCH);
        if (header == null) {
            throw BrokenResults.because(
                    descriptor.topology(), channel + " holds a row without an epoch, at offset " + entry.offset());
        }
        assembler.row(channel, entry.offset(), Headers.epoch(header.value()), entry.key(), entry.value());
    }

    private int viewOf(String topic) {
        for (int view = 0; view < descriptor.views().size(); view++) {
            if (descriptor.views().get(view).topic().equals(topic)) {
                return view;
            }
        }
        return Channel.MANIFESTS;
    }

    private void checkIdentity(Position position) {
        var topic = topics.get(position.topic());
        if (topic == null || !topic.id().equals(position.topicId())) {
            throw lost(
                    "topic '" + position.topic() + "' has been deleted and created again since the sink last read it");
        }
    }

    private DiagnosticException gone(InvalidOffsetException cause) {
        return lost("the records that come next in " + cause.partitions()
                + " are gone; the sink was away for longer than the topics keep them");
    }

    private DiagnosticException lost(String what) {
        return new DiagnosticException(Diagnostic.error(
                DiagnosticCode.KAFKA_TOPIC,
                "the results of topology '" + descriptor.topology() + "' cannot be continued: " + what,
                "The target stays at its last complete state until the topology is built anew from a snapshot.",
                null));
    }
}
