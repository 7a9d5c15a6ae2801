package dev.tideline.engine.runtime;

import dev.tideline.schemas.wire.EpochManifest;
import dev.tideline.schemas.wire.Headers;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.IngestRequest;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.TopicSettings;
import dev.tideline.schemas.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes what ingest would write, from tables that it changes itself at random, and answers requests for snapshots. For every epoch it
 * remembers what the views of {@link LedgerProgram} must show.
 */
final class IngestDouble implements AutoCloseable {

    private static final Duration RETENTION = Duration.ofDays(7);

    private final TopicNames names;
    private final Cluster cluster;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread server;
    private final Random random;
    private final KafkaConsumer<byte[], byte[]> requests;
    private final Map<Long, LedgerViews> expected = new ConcurrentHashMap<>();
    private final Map<Long, Order> orders = new HashMap<>();
    private final List<String> tags = new ArrayList<>();

    private final Set<String> known = new HashSet<>();

    private volatile boolean closed;
    private volatile long epoch;
    private volatile int snapshots;
    private volatile int epochsWhileCopying;
    private boolean open;
    private final Map<String, Long> counts = new HashMap<>();
    private long timestampMs;
    private int idRange = 300;

    record Order(long id, long customer, long amount, String note) {}

    IngestDouble(String bootstrap, String prefix, long seed) {
        this.names = new TopicNames(prefix);
        this.random = new Random(seed);
        this.epoch = random.nextInt(3);
        Map<String, String> client = Map.of("bootstrap.servers", bootstrap);
        cluster = new Cluster(client, (short) -1);
        cluster.ensure(List.of(
                TopicSettings.log(names.epochs(), 1, RETENTION),
                TopicSettings.control(names.requests()),
                TopicSettings.control(names.replies())));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", prefix + ".ingest", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        requests = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partition = new TopicPartition(names.requests(), 0);
        requests.assign(List.of(partition));
        requests.seekToEnd(List.of(partition));
        requests.position(partition);
        server = new Thread(this::serve, "ingest-double");
        server.start();
    }

    /** So many epochs are written between a snapshot and its announcement. */
    void epochsWhileCopying(int epochs) {
        epochsWhileCopying = epochs;
    }

    /** Ids are drawn below this. */
    void idRange(int range) {
        idRange = range;
    }

    int snapshots() {
        return snapshots;
    }

    long epoch() {
        return epoch;
    }

    /** What the views must show after each epoch. */
    Map<Long, LedgerViews> expected() {
        return expected;
    }

    /** Writes epochs of random sizes, several to a Kafka transaction. */
    synchronized void epochs(int count, int rowsAtMost) {
        for (int i = 0; i < count; i++) {
            int rows = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(rowsAtMost);
            for (int row = 0; row < rows; row++) {
                change();
            }
            manifest(rows);
            if (random.nextInt(3) == 0) {
                commit();
            }
        }
        commit();
    }

    /** Writes an epoch after which no table is empty. */
    synchronized void rowInEachTable() {
        upsert(random.nextInt(idRange));
        newTag();
        manifest(2);
        commit();
    }

    /** Writes an epoch without rows. */
    synchronized void heartbeat() {
        manifest(0);
        commit();
    }

    /** Writes one epoch of inserts and updates only. */
    synchronized void largeEpoch(int rows) {
        for (int i = 0; i < rows; i++) {
            upsert(random.nextInt(idRange));
        }
        manifest(rows);
        commit();
    }

    /** Begins an epoch and leaves it open, though readers may see its rows. */
    synchronized void beginEpoch(int rows) {
        for (int i = 0; i < rows; i++) {
            change();
        }
        commit();
    }

    synchronized void endEpoch() {
        manifest(1);
        commit();
    }

    /** An epoch whose rows are not in the topics. */
    synchronized void bulkLoad() {
        for (int i = 0; i < 20; i++) {
            long id = 1_000_000 + random.nextInt(1_000);
            orders.put(id, new Order(id, 7, 60, "bulk"));
        }
        epoch++;
        begin();
        send(
                names.epochs(),
                null,
                WireJson.write(new EpochManifest(
                        epoch,
                        new Lsn(epoch * 1_000),
                        Instant.now(),
                        Instant.now(),
                        1,
                        Map.of(names.changes(LedgerProgram.ORDERS), Map.of(0, 20L)),
                        true)),
                null);
        expected.put(epoch, views());
        commit();
    }

    /** Writes a row that its epoch's manifest does not count. */
    synchronized void writeTooMuch() {
        upsert(1);
        counts.merge(names.changes(LedgerProgram.ORDERS), -1L, Long::sum);
        manifest(1);
        commit();
    }

    /** Writes a row without a column that the table used to have. */
    synchronized void writeWithoutColumn() {
        change(
                LedgerProgram.ORDERS,
                "{\"id\":5}",
                "{\"before\":null,\"after\":{\"id\":5,\"customer\":1,\"note\":\"x\"},\"op\":\"u\"}",
                null);
        manifest(1);
        commit();
    }

    private void change() {
        int kind = random.nextInt(200);
        if (kind == 0) {
            orders.clear();
            change(LedgerProgram.ORDERS, null, "{\"before\":null,\"after\":null,\"op\":\"t\"}", null);
        } else if (kind < 50) {
            tag();
        } else if (kind < 90 && !orders.isEmpty()) {
            long id = any(new ArrayList<>(orders.keySet()));
            orders.remove(id);
            change(
                    LedgerProgram.ORDERS,
                    "{\"id\":" + id + "}",
                    "{\"before\":{\"id\":" + id + ",\"customer\":0},\"after\":null,\"op\":\"d\"}",
                    null);
        } else {
            upsert(random.nextInt(idRange));
        }
    }

    private void upsert(long id) {
        Order old = orders.get(id);
        boolean unavailable = old != null && old.note != null && random.nextInt(4) == 0;
        String note = unavailable ? old.note : random.nextInt(9) == 0 ? null : "note \"" + random.nextInt(99);
        var order = new Order(id, random.nextInt(12), random.nextInt(100), note);
        orders.put(id, order);
        String after = orderJson(order, unavailable ? Headers.UNAVAILABLE_VALUE : note);
        change(
                LedgerProgram.ORDERS,
                "{\"id\":" + id + "}",
                "{\"before\":null,\"after\":" + after + ",\"source\":{\"lsn\":5,\"x\":[1,{}]},\"op\":\""
                        + (old == null ? "c" : "u") + "\",\"ts_ms\":1}",
                unavailable ? "[\"unused\",\"note\"]" : null);
    }

    private void tag() {
        int kind = random.nextInt(3);
        if (kind == 0 || tags.isEmpty()) {
            newTag();
        } else {
            String name = tags.remove(random.nextInt(tags.size()));
            String after = kind == 1 ? null : "tag" + random.nextInt(20);
            if (after != null) {
                tags.add(after);
            }
            change(
                    LedgerProgram.TAGS,
                    null,
                    "{\"before\":" + tagJson(name) + ",\"after\":" + (after == null ? "null" : tagJson(after))
                            + ",\"op\":\"" + (after == null ? "d" : "u") + "\"}",
                    null);
        }
    }

    private void newTag() {
        String name = "tag" + random.nextInt(20);
        tags.add(name);
        change(LedgerProgram.TAGS, null, "{\"before\":null,\"after\":" + tagJson(name) + ",\"op\":\"c\"}", null);
    }

    private <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String orderJson(Order order, String note) {
        return "{\"id\":" + order.id + ",\"unused\":{\"a\":[1]},\"customer\":" + order.customer + ",\"amount\":"
                + order.amount + ",\"note\":" + (note == null ? "null" : '"' + note.replace("\"", "\\\"") + '"') + "}";
    }

    private static String tagJson(String name) {
        return "{\"name\":\"" + name + "\"}";
    }

    private void change(dev.tideline.schemas.wire.TableName table, String key, String value, String unavailable) {
        begin();
        String topic = names.changes(table);
        if (known.add(topic)) {
            cluster.ensure(List.of(TopicSettings.log(topic, 1, RETENTION)));
        }
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(topic, 0, timestampMs, keyBytes, value.getBytes(StandardCharsets.UTF_8));
        record.headers().add(Headers.EPOCH, Headers.epoch(epoch + 1));
        if (unavailable != null) {
            record.headers().add(Headers.UNAVAILABLE, unavailable.getBytes(StandardCharsets.UTF_8));
        }
        producer.send(record);
        counts.merge(topic, 1L, Long::sum);
    }

    private void manifest(int transactions) {
        begin();
        epoch++;
        var rows = new HashMap<String, Map<Integer, Long>>();
        counts.forEach((topic, count) -> rows.put(topic, Map.of(0, count)));
        counts.clear();
        rows.put("not.of.this.topology", Map.of(0, 3L));
        send(
                names.epochs(),
                null,
                WireJson.write(new EpochManifest(
                        epoch, new Lsn(epoch * 1_000), Instant.now(), Instant.now(), transactions, rows, false)),
                null);
        expected.put(epoch, views());
    }

    private void begin() {
        if (!open) {
            producer.beginTransaction();
            open = true;
            timestampMs = Math.max(timestampMs, System.currentTimeMillis());
        }
    }

    private void send(String topic, byte[] key, byte[] value, Long epochHeader) {
        var record = new ProducerRecord<>(topic, 0, timestampMs, key, value);
        if (epochHeader != null) {
            record.headers().add(Headers.EPOCH, Headers.epoch(epochHeader));
        }
        producer.send(record);
    }

    private void commit() {
        if (open) {
            producer.flush();
            producer.commitTransaction();
            open = false;
        }
    }

    synchronized LedgerViews views() {
        return LedgerViews.of(orders.values(), tags);
    }

    private void serve() {
        try (requests) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : requests.poll(Duration.ofMillis(50))) {
                    if (WireJson.read(record.value(), IngestRequest.class) instanceof IngestRequest.Snapshot wish) {
                        snapshot(wish);
                    }
                }
            }
        }
    }

    private void snapshot(IngestRequest.Snapshot wish) {
        IngestReply.SnapshotReady ready;
        synchronized (this) {
            ready = copy(wish);
        }
        epochs(epochsWhileCopying, 20);
        synchronized (this) {
            begin();
            send(names.replies(), wish.id().getBytes(StandardCharsets.UTF_8), WireJson.write(ready), null);
            commit();
            snapshots++;
        }
    }

    private IngestReply.SnapshotReady copy(IngestRequest.Snapshot wish) {
        String attempt = "a" + random.nextInt(1_000_000);
        var tables = new ArrayList<IngestReply.SnapshotReady.Table>();
        begin();
        for (IngestRequest.Snapshot.Table table : wish.tables()) {
            String topic = names.snapshot(attempt, table.table());
            cluster.ensure(List.of(TopicSettings.log(topic, 1, RETENTION)));
            long rows = 0;
            if (table.table().equals(LedgerProgram.ORDERS)) {
                for (Order order : orders.values()) {
                    rows++;
                    copied(topic, "{\"id\":" + order.id + "}", orderJson(order, order.note));
                }
            } else {
                for (String tag : tags) {
                    rows++;
                    copied(topic, null, tagJson(tag));
                }
            }
            tables.add(new IngestReply.SnapshotReady.Table(table.table(), topic, rows));
            send(
                    names.replies(),
                    wish.id().getBytes(StandardCharsets.UTF_8),
                    WireJson.write(new IngestReply.SnapshotProgress(wish.id(), table.table(), rows, rows)),
                    null);
        }
        commit();
        expected.put(epoch, views());
        return new IngestReply.SnapshotReady(
                wish.id(), new Lsn(epoch * 1_000 + 500), Instant.now(), Instant.now(), epoch + 1, tables);
    }

    private void copied(String topic, String key, String row) {
        send(
                topic,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                ("{\"before\":null,\"after\":" + row + ",\"op\":\"r\"}").getBytes(StandardCharsets.UTF_8),
                epoch);
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(5));
        cluster.close();
    }
}
