package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;

/** Arithmetic of int2, int4 and int8, also mixed: every result is checked for overflow. */
final class IntegerArithmetic {

    private static final String SMALLINT = "smallint";
    private static final String INTEGER = "integer";
    private static final String BIGINT = "bigint";

    private IntegerArithmetic() {}

    static void register(FunctionRegistry.Registrar to) {
        registerPairs(to);
        registerWide(to);
        to.unary("int2um(int2)", a -> small(-(int) a));
        to.unary("int4um(int4)", a -> integer(-(long) (int) a));
        to.unary("int8um(int8)", a -> negate((long) a));
        to.unary("int2up(int2)", a -> a);
        to.unary("int4up(int4)", a -> a);
        to.unary("int8up(int8)", a -> a);
        for (String name : new String[] {"int2abs", "abs"}) {
            to.unary(name + "(int2)", a -> small(Math.abs((int) a)));
        }
        for (String name : new String[] {"int4abs", "abs"}) {
            to.unary(name + "(int4)", a -> integer(Math.abs((long) (int) a)));
        }
        for (String name : new String[] {"int8abs", "abs"}) {
            to.unary(name + "(int8)", a -> (long) a < 0 ? negate((long) a) : a);
        }
        to.unary("int4inc(int4)", a -> integer((int) a + 1L));
        to.unary("int8inc(int8)", a -> add((long) a, 1));
        to.unary("int8dec(int8)", a -> subtract((long) a, 1));
        to.binary("gcd(int4,int4)", (a, b) -> integer(gcd((int) a, (int) b)));
        to.binary("lcm(int4,int4)", (a, b) -> integer(lcm((int) a, (int) b)));
        to.binary("gcd(int8,int8)", (a, b) -> gcd8((long) a, (long) b));
        to.binary("lcm(int8,int8)", (a, b) -> lcm8((long) a, (long) b));
    }

    /** The types int2 and int4, whose exact results always fit a long. */
    private static void registerPairs(FunctionRegistry.Registrar to) {
        to.binary("int2pl(int2,int2)", (a, b) -> small((int) a + (int) b));
        to.binary("int2mi(int2,int2)", (a, b) -> small((int) a - (int) b));
        to.binary("int2mul(int2,int2)", (a, b) -> small((int) a * (int) b));
        to.binary("int2div(int2,int2)", (a, b) -> small((int) a / nonzero((int) b)));
        for (String types : new String[] {"int4pl(int4,int4)", "int24pl(int2,int4)", "int42pl(int4,int2)"}) {
            to.binary(types, (a, b) -> integer((long) (int) a + (int) b));
            to.binary(types.replace("pl", "mi"), (a, b) -> integer((long) (int) a - (int) b));
            to.binary(types.replace("pl", "mul"), (a, b) -> integer((long) (int) a * (int) b));
            to.binary(types.replace("pl", "div"), (a, b) -> integer((long) (int) a / nonzero((int) b)));
        }
        for (String name : new String[] {"int2mod", "mod"}) {
            to.binary(name + "(int2,int2)", (a, b) -> (int) a % nonzero((int) b));
        }
        for (String name : new String[] {"int4mod", "mod"}) {
            to.binary(name + "(int4,int4)", (a, b) -> (int) a % nonzero((int) b));
        }
        for (String name : new String[] {"int8mod", "mod"}) {
            to.binary(name + "(int8,int8)", (a, b) -> (long) a % nonzero((long) b));
        }
    }

    private static void registerWide(FunctionRegistry.Registrar to) {
        String[] wide = {"8pl(int8,int8)", "84pl(int8,int4)", "48pl(int4,int8)", "82pl(int8,int2)", "28pl(int2,int8)"};
        for (String types : wide) {
            String add = "int" + types;
            to.binary(add, (a, b) -> add(toLong(a), toLong(b)));
            to.binary(add.replace("pl", "mi"), (a, b) -> subtract(toLong(a), toLong(b)));
            to.binary(add.replace("pl", "mul"), (a, b) -> multiply(toLong(a), toLong(b)));
            to.binary(add.replace("pl", "div"), (a, b) -> divide(toLong(a), toLong(b)));
        }
    }

    private static long toLong(Object value) {
        return ((Number) value).longValue();
    }

    /** The value as an int2. */
    static Integer small(int value) {
        if (value != (short) value) {
            throw SqlError.outOfRange(SMALLINT);
        }
        return value;
    }

    /** The value as an int4. */
    static Integer integer(long value) {
        if (value != (int) value) {
            throw SqlError.outOfRange(INTEGER);
        }
        return (int) value;
    }

    static int nonzero(int divisor) {
        if (divisor == 0) {
            throw SqlError.divisionByZero();
        }
        return divisor;
    }

    static long nonzero(long divisor) {
        if (divisor == 0) {
            throw SqlError.divisionByZero();
        }
        return divisor;
    }

    static long add(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw SqlError.outOfRange(BIGINT);
        }
        return sum;
    }

    static long subtract(long a, long b) {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
            throw SqlError.outOfRange(BIGINT);
        }
        return difference;
    }

    static long multiply(long a, long b) {
        long product = a * b;
        if (Math.multiplyHigh(a, b) != product >> 63) {
            throw SqlError.outOfRange(BIGINT);
        }
        return product;
    }

    private static long divide(long a, long b) {
        return b == -1 ? negate(a) : a / nonzero(b);
    }

    private static long negate(long a) {
        if (a == Long.MIN_VALUE) {
            throw SqlError.outOfRange(BIGINT);
        }
        return -a;
    }

    private static long gcd(long a, long b) {
        long x = Math.abs(a);
        long y = Math.abs(b);
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }

    private static long lcm(long a, long b) {
        return a == 0 || b == 0 ? 0 : Math.abs(a / gcd(a, b) * b);
    }

    private static long gcd8(long a, long b) {
        if (a == Long.MIN_VALUE && (b == 0 || b == Long.MIN_VALUE) || b == Long.MIN_VALUE && a == 0) {
            throw SqlError.outOfRange(BIGINT);
        }
        // The remainder of the extreme value is taken first, so that no absolute value overflows.
        if (a == Long.MIN_VALUE) {
            return gcd(a % b, b);
        }
        return b == Long.MIN_VALUE ? gcd(b % a, a) : gcd(a, b);
    }

    private static long lcm8(long a, long b) {
        if (a == 0 || b == 0) {
            return 0;
        }
        long product = multiply(a / gcd8(a, b), b);
        return product < 0 ? negate(product) : product;
    }
}
