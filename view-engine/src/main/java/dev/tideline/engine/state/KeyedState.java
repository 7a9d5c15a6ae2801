package dev.tideline.engine.state;

/**
 * Durable state as ordered bytes, the only thing that operators may remember by. Keys are ordered as unsigned bytes. The runtime
 * puts a Kafka Streams store behind it, tests a sorted map.
 */
public interface KeyedState {

    /** The value of a key, or null. */
    byte[] get(byte[] key);

    /** Sets a key's value; null removes the key. */
    void put(byte[] key, byte[] value);

    /** All entries whose key starts with {@code prefix}, in order. Close the cursor; do not write while it is open. */
    Cursor scan(byte[] prefix);

    /** The entries with {@code from <= key < to}, forward or backward. {@code to} null means no upper bound. */
    Cursor range(byte[] from, byte[] to, boolean backward);

    /** Walks over entries. */
    interface Cursor extends AutoCloseable {

        /** Steps to the next entry; false behind the last. Must be called before the first entry, too. */
        boolean next();

        byte[] key();

        byte[] value();

        @Override
        void close();
    }
}
