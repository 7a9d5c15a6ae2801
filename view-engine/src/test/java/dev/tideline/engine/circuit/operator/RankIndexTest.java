package dev.tideline.engine.circuit.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.circuit.operator.RankIndex.Sums;
import dev.tideline.engine.state.CacheShare;
import dev.tideline.engine.state.MemoryStates;
import dev.tideline.engine.state.OrderedCache;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The index finds ranks and positions as counting does, through thousands of changes, and keeps nothing when all has gone. */
class RankIndexTest {

    private static final byte[] GROUP = {7, 7};

    private final TreeMap<byte[], Long> counts = new TreeMap<>(Arrays::compareUnsigned);
    private final MemoryStates states = new MemoryStates();
    private RankIndex index = new RankIndex(states.state("n"), CacheShare.of(10));

    @Test
    void findsWhatCountingFinds() {
        long seed = Long.getLong("tideline.laws.seed", 1);
        System.out.println("rank index: seed " + seed);
        var random = new Random(seed);
        for (int step = 1; step <= 6000; step++) {
            var position = position(random.nextInt(1500));
            long before = counts.getOrDefault(position, 0L);
            change(position, before > 0 && random.nextInt(5) > 1 ? -before : 1 + random.nextInt(3));
            if (step % 50 == 0) {
                check(random, seed);
                index.flush();
                index.trim();
                if (random.nextBoolean()) {
                    index = new RankIndex(states.state("n"), CacheShare.of(10));
                }
            }
        }
        assertThat(counts).as("entries at the end").hasSizeGreaterThan(100);
        Arrays.stream(counts.keySet().toArray(new byte[0][])).forEach(key -> change(key, -counts.get(key)));
        index.flush();
        try (var left = states.state("n").scan(new byte[0])) {
            assertThat(left.next()).as("nodes without entries").isFalse();
        }
    }

    private static byte[] position(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private void change(byte[] position, long rows) {
        long before = counts.getOrDefault(position, 0L);
        counts.merge(position, rows, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
        boolean there = counts.containsKey(position);
        index.change(GROUP, position, rows, before == 0 && there, before > 0 && !there, this::walk);
    }

    private void walk(byte[] from, byte[] to, OrderedCache.Visitor<Sums> visitor) {
        var tail = from == null ? counts : counts.tailMap(from, true);
        for (var entry : tail.entrySet()) {
            boolean end = to != null && Arrays.compareUnsigned(entry.getKey(), to) >= 0;
            if (end || !visitor.visit(entry.getKey(), new Sums(entry.getValue(), 1))) {
                return;
            }
        }
    }

    private void check(Random random, long seed) {
        var position = position(random.nextInt(1500));
        var place = index.ofPosition(GROUP, position);
        assertThat(place.before()).as("seed %d", seed).isEqualTo(sumBefore(place.position()));
        if (place.position() != null) {
            assertThat(Arrays.compareUnsigned(place.position(), position)).isLessThanOrEqualTo(0);
        }
        long rows = counts.values().stream().mapToLong(count -> count).sum();
        long rank = rows == 0 ? 0 : random.nextInt((int) rows);
        var ofRank = index.ofRank(GROUP, rank);
        assertThat(ofRank.before()).as("seed %d", seed).isEqualTo(sumBefore(ofRank.position()));
        assertThat(ofRank.before().rows()).isLessThanOrEqualTo(rank);
        if (counts.size() > 500) {
            var upTo = counts.headMap(position, true);
            var walked = place.position() == null ? upTo : upTo.tailMap(place.position(), true);
            assertThat(walked.size()).as("entries left to count, seed %d", seed).isLessThan(400);
        }
    }

    private Sums sumBefore(byte[] position) {
        var before = position == null ? new TreeMap<byte[], Long>() : counts.headMap(position, false);
        return new Sums(before.values().stream().mapToLong(count -> count).sum(), before.size());
    }
}
