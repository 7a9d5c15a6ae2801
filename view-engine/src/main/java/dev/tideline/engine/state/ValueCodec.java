package dev.tideline.engine.state;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;

/** An operator's object as bytes. */
public interface ValueCodec<V> {

    void write(V value, ByteWriter out);

    V read(ByteReader in);

    /** Counts; small ones take one byte. */
    ValueCodec<Long> COUNT = new ValueCodec<>() {
        @Override
        public void write(Long value, ByteWriter out) {
            out.writeSignedVarLong(value);
        }

        @Override
        public Long read(ByteReader in) {
            return in.readSignedVarLong();
        }
    };
}
