package dev.tideline.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.schemas.wire.Headers;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.ResultManifest;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.TopicSettings;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.ViewRow;
import dev.tideline.schemas.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes result topics as the engine does: rows and manifests of an epoch in one Kafka transaction. */
final class ResultProducer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LSN_STEP = 0x100;

    private final TopicNames names;
    private final String topology;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int partitions;
    private TopologyDescriptor descriptor;
    private long lastEpoch;
    private boolean first;

    ResultProducer(String bootstrapServers, String prefix, String topology, int partitions) {
        this.names = new TopicNames(prefix);
        this.topology = topology;
        this.partitions = partitions;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "transactional.id",
                        "test-" + UUID.randomUUID(),
                        "max.block.ms",
                        "120000",
                        "max.request.size",
                        "20000000",
                        "linger.ms",
                        "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Creates a generation's topics and describes it; the next epoch is its first content. */
    TopologyDescriptor begin(int generation, List<TopologyDescriptor.View> views) {
        return begin(generation, views, 10);
    }

    TopologyDescriptor begin(int generation, List<TopologyDescriptor.View> views, long firstEpoch) {
        var placed = views.stream()
                .map(view -> new TopologyDescriptor.View(
                        view.name(),
                        view.relation(),
                        names.results(topology, view.name(), generation),
                        view.columns(),
                        view.key(),
                        view.bag(),
                        view.indexes(),
                        view.description()))
                .toList();
        var epochs = names.resultEpochs(topology, generation);
        var topics = new ArrayList<NewTopic>();
        topics.add(topic(epochs, 1));
        placed.forEach(view -> topics.add(topic(view.topic(), partitions)));
        create(topics);
        describe(new TopologyDescriptor(topology, generation, "plan-" + generation, epochs, 1, null, placed));
        lastEpoch = firstEpoch - 1;
        first = true;
        return descriptor;
    }

    void describe(TopologyDescriptor changed) {
        descriptor = changed;
        send(List.of(new ProducerRecord<>(names.topologies(), bytes(topology), WireJson.write(changed))));
    }

    void retire() {
        send(List.of(new ProducerRecord<>(names.topologies(), bytes(topology), null)));
    }

    TopologyDescriptor descriptor() {
        return descriptor;
    }

    /** Leaves out source epochs. */
    void skip(int epochs) {
        lastEpoch += epochs;
    }

    static Lsn lsn(long epoch) {
        return new Lsn(epoch * LSN_STEP);
    }

    long lastEpoch() {
        return lastEpoch;
    }

    Lsn lastLsn() {
        return lsn(lastEpoch);
    }

    Epoch epoch() {
        return new Epoch(1);
    }

    /** A result epoch that closes several source epochs. */
    Epoch epochs(int count) {
        return new Epoch(count);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        admin.close();
    }

    /** Collects an epoch's rows. */
    final class Epoch {

        private final long from;
        private final long number;
        private final boolean isFirst = first;
        private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        private final Map<String, Map<Integer, Long>> counts = new HashMap<>();
        private final List<ResultManifest.FailedView> failed = new ArrayList<>();
        private Instant committedAt = Instant.now();
        private long promisedTooMany;

        private Epoch(int sourceEpochs) {
            from = lastEpoch + 1;
            number = lastEpoch + sourceEpochs;
        }

        /** Values in the order of the view's columns. */
        Epoch put(String view, Object... values) {
            var shape = view(view);
            var row = new LinkedHashMap<String, Object>();
            for (int i = 0; i < values.length; i++) {
                row.put(shape.columns().get(i).name(), values[i]);
            }
            var key = new LinkedHashMap<String, Object>();
            shape.key().forEach(column -> key.put(column, row.get(column)));
            return add(shape, key, row);
        }

        Epoch putBag(String view, String rowId, long count, Object... values) {
            var shape = view(view);
            var row = new LinkedHashMap<String, Object>();
            row.put(ViewRow.COUNT, count);
            for (int i = 0; i < values.length; i++) {
                row.put(shape.columns().get(i).name(), values[i]);
            }
            return add(shape, Map.of(ViewRow.ROW_ID, rowId), row);
        }

        Epoch deleteBag(String view, String rowId) {
            return add(view(view), Map.of(ViewRow.ROW_ID, rowId), null);
        }

        /** Values of the key columns, in the key's order. */
        Epoch delete(String view, Object... keyValues) {
            var shape = view(view);
            var key = new LinkedHashMap<String, Object>();
            for (int i = 0; i < keyValues.length; i++) {
                key.put(shape.key().get(i), keyValues[i]);
            }
            return add(shape, key, null);
        }

        Epoch failed(String view, String error) {
            failed.add(new ResultManifest.FailedView(view, error));
            return this;
        }

        Epoch committedAt(Instant time) {
            committedAt = time;
            return this;
        }

        /** Lets the manifest promise rows that do not come. */
        Epoch promiseTooMany(long rows) {
            promisedTooMany = rows;
            return this;
        }

        long number() {
            return number;
        }

        /** Writes everything in one Kafka transaction and returns the epoch's LSN. */
        Lsn commit() {
            records.add(manifest());
            send(records);
            lastEpoch = number;
            first = false;
            return lsn(number);
        }

        /** Writes rows and manifest in transactions of their own, rows first and in portions. */
        Lsn commitInPortions(int portion) {
            for (int i = 0; i < records.size(); i += portion) {
                send(records.subList(i, Math.min(records.size(), i + portion)));
            }
            send(List.of(manifest()));
            lastEpoch = number;
            first = false;
            return lsn(number);
        }

        /** Writes the rows collected so far, without their manifest, and forgets them. */
        void flush() {
            send(records);
            records.clear();
        }

        /** Writes the rows without their manifest. */
        void rowsOnly() {
            send(records);
        }

        /** Writes the manifest of rows that were written before. */
        Lsn manifestOnly() {
            send(List.of(manifest()));
            lastEpoch = number;
            first = false;
            return lsn(number);
        }

        private ProducerRecord<byte[], byte[]> manifest() {
            if (promisedTooMany > 0) {
                counts.values().iterator().next().merge(0, promisedTooMany, Long::sum);
            }
            return new ProducerRecord<>(
                    descriptor.resultEpochs(),
                    0,
                    bytes("0"),
                    WireJson.write(new ResultManifest(
                            0, 1, from, number, lsn(number), committedAt, Instant.now(), isFirst, counts, failed)));
        }

        private Epoch add(TopologyDescriptor.View view, Map<String, Object> key, Map<String, Object> row) {
            byte[] keyJson = json(key);
            int partition = Math.floorMod(java.util.Arrays.hashCode(keyJson), partitions);
            Header epoch = new RecordHeader(Headers.EPOCH, Headers.epoch(number));
            records.add(new ProducerRecord<>(
                    view.topic(), partition, keyJson, row == null ? null : json(row), List.of(epoch)));
            counts.computeIfAbsent(view.topic(), topic -> new HashMap<>()).merge(partition, 1L, Long::sum);
            return this;
        }
    }

    private void send(List<ProducerRecord<byte[], byte[]>> records) {
        producer.beginTransaction();
        records.forEach(producer::send);
        producer.flush();
        producer.commitTransaction();
    }

    private TopologyDescriptor.View view(String name) {
        return descriptor.views().stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static NewTopic topic(String name, int partitions) {
        var settings = TopicSettings.log(name, partitions, Duration.ofDays(7));
        return new NewTopic(name, Optional.of(partitions), Optional.of((short) 1)).configs(settings.config());
    }

    private void create(List<NewTopic> topics) {
        try {
            createDescriptorTopic();
            admin.createTopics(topics).all().get();
        } catch (Exception e) {
            throw new IllegalStateException("cannot create topics", e);
        }
    }

    /** The sink creates it, too; whoever is first. */
    private void createDescriptorTopic() throws Exception {
        var settings = TopicSettings.compacted(names.topologies());
        try {
            admin.createTopics(List.of(new NewTopic(settings.name(), Optional.of(1), Optional.of((short) 1))
                            .configs(settings.config())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    void recreateTopic(String name) throws Exception {
        admin.deleteTopics(List.of(name)).all().get();
        while (admin.listTopics().names().get().contains(name)) {
            Thread.onSpinWait();
        }
        admin.createTopics(List.of(topic(name, partitions))).all().get();
    }

    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
