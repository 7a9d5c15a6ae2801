package dev.tideline.engine.runtime;

import dev.tideline.engine.gate.RowBytes;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;

/**
 * A change as its record brought it, not yet decoded: what waits takes little room, and what is dropped costs nothing.
 *
 * @param channel position of the record's channel
 * @param key JSON, or null
 * @param value JSON
 * @param unavailable value of the header that names columns without a value, or null
 */
record RawChange(int channel, byte[] key, byte[] value, byte[] unavailable) {

    private static final int OVERHEAD_BYTES = 150;

    /** About how many bytes of memory it takes. */
    long size() {
        return OVERHEAD_BYTES
                + value.length
                + (key == null ? 0 : key.length)
                + (unavailable == null ? 0 : unavailable.length);
    }

    /** How waiting changes are kept in state. */
    static final RowBytes<RawChange> BYTES = new RowBytes<>() {
        @Override
        public byte[] write(RawChange change) {
            var out = new ByteWriter(change.value.length + 64);
            writeNullable(change.key, out);
            writeNullable(change.unavailable, out);
            return out.write(change.value).toByteArray();
        }

        @Override
        public long size(RawChange change) {
            return change.size();
        }

        @Override
        public RawChange read(int channel, byte[] bytes) {
            var in = new ByteReader(bytes);
            byte[] key = readNullable(in);
            byte[] unavailable = readNullable(in);
            return new RawChange(channel, key, in.read(in.remaining()), unavailable);
        }
    };

    private static void writeNullable(byte[] bytes, ByteWriter out) {
        if (bytes == null) {
            out.writeVarLong(0);
        } else {
            out.writeVarLong(bytes.length + 1L).write(bytes);
        }
    }

    private static byte[] readNullable(ByteReader in) {
        int length = (int) in.readVarLong() - 1;
        return length < 0 ? null : in.read(length);
    }
}
