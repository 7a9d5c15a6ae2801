package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.state.CacheShare;
import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.OrderedCache;
import dev.tideline.engine.state.ValueCodec;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import java.util.Arrays;

/**
 * Sums above the ordered entries of a group, by which ranks are found without reading the entries: a skip list of {@value #LEVELS}
 * levels. How high an entry reaches is decided by a hash of its key, one in {@value #FAN_OUT} a level higher, so the list depends on what
 * is in it and not on the history. A node of a level holds the sum of the entries from the node before it on that level (or the beginning
 * of the group) up to, and without, its own.
 *
 * <p><strong>State:</strong> (group, level, key) → sums, for one in {@value #FAN_OUT} entries. <strong>Cost:</strong> O(log n) reads; a change of
 * an entry writes at most one node a level.
 */
final class RankIndex {

    static final int LEVELS = 4;
    static final int FAN_OUT = 32;

    private final OrderedCache<Sums> nodes;

    /** How many rows, and how many different values they have. */
    record Sums(long rows, long values) {

        static final Sums NONE = new Sums(0, 0);

        Sums plus(Sums other) {
            return new Sums(rows + other.rows, values + other.values);
        }

        Sums minus(Sums other) {
            return new Sums(rows - other.rows, values - other.values);
        }
    }

    /** The entries below, whose sums are told one by one. */
    interface Entries {

        /** Walks over the entries from a position on ({@code null}: from the first), up to and without another ({@code null}: to the end). */
        void walk(byte[] from, byte[] to, OrderedCache.Visitor<Sums> visitor);
    }

    /**
     * A place in a group.
     *
     * @param position of an entry; null for the beginning
     * @param before the sums of all entries before it
     */
    record Place(byte[] position, Sums before) {}

    RankIndex(KeyedState state, CacheShare share) {
        nodes = new OrderedCache<>(state, new SumsCodec(), share);
    }

    /** To be called after an entry's count has changed. */
    void change(byte[] group, byte[] position, long rows, boolean appeared, boolean disappeared, Entries entries) {
        var change = new Sums(rows, appeared ? 1 : disappeared ? -1 : 0);
        int height = height(position);
        for (int level = 1; level <= LEVELS; level++) {
            var next = after(group, level, position);
            var sums = next == null ? null : next.value().plus(change);
            if (level <= height && appeared) {
                var own = between(group, level, position, entries);
                nodes.put(key(group, level, position), own);
                sums = sums == null ? null : sums.minus(own);
            } else if (level <= height && disappeared) {
                var key = key(group, level, position);
                sums = sums == null ? null : sums.plus(nodes.get(key));
                nodes.put(key, null);
            }
            if (next != null) {
                nodes.put(next.key(), sums);
            }
        }
    }

    /** The sum of what stands between the node before a position on a level and the position. The levels below are right already. */
    private Sums between(byte[] group, int level, byte[] position, Entries entries) {
        var previous = nodes.seekBefore(key(group, level, new byte[0]), key(group, level, position));
        var from = previous == null ? null : position(previous.key(), group);
        var sum = new Sum();
        if (level == 1) {
            entries.walk(from, position, (key, sums) -> sum.add(sums));
        } else {
            var start = from == null ? key(group, level - 1, new byte[0]) : next(key(group, level - 1, from));
            nodes.scan(start, next(key(group, level - 1, position)), (key, sums) -> sum.add(sums));
        }
        return sum.sums;
    }

    /** The last node of the lowest level that is no further on than a number of rows, from which a walk over entries can go on. */
    Place ofRank(byte[] group, long rows) {
        return descend(group, (key, before, sums) -> before.rows + sums.rows <= rows);
    }

    /** The last node of the lowest level that is not behind a position. */
    Place ofPosition(byte[] group, byte[] position) {
        return descend(group, (key, before, sums) -> Arrays.compareUnsigned(position(key, group), position) <= 0);
    }

    private interface Test {
        boolean reaches(byte[] key, Sums before, Sums sums);
    }

    private Place descend(byte[] group, Test test) {
        var at = new Object() {
            private byte[] position;
            private Sums before = Sums.NONE;
        };
        for (int level = LEVELS; level >= 1; level--) {
            var whole = key(group, level, new byte[0]);
            var from = at.position == null ? whole : next(key(group, level, at.position));
            nodes.scan(from, OrderedCache.successor(whole), (key, sums) -> {
                if (!test.reaches(key, at.before, sums)) {
                    return false;
                }
                at.position = position(key, group);
                at.before = at.before.plus(sums);
                return true;
            });
        }
        return new Place(at.position, at.before);
    }

    private OrderedCache.Found<Sums> after(byte[] group, int level, byte[] position) {
        var found = new Object() {
            private OrderedCache.Found<Sums> next;
        };
        var end = OrderedCache.successor(key(group, level, new byte[0]));
        nodes.scan(next(key(group, level, position)), end, (key, sums) -> {
            found.next = new OrderedCache.Found<>(key, sums);
            return false;
        });
        return found.next;
    }

    private static byte[] key(byte[] group, int level, byte[] position) {
        return new ByteWriter(group.length + position.length + 1)
                .write(group)
                .writeByte(level)
                .write(position)
                .toByteArray();
    }

    private static byte[] position(byte[] key, byte[] group) {
        return Arrays.copyOfRange(key, group.length + 1, key.length);
    }

    /** The least key behind this one. */
    static byte[] next(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    private static int height(byte[] position) {
        int hash = 0x811C9DC5;
        for (byte each : position) {
            hash = (hash ^ each & 0xFF) * 0x01000193;
        }
        hash ^= hash >>> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >>> 13;
        hash *= 0xC2B2AE35;
        hash ^= hash >>> 16;
        return Math.min(LEVELS, Integer.numberOfTrailingZeros(hash) / Integer.numberOfTrailingZeros(FAN_OUT));
    }

    void flush() {
        nodes.flush();
    }

    void trim() {
        nodes.trim();
    }

    private static final class Sum {
        private Sums sums = Sums.NONE;

        boolean add(Sums other) {
            sums = sums.plus(other);
            return true;
        }
    }

    private static final class SumsCodec implements ValueCodec<Sums> {
        @Override
        public void write(Sums value, ByteWriter out) {
            out.writeSignedVarLong(value.rows).writeSignedVarLong(value.values);
        }

        @Override
        public Sums read(ByteReader in) {
            long rows = in.readSignedVarLong();
            return new Sums(rows, in.readSignedVarLong());
        }
    }
}
