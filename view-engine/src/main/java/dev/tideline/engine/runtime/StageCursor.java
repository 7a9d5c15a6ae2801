package dev.tideline.engine.runtime;

import dev.tideline.engine.state.KeyedState.Cursor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Walks over what is written and what is not yet, in one order; what is not written yet hides what is. */
final class StageCursor implements Cursor {

    private final KeyValueIterator<Bytes, byte[]> written;
    private final Iterator<Map.Entry<byte[], byte[]>> unwritten;
    private final byte[] to;
    private final boolean backward;
    private final byte[] removed;

    private byte[] writtenKey;
    private byte[] writtenValue;
    private byte[] unwrittenKey;
    private byte[] unwrittenValue;
    private byte[] key;
    private byte[] value;

    /**
     * @param written may hold {@code to} itself, which is left out
     * @param removed the very array that marks a removed entry
     */
    StageCursor(
            KeyValueIterator<Bytes, byte[]> written,
            NavigableMap<byte[], byte[]> unwritten,
            byte[] to,
            boolean backward,
            byte[] removed) {
        this.written = written;
        this.unwritten =
                (backward ? unwritten.descendingMap() : unwritten).entrySet().iterator();
        this.to = to;
        this.backward = backward;
        this.removed = removed;
        advanceWritten();
        advanceUnwritten();
    }

    @Override
    public boolean next() {
        while (writtenKey != null || unwrittenKey != null) {
            int order = compareHeads();
            if (order < 0) {
                key = writtenKey;
                value = writtenValue;
                advanceWritten();
                return true;
            }
            key = unwrittenKey;
            value = unwrittenValue;
            if (order == 0) {
                advanceWritten();
            }
            advanceUnwritten();
            if (value != removed) {
                return true;
            }
        }
        key = null;
        value = null;
        return false;
    }

    /** Negative if the written head comes first, 0 if both have the same key. */
    private int compareHeads() {
        if (unwrittenKey == null) {
            return -1;
        }
        if (writtenKey == null) {
            return 1;
        }
        int order = Arrays.compareUnsigned(writtenKey, unwrittenKey);
        return backward ? -order : order;
    }

    private void advanceWritten() {
        while (written.hasNext()) {
            KeyValue<Bytes, byte[]> entry = written.next();
            writtenKey = entry.key.get();
            if (to == null || Arrays.compareUnsigned(writtenKey, to) < 0) {
                writtenValue = entry.value;
                return;
            }
        }
        writtenKey = null;
        writtenValue = null;
    }

    private void advanceUnwritten() {
        if (unwritten.hasNext()) {
            Map.Entry<byte[], byte[]> entry = unwritten.next();
            unwrittenKey = entry.getKey();
            unwrittenValue = entry.getValue();
        } else {
            unwrittenKey = null;
            unwrittenValue = null;
        }
    }

    @Override
    public byte[] key() {
        return key;
    }

    @Override
    public byte[] value() {
        return value;
    }

    @Override
    public void close() {
        written.close();
    }
}
