package dev.tideline.engine.function;

import dev.tideline.engine.value.PgBits;
import dev.tideline.engine.value.SqlError;

/** Functions, operators and casts of bit strings; comparisons are in {@link ComparisonFunctions}. */
final class BitFunctions {

    private BitFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("bitand(bit,bit)", (a, b) -> combined(a, b, "AND", (x, y) -> x & y));
        to.binary("bitor(bit,bit)", (a, b) -> combined(a, b, "OR", (x, y) -> x | y));
        to.binary("bitxor(bit,bit)", (a, b) -> combined(a, b, "XOR", (x, y) -> x ^ y));
        to.unary("bitnot(bit)", a -> inverted(digits(a)));
        to.binary("bitshiftleft(bit,int4)", (a, b) -> shifted(digits(a), (int) b));
        to.binary("bitshiftright(bit,int4)", (a, b) -> shifted(digits(a), -(long) (int) b));
        to.binary("bitcat(varbit,varbit)", (a, b) -> new PgBits(digits(a) + digits(b)));
        to.unary("length(bit)", a -> digits(a).length());
        to.unary("bit_length(bit)", a -> digits(a).length());
        to.unary("octet_length(bit)", a -> (digits(a).length() + 7) / 8);
        to.unary("bit_count(bit)", a -> digits(a).chars().filter(c -> c == '1').count());
        to.binary(
                "position(bit,bit)",
                (a, b) -> digits(a).isEmpty() ? 0 : digits(a).indexOf(digits(b)) + 1);
        to.binary("get_bit(bit,int4)", (a, b) -> digits(a).charAt(index(digits(a), (int) b)) - '0');
        to.ternary("set_bit(bit,int4,int4)", (a, b, c) -> set(digits(a), (int) b, (int) c));
        to.binary("substring(bit,int4)", (a, b) -> part(digits(a), (int) b, null));
        to.ternary("substring(bit,int4,int4)", (a, b, c) -> part(digits(a), (int) b, (Integer) c));
        to.ternary(
                "overlay(bit,bit,int4)",
                (a, b, c) -> overlaid(digits(a), digits(b), (int) c, digits(b).length()));
        to.variadic("overlay(bit,bit,int4,int4)", a -> overlaid(digits(a[0]), digits(a[1]), (int) a[2], (int) a[3]));
        casts(to);
    }

    private static void casts(FunctionRegistry.Registrar to) {
        to.binary("bit(int4,int4)", (a, b) -> ofNumber((int) a, (int) b));
        to.binary("bit(int8,int4)", (a, b) -> ofNumber((long) a, (int) b));
        to.unary("int4(bit)", a -> (int) number(digits(a), 32, "integer"));
        to.unary("int8(bit)", a -> number(digits(a), 64, "bigint"));
        to.ternary("bit(bit,int4,bool)", (a, b, c) -> fixed((PgBits) a, (int) b, (boolean) c));
        to.ternary("varbit(varbit,int4,bool)", (a, b, c) -> limited((PgBits) a, (int) b, (boolean) c));
    }

    private static String digits(Object bits) {
        return ((PgBits) bits).digits();
    }

    /** What two digits make. */
    private interface Digit {
        int of(int left, int right);
    }

    private static PgBits combined(Object left, Object right, String name, Digit digit) {
        var a = digits(left);
        var b = digits(right);
        if (a.length() != b.length()) {
            throw new SqlError("22026", "cannot " + name + " bit strings of different sizes");
        }
        var result = new StringBuilder(a.length());
        for (int i = 0; i < a.length(); i++) {
            result.append(digit.of(a.charAt(i) - '0', b.charAt(i) - '0'));
        }
        return new PgBits(result.toString());
    }

    private static PgBits inverted(String digits) {
        return new PgBits(digits.replace('0', '_').replace('1', '0').replace('_', '1'));
    }

    private static PgBits shifted(String digits, long left) {
        int count = (int) Math.min(Math.abs(left), digits.length());
        var zeros = "0".repeat(count);
        return new PgBits(
                left >= 0 ? digits.substring(count) + zeros : zeros + digits.substring(0, digits.length() - count));
    }

    private static int index(String digits, int index) {
        if (index < 0 || index >= digits.length()) {
            throw new SqlError(
                    "2202E", "bit index " + index + " out of valid range (0.." + (digits.length() - 1) + ")");
        }
        return index;
    }

    private static PgBits set(String digits, int position, int bit) {
        int index = index(digits, position);
        if (bit != 0 && bit != 1) {
            throw SqlError.invalidParameter("new bit must be 0 or 1");
        }
        return new PgBits(digits.substring(0, index) + bit + digits.substring(index + 1));
    }

    /** @param length null for all that follows */
    private static PgBits part(String digits, int start, Integer length) {
        int from = Math.max(start, 1);
        long end = digits.length() + 1L;
        if (length != null && length < 0) {
            throw new SqlError("22011", "negative substring length not allowed");
        } else if (length != null) {
            end = Math.min((long) start + length, end);
        }
        return new PgBits(from > digits.length() || end <= from ? "" : digits.substring(from - 1, (int) end - 1));
    }

    private static PgBits overlaid(String digits, String with, int start, int length) {
        if (start <= 0) {
            throw new SqlError("22011", "negative substring length not allowed");
        }
        long behind = (long) start + length;
        if (behind != (int) behind) {
            throw SqlError.outOfRange("integer");
        }
        return new PgBits(part(digits, 1, start - 1).digits()
                + with
                + part(digits, (int) behind, null).digits());
    }

    private static PgBits ofNumber(long number, int length) {
        int count = Math.max(length, 1);
        var digits = new StringBuilder(count);
        for (int i = count - 1; i >= 0; i--) {
            digits.append(number >> Math.min(i, 63) & 1);
        }
        return new PgBits(digits.toString());
    }

    private static long number(String digits, int limit, String type) {
        if (digits.length() > limit) {
            throw SqlError.outOfRange(type);
        }
        return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 2);
    }

    private static PgBits fixed(PgBits bits, int length, boolean explicit) {
        if (length <= 0 || length == bits.length()) {
            return bits;
        }
        if (!explicit) {
            throw new SqlError(
                    "22026", "bit string length " + bits.length() + " does not match type bit(" + length + ")");
        }
        var digits = bits.digits();
        return new PgBits(
                length < digits.length() ? digits.substring(0, length) : digits + "0".repeat(length - digits.length()));
    }

    private static PgBits limited(PgBits bits, int length, boolean explicit) {
        if (length <= 0 || length >= bits.length()) {
            return bits;
        }
        if (!explicit) {
            throw new SqlError("22001", "bit string too long for type bit varying(" + length + ")");
        }
        return new PgBits(bits.digits().substring(0, length));
    }
}
