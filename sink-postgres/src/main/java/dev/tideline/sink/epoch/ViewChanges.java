package dev.tideline.sink.epoch;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a run of epochs does to one view: the last write per key, where null deletes. The values stay the JSON that came,
 * because most of a long run's writes are overtaken before anybody reads them.
 */
public final class ViewChanges {

    /** Heap that an entry takes beside the bytes of its key and value: map node, key object and two array headers. */
    private static final int ENTRY_OVERHEAD_BYTES = 112;

    private final Map<RecordKey, byte[]> lastWrites = new HashMap<>();
    private long heapBytes;

    public void put(RecordKey key, byte[] value) {
        int keyBytes = key.json().length + ENTRY_OVERHEAD_BYTES;
        int sizeBefore = lastWrites.size();
        byte[] replaced = lastWrites.put(key, value);
        if (lastWrites.size() > sizeBefore) {
            heapBytes += keyBytes;
        }
        heapBytes += lengthOf(value) - lengthOf(replaced);
    }

    /** Takes over the writes of {@code later}, which win. */
    public void putAll(ViewChanges later) {
        later.forEach(this::put);
    }

    public void forEach(BiConsumer<RecordKey, byte[]> action) {
        lastWrites.forEach(action);
    }

    public int size() {
        return lastWrites.size();
    }

    public boolean isEmpty() {
        return lastWrites.isEmpty();
    }

    /** An estimate of the heap that this takes. */
    public long heapBytes() {
        return heapBytes;
    }

    private static int lengthOf(byte[] value) {
        return value == null ? 0 : value.length;
    }
}
