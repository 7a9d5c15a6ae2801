package dev.tideline.engine.sql.translate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A piece of a little-endian server's memory. */
final class Memory {

    private final byte[] bytes;
    private final ByteBuffer buffer;

    Memory(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int length() {
        return bytes.length;
    }

    int byteAt(int at) {
        return bytes[at] & 0xFF;
    }

    int shortAt(int at) {
        return buffer.getShort(at);
    }

    int intAt(int at) {
        return buffer.getInt(at);
    }

    long unsignedInt(int at) {
        return Integer.toUnsignedLong(buffer.getInt(at));
    }

    long longAt(int at) {
        return buffer.getLong(at);
    }

    long bigEndianLong(int at) {
        return Long.reverseBytes(buffer.getLong(at));
    }

    /** The first so many bytes of a number. */
    long bigEndianLong(int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | byteAt(at + i);
        }
        return value;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    Memory slice(int from, int to) {
        return new Memory(Arrays.copyOfRange(bytes, from, to));
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    String text(int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** A text that ends with a zero byte. */
    String cString(int at) {
        int end = at;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    /** The content of a value that begins with its length, in one byte or in four. */
    Memory variable(int at) {
        int header = isShort(at) ? 1 : 4;
        return slice(at + header, at + variableSize(at));
    }

    /** Bytes that such a value takes with its length. */
    int variableSize(int at) {
        if (isShort(at)) {
            return byteAt(at) >> 1;
        }
        if ((byteAt(at) & 2) != 0) {
            throw new IllegalStateException("a constant is compressed or stored elsewhere");
        }
        return intAt(at) >>> 2;
    }

    private boolean isShort(int at) {
        return (byteAt(at) & 1) == 1 && byteAt(at) != 1;
    }
}
