package dev.tideline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.state.KeyedState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States in the real store, with commits in between, beside sorted maps. */
class StageStoreTest {

    private static final int COMMITS = 150;

    @TempDir
    Path directory;

    @Test
    void statesAreSortedMapsThatOutliveCommits() {
        long seed = Long.getLong("tideline.test.seed", 1);
        System.out.println("seed " + seed);
        var work = new Work(new Random(seed));
        try (var driver = new TopologyTestDriver(topology(work), settings())) {
            var input = driver.createInputTopic("input", new ByteArraySerializer(), new ByteArraySerializer());
            for (int i = 0; i < COMMITS; i++) {
                input.pipeInput(new byte[0], new byte[0]);
            }
            assertThat(work.found).as("entries compared").isGreaterThan(10_000);
            var changelog = driver.createOutputTopic(
                    "app-state-changelog", new ByteArrayDeserializer(), new ByteArrayDeserializer());
            var restored = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
            List<TestRecord<byte[], byte[]>> records = changelog.readRecordsToList();
            for (var record : records) {
                if (record.value() == null) {
                    restored.remove(record.key());
                } else {
                    restored.put(record.key(), record.value());
                }
            }
            assertThat(records.size()).as("an entry is logged once per commit").isLessThan(work.writes);
            assertThat(restored.size() - work.models.size())
                    .as("the changelog holds the live entries, and the names of the states")
                    .isEqualTo(work.models.values().stream().mapToInt(Map::size).sum());
        }
    }

    private static Topology topology(Work work) {
        var topology = new Topology();
        topology.addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "input");
        ProcessorSupplier<byte[], byte[], byte[], byte[]> supplier = () -> new Processor<>() {
            @Override
            public void init(ProcessorContext<byte[], byte[]> context) {
                work.open(context.getStateStore("state"));
            }

            @Override
            public void process(Record<byte[], byte[]> record) {
                work.go();
            }
        };
        topology.addProcessor("work", supplier, "source");
        topology.addStateStore(new StageStoreBuilder("state"), "work");
        return topology;
    }

    private Properties settings() {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbSettings.class);
        return settings;
    }

    private static final class Work {

        private final Random random;
        private final Map<String, TreeMap<byte[], byte[]>> models = new TreeMap<>();
        private StageStore store;
        private StageStates states;
        private long found;
        private int writes;

        Work(Random random) {
            this.random = random;
            for (String name : List.of("a", "b", "ab", "ä/left", "")) {
                models.put(name, new TreeMap<>(Arrays::compareUnsigned));
            }
        }

        void open(StageStore opened) {
            store = opened;
            states = new StageStates(store);
            store.beforeCommit(store::write);
        }

        void go() {
            if (random.nextInt(10) == 0) {
                states = new StageStates(store); // as after a restart
            }
            for (int i = random.nextInt(200); i > 0; i--) {
                String name = new ArrayList<>(models.keySet()).get(random.nextInt(models.size()));
                step(states.state(name), models.get(name));
            }
        }

        private void step(KeyedState state, TreeMap<byte[], byte[]> model) {
            byte[] key = key();
            switch (random.nextInt(8)) {
                case 0 -> {
                    state.put(key, null);
                    model.remove(key);
                    writes++;
                }
                case 1, 2, 3 -> {
                    byte[] value = ("v" + random.nextInt(1_000)).getBytes(StandardCharsets.UTF_8);
                    byte[] kept = random.nextInt(20) == 0 ? new byte[0] : value;
                    state.put(key, kept);
                    model.put(key, kept);
                    writes++;
                }
                case 4 -> assertThat(state.get(key)).isEqualTo(model.get(key));
                case 5 -> {
                    byte[] prefix = Arrays.copyOf(key, random.nextInt(key.length + 1));
                    var expected = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
                    model.forEach((k, v) -> {
                        if (k.length >= prefix.length && Arrays.equals(k, 0, prefix.length, prefix, 0, prefix.length)) {
                            expected.put(k, v);
                        }
                    });
                    compare(state.scan(prefix), expected);
                }
                default -> {
                    byte[] to = random.nextInt(4) == 0 ? null : key();
                    boolean backward = random.nextBoolean();
                    NavigableMap<byte[], byte[]> range = to == null
                            ? model.tailMap(key, true)
                            : Arrays.compareUnsigned(key, to) > 0
                                    ? new TreeMap<>(Arrays::compareUnsigned)
                                    : model.subMap(key, true, to, false);
                    if (to == null || Arrays.compareUnsigned(key, to) <= 0) {
                        compare(state.range(key, to, backward), backward ? range.descendingMap() : range);
                    }
                }
            }
        }

        /** Few bytes with all the extremes, so that keys meet and prefixes end in 0xFF. */
        private byte[] key() {
            byte[] alphabet = {0, 1, 'a', (byte) 0x7F, (byte) 0x80, (byte) 0xFE, (byte) 0xFF};
            byte[] key = new byte[random.nextInt(4)];
            for (int i = 0; i < key.length; i++) {
                key[i] = alphabet[random.nextInt(alphabet.length)];
            }
            return key;
        }

        private void compare(KeyedState.Cursor cursor, Map<byte[], byte[]> expected) {
            try (cursor) {
                for (Map.Entry<byte[], byte[]> entry : expected.entrySet()) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.key()).isEqualTo(entry.getKey());
                    assertThat(cursor.value()).isEqualTo(entry.getValue());
                    found++;
                }
                assertThat(cursor.next()).isFalse();
                assertThat(cursor.next()).isFalse();
            }
        }
    }
}
