package dev.tideline.engine.value;

import java.util.Arrays;

/** A bytea value: an immutable byte string that compares like PostgreSQL's, unsigned. */
public final class Bytes implements Comparable<Bytes> {

    private final byte[] bytes;

    public Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bytes themselves, not a copy: do not change them. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "\\x" + java.util.HexFormat.of().formatHex(bytes);
    }
}
