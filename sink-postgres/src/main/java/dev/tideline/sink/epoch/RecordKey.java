package dev.tideline.sink.epoch;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/** The key of a result record: two records are about the same row if these bytes are equal. */
public final class RecordKey {

    private final byte[] json;
    private final int hash;

    public RecordKey(byte[] json) {
        this.json = json;
        this.hash = Arrays.hashCode(json);
    }

    public byte[] json() {
        return json;
    }

    /**
     * 128 bits of the key's SHA-256: an identity of fixed width for the tables in which rows wait, because keys can be too
     * long for an index.
     */
    public UUID digest() {
        try {
            var digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(json));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordKey key && hash == key.hash && Arrays.equals(json, key.json);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
