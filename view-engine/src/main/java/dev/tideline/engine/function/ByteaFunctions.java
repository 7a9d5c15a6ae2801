package dev.tideline.engine.function;

import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.SqlError;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Functions of byte strings, digests, and casts between byte strings and integers. */
final class ByteaFunctions {

    private ByteaFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("byteacat(bytea,bytea)", (a, b) -> new Bytes(joined(bytes(a), bytes(b))));
        to.unary("length(bytea)", a -> bytes(a).length);
        to.unary("octet_length(bytea)", a -> bytes(a).length);
        to.unary("bit_length(bytea)", a -> IntegerArithmetic.integer(8L * bytes(a).length));
        to.unary("bit_count(bytea)", a -> bitCount(bytes(a)));
        for (String name : List.of("substr", "substring")) {
            to.binary(name + "(bytea,int4)", (a, b) -> new Bytes(substring(bytes(a), (int) b)));
            to.ternary(name + "(bytea,int4,int4)", (a, b, c) -> new Bytes(substring(bytes(a), (int) b, (int) c)));
        }
        to.binary("position(bytea,bytea)", (a, b) -> position(bytes(a), bytes(b)));
        to.ternary("overlay(bytea,bytea,int4)", (a, b, c) -> overlay(bytes(a), bytes(b), (int) c, bytes(b).length));
        to.variadic("overlay(bytea,bytea,int4,int4)", a -> overlay(bytes(a[0]), bytes(a[1]), (int) a[2], (int) a[3]));
        to.binary("btrim(bytea,bytea)", (a, b) -> trim(bytes(a), bytes(b), true, true));
        to.binary("ltrim(bytea,bytea)", (a, b) -> trim(bytes(a), bytes(b), true, false));
        to.binary("rtrim(bytea,bytea)", (a, b) -> trim(bytes(a), bytes(b), false, true));
        to.unary("reverse(bytea)", a -> reversed(bytes(a)));
        registerParts(to);
        registerDigests(to);
        registerCasts(to);
    }

    private static void registerParts(FunctionRegistry.Registrar to) {
        to.binary("get_byte(bytea,int4)", (a, b) -> bytes(a)[checkIndex((int) b, bytes(a).length)] & 0xFF);
        to.ternary("set_byte(bytea,int4,int4)", (a, b, c) -> {
            byte[] copy = bytes(a).clone();
            copy[checkIndex((int) b, copy.length)] = (byte) (int) c;
            return new Bytes(copy);
        });
        to.binary("get_bit(bytea,int8)", (a, b) -> {
            checkIndex((long) b, 8L * bytes(a).length);
            return bytes(a)[(int) ((long) b / 8)] >> (int) ((long) b % 8) & 1;
        });
        to.ternary("set_bit(bytea,int8,int4)", (a, b, c) -> setBit(bytes(a).clone(), (long) b, (int) c));
    }

    private static void registerDigests(FunctionRegistry.Registrar to) {
        to.unary("md5(bytea)", a -> HexFormat.of().formatHex(digest("MD5", bytes(a))));
        to.unary("md5(text)", a -> HexFormat.of().formatHex(digest("MD5", TextFunctions.bytes(a))));
        for (String bits : List.of("224", "256", "384", "512")) {
            to.unary("sha" + bits + "(bytea)", a -> new Bytes(digest("SHA-" + bits, bytes(a))));
        }
        to.unary("crc32(bytea)", a -> checksum(new java.util.zip.CRC32(), bytes(a)));
        to.unary("crc32c(bytea)", a -> checksum(new java.util.zip.CRC32C(), bytes(a)));
    }

    private static void registerCasts(FunctionRegistry.Registrar to) {
        to.unary("bytea(int2)", a -> new Bytes(bigEndian((int) a, 2)));
        to.unary("bytea(int4)", a -> new Bytes(bigEndian((int) a, 4)));
        to.unary("bytea(int8)", a -> new Bytes(bigEndian((long) a, 8)));
        to.unary("int2(bytea)", a -> (int) (short) fromBigEndian(bytes(a), 2, "smallint"));
        to.unary("int4(bytea)", a -> (int) fromBigEndian(bytes(a), 4, "integer"));
        to.unary("int8(bytea)", a -> fromBigEndian(bytes(a), 8, "bigint"));
    }

    private static byte[] bytes(Object value) {
        return ((Bytes) value).array();
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = Arrays.copyOf(parts[0], length);
        int at = parts[0].length;
        for (int i = 1; i < parts.length; i++) {
            System.arraycopy(parts[i], 0, all, at, parts[i].length);
            at += parts[i].length;
        }
        return all;
    }

    private static long bitCount(byte[] bytes) {
        long count = 0;
        for (byte b : bytes) {
            count += Integer.bitCount(b & 0xFF);
        }
        return count;
    }

    private static byte[] substring(byte[] bytes, int start) {
        return Arrays.copyOfRange(bytes, Math.min(Math.max(start, 1) - 1, bytes.length), bytes.length);
    }

    private static byte[] substring(byte[] bytes, int start, int length) {
        if (length < 0) {
            throw Characters.negativeLength();
        }
        long end = (long) start + length;
        if (end > Integer.MAX_VALUE) {
            return substring(bytes, start);
        }
        int from = Math.min(Math.max(start, 1) - 1, bytes.length);
        return Arrays.copyOfRange(bytes, from, (int) Math.max(from, Math.min(end - 1, bytes.length)));
    }

    private static int position(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i + 1;
            }
        }
        return part.length == 0 ? 1 : 0;
    }

    private static Bytes overlay(byte[] bytes, byte[] replacement, int start, int length) {
        if (start <= 0) {
            throw Characters.negativeLength();
        }
        long behind = (long) start + length;
        if (behind != (int) behind) {
            throw SqlError.outOfRange("integer");
        }
        return new Bytes(joined(substring(bytes, 1, start - 1), replacement, substring(bytes, (int) behind)));
    }

    private static Bytes trim(byte[] bytes, byte[] set, boolean before, boolean behind) {
        int start = 0;
        int end = bytes.length;
        while (before && start < end && contains(set, bytes[start])) {
            start++;
        }
        while (behind && end > start && contains(set, bytes[end - 1])) {
            end--;
        }
        return new Bytes(Arrays.copyOfRange(bytes, start, end));
    }

    private static boolean contains(byte[] set, byte wanted) {
        for (byte b : set) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private static Bytes reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new Bytes(reversed);
    }

    private static int checkIndex(long index, long length) {
        if (index < 0 || index >= length) {
            throw new SqlError("2202E", "index " + index + " out of valid range, 0.." + (length - 1));
        }
        return (int) Math.min(index, Integer.MAX_VALUE);
    }

    private static Bytes setBit(byte[] bytes, long index, int bit) {
        checkIndex(index, 8L * bytes.length);
        if (bit != 0 && bit != 1) {
            throw SqlError.invalidParameter("new bit must be 0 or 1");
        }
        int mask = 1 << (int) (index % 8);
        int at = (int) (index / 8);
        bytes[at] = (byte) (bit == 0 ? bytes[at] & ~mask : bytes[at] | mask);
        return new Bytes(bytes);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private static long checksum(java.util.zip.Checksum checksum, byte[] bytes) {
        checksum.update(bytes);
        return checksum.getValue();
    }

    private static byte[] bigEndian(long value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >> 8 * (length - 1 - i));
        }
        return bytes;
    }

    private static long fromBigEndian(byte[] bytes, int length, String type) {
        if (bytes.length > length) {
            throw SqlError.outOfRange(type);
        }
        return new BigInteger(1, bytes).longValue();
    }
}
