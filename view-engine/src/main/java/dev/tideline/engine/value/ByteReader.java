package dev.tideline.engine.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote. */
public final class ByteReader {

    private final byte[] bytes;
    private int position;

    public ByteReader(byte[] bytes) {
        this(bytes, 0);
    }

    public ByteReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    public int readByte() {
        return bytes[position++] & 0xFF;
    }

    public int readShort() {
        return readByte() << 8 | readByte();
    }

    public int readInt() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | readByte();
        }
        return value;
    }

    public long readLong() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | readByte();
        }
        return value;
    }

    public long readVarLong() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    public long readSignedVarLong() {
        long value = readVarLong();
        return (value >>> 1) ^ -(value & 1);
    }

    /** What {@link ByteWriter#writeText} wrote. */
    public String readText() {
        int length = (int) readVarLong();
        var text = new String(bytes, position, length, StandardCharsets.UTF_8);
        skip(length);
        return text;
    }

    public byte[] read(int count) {
        byte[] read = Arrays.copyOfRange(bytes, position, position + count);
        position += count;
        return read;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int position() {
        return position;
    }

    public void skip(int count) {
        position += count;
    }

    public int remaining() {
        return bytes.length - position;
    }
}
