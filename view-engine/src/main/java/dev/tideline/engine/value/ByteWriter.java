package dev.tideline.engine.value;

import java.util.Arrays;

/** A growing byte array. Big-endian, so that the unsigned order of the bytes is the order of unsigned numbers. */
public final class ByteWriter {

    private byte[] bytes;
    private int length;

    public ByteWriter() {
        this(64);
    }

    public ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    public ByteWriter writeByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public ByteWriter writeShort(int value) {
        return writeByte(value >>> 8).writeByte(value);
    }

    public ByteWriter writeInt(int value) {
        ensure(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    public ByteWriter writeLong(long value) {
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Seven bits a byte, least significant first: one byte for values below 128. */
    public ByteWriter writeVarLong(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        return writeByte((int) rest);
    }

    /** A signed number, small in absolute value meaning few bytes. */
    public ByteWriter writeSignedVarLong(long value) {
        return writeVarLong((value << 1) ^ (value >> 63));
    }

    /** A text's length and its bytes in UTF-8. */
    public ByteWriter writeText(String text) {
        byte[] utf8 = PgChars.utf8(text);
        return writeVarLong(utf8.length).write(utf8);
    }

    public ByteWriter write(byte[] source) {
        return write(source, 0, source.length);
    }

    public ByteWriter write(byte[] source, int offset, int count) {
        ensure(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    public int length() {
        return length;
    }

    /** Forgets all that was written; the capacity stays. */
    public ByteWriter reset() {
        length = 0;
        return this;
    }

    /** Forgets all that was written behind {@code newLength}. */
    public ByteWriter truncate(int newLength) {
        length = newLength;
        return this;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void ensure(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
