package dev.tideline.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Both caches show what a map shows, whatever is flushed, trimmed and built again. */
class CachesTest {

    private final RowCodec keys = RowCodec.of(List.of(SqlType.of(PgType.INT4)), new PgTypeCatalog());

    @Test
    void objectsByRow() {
        long seed = Long.getLong("tideline.test.seed", 1);
        var random = new Random(seed);
        for (int run = 0; run < 100; run++) {
            var states = new MemoryStates();
            var cache = new ObjectCache<>(states.state("s"), keys, ValueCodec.COUNT, CacheShare.of(3));
            var model = new HashMap<Row, Long>();
            for (int i = 0; i < 200; i++) {
                var key = new Row(random.nextInt(12));
                switch (random.nextInt(6)) {
                    case 0 -> cache.flush();
                    case 1 -> cache.trim();
                    case 2 -> {
                        cache.flush();
                        cache = new ObjectCache<>(states.state("s"), keys, ValueCodec.COUNT, CacheShare.of(3));
                    }
                    case 3 -> {
                        cache.put(key, null);
                        model.remove(key);
                    }
                    default -> {
                        cache.put(key, (long) i);
                        model.put(key, (long) i);
                    }
                }
                var asked = new Row(random.nextInt(12));
                assertThat(cache.get(asked)).as("seed %d", seed).isEqualTo(model.get(asked));
            }
            var all = new HashMap<Row, Long>();
            cache.forEach(all::put);
            assertThat(all).isEqualTo(model);
            assertThat(states.size()).isEqualTo(model.size());
        }
    }

    @Test
    void objectsInOrder() {
        long seed = Long.getLong("tideline.test.seed", 1);
        var random = new Random(seed);
        for (int run = 0; run < 100; run++) {
            var states = new MemoryStates();
            var cache = new OrderedCache<>(states.state("s"), ValueCodec.COUNT, CacheShare.of(3));
            var model = new TreeMap<Integer, Long>();
            for (int i = 0; i < 200; i++) {
                int key = random.nextInt(512);
                switch (random.nextInt(6)) {
                    case 0 -> cache.flush();
                    case 1 -> cache.trim();
                    case 2 -> {
                        cache.flush();
                        cache = new OrderedCache<>(states.state("s"), ValueCodec.COUNT, CacheShare.of(3));
                    }
                    case 3 -> {
                        var gone = random.nextBoolean() ? model.ceilingKey(key) : model.floorKey(key);
                        if (gone != null) {
                            cache.put(bytes(gone), null);
                            model.remove(gone);
                        }
                    }
                    default -> {
                        cache.put(bytes(key), (long) i);
                        model.put(key, (long) i);
                    }
                }
                int prefix = random.nextInt(2);
                var within = model.subMap(prefix << 8, (prefix + 1) << 8);
                var first = cache.seek(new byte[] {(byte) prefix}, false);
                var last = cache.seek(new byte[] {(byte) prefix}, true);
                if (within.isEmpty()) {
                    assertThat(first).isNull();
                    assertThat(last).isNull();
                } else {
                    assertThat(first.key()).as("seed %d", seed).isEqualTo(bytes(within.firstKey()));
                    assertThat(first.value()).isEqualTo(within.get(within.firstKey()));
                    assertThat(last.key()).as("seed %d", seed).isEqualTo(bytes(within.lastKey()));
                    assertThat(last.value()).isEqualTo(within.get(within.lastKey()));
                }
            }
        }
    }

    @Test
    void theSuccessorOfAPrefixIsAboveAllThatStartsWithIt() {
        assertThat(OrderedCache.successor(new byte[] {1, 2})).containsExactly(1, 3);
        assertThat(OrderedCache.successor(new byte[] {1, -1})).containsExactly(2);
        assertThat(OrderedCache.successor(new byte[] {-1, -1})).isNull();
        assertThat(OrderedCache.successor(new byte[0])).isNull();
    }

    private static byte[] bytes(int key) {
        return new byte[] {(byte) (key >> 8), (byte) key};
    }
}
