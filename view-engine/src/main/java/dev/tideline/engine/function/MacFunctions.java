package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;

/** Functions and operators of MAC addresses of six and eight bytes; comparisons are in {@link ComparisonFunctions}. */
final class MacFunctions {

    private static final long SIX_BYTES = 0xFFFF_FFFF_FFFFL;
    private static final long MIDDLE = 0xFFFEL << 24;

    private MacFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.unary("macaddr_not(macaddr)", a -> ~(long) a & SIX_BYTES);
        to.binary("macaddr_and(macaddr,macaddr)", (a, b) -> (long) a & (long) b);
        to.binary("macaddr_or(macaddr,macaddr)", (a, b) -> (long) a | (long) b);
        to.unary("trunc(macaddr)", a -> (long) a & 0xFFFF_FF00_0000L);
        to.unary("macaddr8_not(macaddr8)", a -> ~(long) a);
        to.binary("macaddr8_and(macaddr8,macaddr8)", (a, b) -> (long) a & (long) b);
        to.binary("macaddr8_or(macaddr8,macaddr8)", (a, b) -> (long) a | (long) b);
        to.unary("trunc(macaddr8)", a -> (long) a & 0xFFFF_FF00_0000_0000L);
        to.unary("macaddr8_set7bit(macaddr8)", a -> (long) a | 0x0200_0000_0000_0000L);
        to.unary("macaddr8(macaddr)", a -> (long) a >>> 24 << 40 | MIDDLE | (long) a & 0xFF_FFFFL);
        to.unary("macaddr(macaddr8)", a -> shortened((long) a));
    }

    private static long shortened(long eight) {
        if ((eight & 0xFFFFL << 24) != MIDDLE) {
            throw new SqlError("22003", "macaddr8 data out of range to convert to macaddr");
        }
        return eight >>> 40 << 24 | eight & 0xFF_FFFFL;
    }
}
