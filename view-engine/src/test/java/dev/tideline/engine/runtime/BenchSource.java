package dev.tideline.engine.runtime;

import dev.tideline.schemas.wire.EpochManifest;
import dev.tideline.schemas.wire.Headers;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.IngestRequest;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.TopicSettings;
import dev.tideline.schemas.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what ingest would write: customers once, as a snapshot, and orders, of which half are changed again. */
final class BenchSource implements AutoCloseable {

    private static final TableName ORDERS = new TableName("public", "orders");
    private static final TableName CUSTOMERS = new TableName("public", "customers");

    private final TopicNames names;
    private final Cluster cluster;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> requests;
    private final int customers;
    private final Random random = new Random(1);
    private long epoch;
    private long orders;

    BenchSource(String bootstrap, TopicNames names, int customers) {
        this.names = names;
        this.customers = customers;
        cluster = new Cluster(Map.of("bootstrap.servers", bootstrap), (short) -1);
        cluster.ensure(List.of(
                TopicSettings.log(names.epochs(), 1, Duration.ofDays(1)),
                TopicSettings.control(names.requests()),
                TopicSettings.control(names.replies()),
                TopicSettings.log(names.changes(ORDERS), 1, Duration.ofDays(1))));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", names.prefix() + ".ingest", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        requests = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partition = new TopicPartition(names.requests(), 0);
        requests.assign(List.of(partition));
        requests.seekToBeginning(List.of(partition));
    }

    void answerRequest() {
        while (true) {
            for (ConsumerRecord<byte[], byte[]> record : requests.poll(Duration.ofMillis(100))) {
                snapshot((IngestRequest.Snapshot) WireJson.read(record.value(), IngestRequest.class));
                return;
            }
        }
    }

    private void snapshot(IngestRequest.Snapshot wish) {
        producer.beginTransaction();
        var tables = new ArrayList<IngestReply.SnapshotReady.Table>();
        for (var table : wish.tables()) {
            String topic = names.snapshot("a", table.table());
            cluster.ensure(List.of(TopicSettings.log(topic, 1, Duration.ofDays(1))));
            long rows = 0;
            if (table.table().equals(CUSTOMERS)) {
                for (; rows < customers; rows++) {
                    send(
                            topic,
                            "{\"id\":" + rows + "}",
                            envelope(
                                    "customers",
                                    "{\"id\":" + rows + ",\"country\":\"country " + rows % 50 + "\"}",
                                    "r"),
                            0);
                }
            }
            tables.add(new IngestReply.SnapshotReady.Table(table.table(), topic, rows));
        }
        producer.send(new ProducerRecord<>(
                names.replies(),
                wish.id().getBytes(StandardCharsets.UTF_8),
                WireJson.write(new IngestReply.SnapshotReady(
                        wish.id(), new Lsn(1), Instant.now(), Instant.now(), 1, tables))));
        producer.commitTransaction();
    }

    long epoch() {
        return epoch;
    }

    /** Writes and commits an epoch of so many rows. */
    void write(int rows) {
        String topic = names.changes(ORDERS);
        producer.beginTransaction();
        epoch++;
        for (int i = 0; i < rows; i++) {
            boolean update = orders > 1_000 && random.nextBoolean();
            long id = update ? orders - random.nextInt(1_000) - 1 : orders++;
            send(topic, "{\"id\":" + id + "}", envelope("orders", order(id), update ? "u" : "c"), epoch);
        }
        var manifest = new EpochManifest(
                epoch,
                new Lsn(epoch * 100),
                Instant.now(),
                Instant.now(),
                rows,
                Map.of(topic, Map.of(0, (long) rows)),
                false);
        producer.send(new ProducerRecord<>(names.epochs(), null, WireJson.write(manifest)));
        producer.commitTransaction();
    }

    private String order(long id) {
        return "{\"id\":" + id + ",\"customer_id\":" + random.nextInt(customers) + ",\"day\":"
                + (20_000 + random.nextInt(3)) + ",\"cents\":" + random.nextInt(10_000) + ",\"status\":\"s"
                + random.nextInt(5) + "\",\"note\":\"some text that nobody asks for " + id + "\"}";
    }

    private String envelope(String table, String after, String op) {
        return "{\"before\":null,\"after\":" + after
                + ",\"source\":{\"version\":\"3.6.1.Final\",\"connector\":\"postgresql\",\"name\":\"shop\",\"ts_ms\":"
                + System.currentTimeMillis()
                + ",\"snapshot\":\"false\",\"db\":\"shop\",\"schema\":\"public\",\"table\":\""
                + table + "\",\"txId\":" + epoch + ",\"lsn\":" + epoch * 100 + "},\"op\":\"" + op + "\",\"ts_ms\":"
                + System.currentTimeMillis() + ",\"transaction\":{\"id\":\"" + epoch
                + "\",\"total_order\":1,\"data_collection_order\":1}}";
    }

    private void send(String topic, String key, String value, long epoch) {
        var record = new ProducerRecord<>(
                topic, 0, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
        record.headers().add(Headers.EPOCH, Headers.epoch(epoch));
        producer.send(record);
    }

    @Override
    public void close() {
        producer.close();
        requests.close();
        cluster.close();
    }
}
