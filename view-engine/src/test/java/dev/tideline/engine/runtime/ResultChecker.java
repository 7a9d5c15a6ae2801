package dev.tideline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.wire.Headers;
import dev.tideline.schemas.wire.ResultManifest;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads one generation's result topics as a sink would, and compares every result epoch with what {@link IngestDouble} says the views
 * must show then.
 */
final class ResultChecker implements AutoCloseable {

    private static final List<String> VIEWS = List.of("totals", "big", "names");

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final IngestDouble ingest;
    private final long threshold;
    private final String epochsTopic;
    private final Map<String, String> viewOfTopic = new HashMap<>();
    private final Map<String, Deque<ConsumerRecord<byte[], byte[]>>> rows = new HashMap<>();
    private final Deque<ResultManifest> manifests = new ArrayDeque<>();
    private final Map<String, TreeMap<String, String>> contents = new HashMap<>();
    private final List<ResultManifest> checked = new ArrayList<>();
    private final Map<String, Set<Integer>> statesSeen = new HashMap<>();
    private long records;

    ResultChecker(String bootstrap, TopicNames names, LedgerProgram program, int generation, IngestDouble ingest) {
        this.ingest = ingest;
        this.threshold = program.threshold();
        String topology = program.topology();
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        epochsTopic = names.resultEpochs(topology, generation);
        var partitions = new ArrayList<TopicPartition>();
        partitions.add(new TopicPartition(epochsTopic, 0));
        for (String view : VIEWS) {
            String topic = names.results(topology, view, generation);
            viewOfTopic.put(topic, view);
            rows.put(topic, new ArrayDeque<>());
            contents.put(view, new TreeMap<>());
            statesSeen.put(view, new HashSet<>());
            partitions.add(new TopicPartition(topic, 0));
        }
        consumer.assign(partitions);
    }

    /** Checks all result epochs up to the one that closes {@code epoch}. */
    void checkUpTo(long epoch, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (lastEpoch() < epoch) {
            assertThat(System.nanoTime())
                    .as("result epoch %d arrives; so far %d", epoch, lastEpoch())
                    .isLessThan(deadline);
            poll();
        }
    }

    /** Takes what is there, and checks it. */
    void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            if (record.topic().equals(epochsTopic)) {
                manifests.add(WireJson.read(record.value(), ResultManifest.class));
            } else {
                rows.get(record.topic()).add(record);
            }
        }
        while (!manifests.isEmpty() && isHere(manifests.peek())) {
            apply(manifests.remove());
        }
    }

    private boolean isHere(ResultManifest manifest) {
        return manifest.rows().entrySet().stream()
                .allMatch(topic ->
                        rows.get(topic.getKey()).size() >= topic.getValue().get(0));
    }

    private void apply(ResultManifest manifest) {
        assertThat(manifest.first()).isEqualTo(checked.isEmpty());
        assertThat(manifest.failed()).isEmpty();
        if (!checked.isEmpty()) {
            ResultManifest before = checked.get(checked.size() - 1);
            assertThat(manifest.from()).isEqualTo(before.epoch() + 1);
            assertThat(manifest.lsn()).isGreaterThan(before.lsn());
        }
        assertThat(manifest.epoch()).isGreaterThanOrEqualTo(manifest.from());
        manifest.rows().forEach((topic, counts) -> take(topic, counts.get(0), manifest.epoch()));
        LedgerViews expected = ingest.expected().get(manifest.epoch());
        String when = "result epoch " + manifest.from() + " to " + manifest.epoch();
        assertThat(contents.get("totals")).as(when).isEqualTo(expected.totals());
        assertThat(contents.get("big")).as(when).isEqualTo(expected.big(threshold));
        assertThat(new ArrayList<>(contents.get("names").values()))
                .as(when)
                .containsExactlyInAnyOrderElementsOf(expected.names().values());
        contents.forEach((view, rows) -> statesSeen.get(view).add(rows.hashCode()));
        checked.add(manifest);
    }

    private void take(String topic, long count, long epoch) {
        TreeMap<String, String> view = contents.get(viewOfTopic.get(topic));
        var keys = new HashSet<String>();
        for (long i = 0; i < count; i++) {
            ConsumerRecord<byte[], byte[]> record = rows.get(topic).remove();
            records++;
            assertThat(Headers.epoch(record.headers().lastHeader(Headers.EPOCH).value()))
                    .isEqualTo(epoch);
            String key = new String(record.key(), StandardCharsets.UTF_8);
            assertThat(keys.add(key)).as("key once per epoch: %s", key).isTrue();
            if (record.value() == null) {
                assertThat(view.remove(key)).as("deleted row %s", key).isNotNull();
            } else {
                view.put(key, new String(record.value(), StandardCharsets.UTF_8));
            }
        }
    }

    long lastEpoch() {
        return checked.isEmpty() ? -1 : checked.get(checked.size() - 1).epoch();
    }

    List<ResultManifest> checked() {
        return checked;
    }

    /** The states seen must be neither empty nor always the same. (The last may be empty: tables are truncated now and then.) */
    void assertWorthwhile(int resultEpochs) {
        assertThat(checked).hasSizeGreaterThanOrEqualTo(resultEpochs);
        assertThat(records).isGreaterThan(resultEpochs);
        statesSeen.forEach((view, states) -> assertThat(states).as(view).hasSizeGreaterThan(1));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
