package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.spec.SortSpec;
import dev.tideline.engine.state.CacheShare;
import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.OrderedCache;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeSemantics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A collection sorted within partitions: (partition, order, tie-break, row) → weight in ordered bytes. What has changed stands in a
 * sorted map in the heap, and a walk merges it with the state below.
 */
final class SortedRows {

    private final SortSpec sort;
    private final int[] partitionColumns;
    private final Equality partitions;
    private final TypeSemantics[] types;
    private final RowCodec rowCodec;
    private final KeyedState state;
    private final CacheShare share;
    private final TreeMap<byte[], Entry> changed = new TreeMap<>(Arrays::compareUnsigned);
    private final ByteWriter out = new ByteWriter();

    SortedRows(SortSpec sort, List<SqlType> rowTypes, String stateName, OperatorContext context) {
        this.sort = sort;
        partitionColumns = sort.partition().stream().mapToInt(Integer::intValue).toArray();
        partitions = new Equality(sort.partition().stream().map(rowTypes::get).toList(), context);
        types = context.semantics(rowTypes).toArray(TypeSemantics[]::new);
        rowCodec = context.codec(rowTypes);
        state = context.states().state(stateName);
        share = context.share();
    }

    /**
     * A row at its place.
     *
     * @param peersEnd how many of the key's first bytes all rows have that are tied with it
     */
    record Entry(byte[] key, int peersEnd, int rowStart, Row row, long weight) {

        boolean isPeer(Entry other) {
            return Arrays.equals(key, 0, peersEnd, other.key, 0, other.peersEnd);
        }

        /** The bytes with which the keys of all peers begin. */
        byte[] peers() {
            return Arrays.copyOf(key, peersEnd);
        }

        Entry plus(long change) {
            return new Entry(key, peersEnd, rowStart, row, weight + change);
        }
    }

    /** Visits entries until it returns false. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(Entry entry);
    }

    /** A place and by how much the weight there changes. */
    record Change(Entry place, long weight) {}

    /**
     * What changes in one partition.
     *
     * @param prefix the bytes with which the keys of all its rows begin
     * @param places in order
     */
    record Changes(Row partition, byte[] prefix, List<Change> places) {}

    /** The changes by partition. */
    List<Changes> changes(ZSet rows) {
        Map<Row, Changes> byPartition = new LinkedHashMap<>();
        rows.forEach((row, weight) -> {
            var changes = byPartition.computeIfAbsent(
                    partition(row), partition -> new Changes(partition, prefix(partition), new ArrayList<>()));
            changes.places().add(new Change(place(changes.prefix(), row), weight));
        });
        byPartition.values().forEach(changes -> changes.places()
                .sort((a, b) ->
                        Arrays.compareUnsigned(a.place().key(), b.place().key())));
        return List.copyOf(byPartition.values());
    }

    /** What stands for the row's partition. */
    private Row partition(Row row) {
        return partitions.representative(row.project(partitionColumns));
    }

    private byte[] prefix(Row partition) {
        return partitions.codec().toBytes(partition);
    }

    /** Where a row stands or would stand, with a weight of zero. */
    private Entry place(byte[] prefix, Row row) {
        out.reset().write(prefix);
        for (var column : sort.order()) {
            writeOrdered(row.get(column.column()), column);
        }
        int peersEnd = out.length();
        for (int column : sort.tieBreak()) {
            writeTieBreak(row.get(column), types[column]);
        }
        int rowStart = out.length();
        rowCodec.write(row, out);
        share.sample(out.length());
        return new Entry(out.toByteArray(), peersEnd, rowStart, row, 0);
    }

    private void writeOrdered(Object value, SortSpec.SortColumn column) {
        if (value == null) {
            out.writeByte(column.nullsFirst() ? 0 : 2);
            return;
        }
        out.writeByte(1);
        if (!column.descending()) {
            types[column.column()].writeOrdered(value, out);
            return;
        }
        var ascending = new ByteWriter();
        types[column.column()].writeOrdered(value, ascending);
        for (byte each : ascending.toByteArray()) {
            out.writeByte(~each);
        }
    }

    private void writeTieBreak(Object value, TypeSemantics type) {
        out.writeByte(value == null ? 1 : 0);
        if (value != null && type.ordered()) {
            type.writeOrdered(value, out);
        } else if (value != null) {
            type.write(value, out);
        }
    }

    /** The bytes with which the keys of all rows of a partition begin that have a value in the only column of the order. */
    byte[] peers(byte[] prefix, Object value) {
        out.reset().write(prefix);
        writeOrdered(value, sort.order().get(0));
        return out.toByteArray();
    }

    /** The entry at a place as it is now. */
    private Entry get(Entry place) {
        var known = changed.get(place.key);
        if (known != null) {
            return known;
        }
        var bytes = state.get(place.key);
        return bytes == null ? place : place.plus(new ByteReader(bytes).readSignedVarLong());
    }

    void add(Entry place, long change) {
        changed.put(place.key, get(place).plus(change));
    }

    /** Walks over the entries with {@code from <= key < to}; false if the visitor stopped. It must not change anything. */
    boolean walk(byte[] from, byte[] to, boolean backward, Visitor visitor) {
        var within = to == null ? changed.tailMap(from, true) : changed.subMap(from, true, to, false);
        var heap = (backward ? within.descendingMap() : within).entrySet().iterator();
        var next = next(heap);
        try (var cursor = state.range(from, to, backward)) {
            while (cursor.next()) {
                var key = cursor.key();
                int order = -1;
                while (next != null && (order = compare(next.key, key, backward)) < 0) {
                    if (next.weight != 0 && !visitor.visit(next)) {
                        return false;
                    }
                    next = next(heap);
                }
                if (next == null || order != 0) {
                    if (!visitor.visit(read(key, cursor.value()))) {
                        return false;
                    }
                }
            }
        }
        for (; next != null; next = next(heap)) {
            if (next.weight != 0 && !visitor.visit(next)) {
                return false;
            }
        }
        return true;
    }

    /** Walks over a partition from its beginning. */
    boolean walk(byte[] prefix, Visitor visitor) {
        return walk(prefix, OrderedCache.successor(prefix), false, visitor);
    }

    private static int compare(byte[] left, byte[] right, boolean backward) {
        return backward ? Arrays.compareUnsigned(right, left) : Arrays.compareUnsigned(left, right);
    }

    private static Entry next(Iterator<Map.Entry<byte[], Entry>> heap) {
        return heap.hasNext() ? heap.next().getValue() : null;
    }

    private Entry read(byte[] key, byte[] value) {
        var in = new ByteReader(value);
        long weight = in.readSignedVarLong();
        int peersEnd = (int) in.readVarLong();
        int rowStart = peersEnd + (int) in.readVarLong();
        return new Entry(key, peersEnd, rowStart, rowCodec.read(new ByteReader(key, rowStart)), weight);
    }

    void flush() {
        changed.forEach((key, entry) -> {
            if (entry.weight == 0) {
                state.put(key, null);
                return;
            }
            state.put(
                    key,
                    out.reset()
                            .writeSignedVarLong(entry.weight)
                            .writeVarLong(entry.peersEnd)
                            .writeVarLong(entry.rowStart - entry.peersEnd)
                            .toByteArray());
        });
        changed.clear();
    }

    void trim() {
        if (changed.size() > share.allowed(changed.size())) {
            flush();
        }
    }
}
