package dev.tideline.engine.function;

import java.util.List;

/** Operators on the bits of integers, and integers printed to other bases. */
final class IntegerBits {

    private IntegerBits() {}

    static void register(FunctionRegistry.Registrar to) {
        for (String type : List.of("int2", "int4")) {
            String pair = "(" + type + "," + type + ")";
            to.binary(type + "and" + pair, (a, b) -> (int) a & (int) b);
            to.binary(type + "or" + pair, (a, b) -> (int) a | (int) b);
            to.binary(type + "xor" + pair, (a, b) -> (int) a ^ (int) b);
            to.unary(type + "not(" + type + ")", a -> ~(int) a);
        }
        to.binary("int8and(int8,int8)", (a, b) -> (long) a & (long) b);
        to.binary("int8or(int8,int8)", (a, b) -> (long) a | (long) b);
        to.binary("int8xor(int8,int8)", (a, b) -> (long) a ^ (long) b);
        to.unary("int8not(int8)", a -> ~(long) a);
        // A smallint is shifted as an int, by the machine's rules for ints, and cut afterwards.
        to.binary("int2shl(int2,int4)", (a, b) -> (int) (short) ((int) a << (int) b));
        to.binary("int2shr(int2,int4)", (a, b) -> (int) (short) ((int) a >> (int) b));
        to.binary("int4shl(int4,int4)", (a, b) -> (int) a << (int) b);
        to.binary("int4shr(int4,int4)", (a, b) -> (int) a >> (int) b);
        to.binary("int8shl(int8,int4)", (a, b) -> (long) a << (int) b);
        to.binary("int8shr(int8,int4)", (a, b) -> (long) a >> (int) b);
        to.unary("to_hex(int4)", a -> Integer.toHexString((int) a));
        to.unary("to_hex(int8)", a -> Long.toHexString((long) a));
        to.unary("to_oct(int4)", a -> Integer.toOctalString((int) a));
        to.unary("to_oct(int8)", a -> Long.toOctalString((long) a));
        to.unary("to_bin(int4)", a -> Integer.toBinaryString((int) a));
        to.unary("to_bin(int8)", a -> Long.toBinaryString((long) a));
    }
}
