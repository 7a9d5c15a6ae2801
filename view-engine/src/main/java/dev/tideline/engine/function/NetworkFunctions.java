package dev.tideline.engine.function;

import dev.tideline.engine.value.InetText;
import dev.tideline.engine.value.PgInet;
import dev.tideline.engine.value.SqlError;
import java.math.BigInteger;
import java.util.Arrays;

/** Functions and operators of inet and cidr; comparisons are in {@link ComparisonFunctions}. */
final class NetworkFunctions {

    private NetworkFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.unary("text(inet)", a -> text((PgInet) a));
        to.unary("abbrev(inet)", a -> InetText.print((PgInet) a, false));
        to.unary("abbrev(cidr)", a -> InetText.abbreviated((PgInet) a));
        to.unary("host(inet)", a -> InetText.host((PgInet) a));
        to.unary("family(inet)", a -> ((PgInet) a).isVersion4() ? 4 : 6);
        to.unary("masklen(inet)", a -> ((PgInet) a).bits());
        to.unary("broadcast(inet)", a -> broadcast((PgInet) a));
        to.unary("network(inet)", a -> network((PgInet) a));
        to.unary("cidr(inet)", a -> network((PgInet) a));
        to.unary("netmask(inet)", a -> netmask((PgInet) a));
        to.unary("hostmask(inet)", a -> inverted(netmask((PgInet) a)));
        to.unary("inetnot(inet)", a -> inverted((PgInet) a));
        to.binary("set_masklen(inet,int4)", (a, b) -> ((PgInet) a).withBits(bits((PgInet) a, (int) b)));
        to.binary("set_masklen(cidr,int4)", (a, b) -> ((PgInet) a).network(bits((PgInet) a, (int) b)));
        to.binary("inet_same_family(inet,inet)", (a, b) -> ((PgInet) a).sameFamily((PgInet) b));
        to.binary("inet_merge(inet,inet)", (a, b) -> merge((PgInet) a, (PgInet) b));
        to.binary("network_sub(inet,inet)", (a, b) -> within((PgInet) a, (PgInet) b, true));
        to.binary("network_subeq(inet,inet)", (a, b) -> within((PgInet) a, (PgInet) b, false));
        to.binary("network_sup(inet,inet)", (a, b) -> within((PgInet) b, (PgInet) a, true));
        to.binary("network_supeq(inet,inet)", (a, b) -> within((PgInet) b, (PgInet) a, false));
        to.binary("network_overlap(inet,inet)", (a, b) -> overlap((PgInet) a, (PgInet) b));
        to.binary("inetand(inet,inet)", (a, b) -> combined((PgInet) a, (PgInet) b, true));
        to.binary("inetor(inet,inet)", (a, b) -> combined((PgInet) a, (PgInet) b, false));
        to.binary("inetpl(inet,int8)", (a, b) -> plus((PgInet) a, (long) b));
        to.binary("int8pl_inet(int8,inet)", (a, b) -> plus((PgInet) b, (long) a));
        // The least bigint is its own negation in PostgreSQL, too.
        to.binary("inetmi_int8(inet,int8)", (a, b) -> plus((PgInet) a, -(long) b));
        to.binary("inetmi(inet,inet)", (a, b) -> minus((PgInet) a, (PgInet) b));
    }

    /** The cast to text, which shows the prefix of a single host, too. */
    static String text(PgInet inet) {
        return InetText.print(inet, true);
    }

    private static PgInet network(PgInet inet) {
        return inet.network(inet.bits());
    }

    private static PgInet netmask(PgInet inet) {
        var ones = new byte[inet.address().length];
        Arrays.fill(ones, (byte) 0xFF);
        return new PgInet(ones, inet.maximumBits()).network(inet.bits()).withBits(inet.maximumBits());
    }

    private static PgInet broadcast(PgInet inet) {
        return combined(inet, inverted(netmask(inet)), false).withBits(inet.bits());
    }

    private static PgInet inverted(PgInet inet) {
        var inverted = inet.address().clone();
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = (byte) ~inverted[i];
        }
        return new PgInet(inverted, inet.bits());
    }

    private static int bits(PgInet inet, int wanted) {
        int bits = wanted == -1 ? inet.maximumBits() : wanted;
        if (bits < 0 || bits > inet.maximumBits()) {
            throw SqlError.invalidParameter("invalid mask length: " + wanted);
        }
        return bits;
    }

    private static PgInet merge(PgInet left, PgInet right) {
        if (!left.sameFamily(right)) {
            throw SqlError.invalidParameter("cannot merge addresses from different families");
        }
        return left.network(left.commonBits(right, Math.min(left.bits(), right.bits())));
    }

    private static boolean within(PgInet inner, PgInet outer, boolean strictly) {
        return inner.sameFamily(outer)
                && (strictly ? inner.bits() > outer.bits() : inner.bits() >= outer.bits())
                && inner.commonBits(outer, outer.bits()) == outer.bits();
    }

    private static boolean overlap(PgInet left, PgInet right) {
        int bits = Math.min(left.bits(), right.bits());
        return left.sameFamily(right) && left.commonBits(right, bits) == bits;
    }

    private static PgInet combined(PgInet left, PgInet right, boolean and) {
        if (!left.sameFamily(right)) {
            throw SqlError.invalidParameter("cannot " + (and ? "AND" : "OR") + " inet values of different sizes");
        }
        var combined = left.address().clone();
        for (int i = 0; i < combined.length; i++) {
            int other = right.address()[i];
            combined[i] = (byte) (and ? combined[i] & other : combined[i] | other);
        }
        return new PgInet(combined, Math.max(left.bits(), right.bits()));
    }

    private static BigInteger number(PgInet inet) {
        return new BigInteger(1, inet.address());
    }

    private static PgInet plus(PgInet inet, long addend) {
        var sum = number(inet).add(BigInteger.valueOf(addend));
        if (sum.signum() < 0 || sum.bitLength() > inet.maximumBits()) {
            throw new SqlError("22003", "result is out of range");
        }
        var address = new byte[inet.address().length];
        var bytes = sum.toByteArray();
        for (int i = 1; i <= Math.min(bytes.length, address.length); i++) {
            address[address.length - i] = bytes[bytes.length - i];
        }
        return new PgInet(address, inet.bits());
    }

    private static long minus(PgInet left, PgInet right) {
        if (!left.sameFamily(right)) {
            throw SqlError.invalidParameter("cannot subtract inet values of different sizes");
        }
        var difference = number(left).subtract(number(right));
        if (!left.isVersion4() && difference.bitLength() > 127) {
            // PostgreSQL subtracts modulo 2^128.
            difference = difference.subtract(
                    BigInteger.ONE.shiftLeft(128).multiply(BigInteger.valueOf(difference.signum())));
        }
        if (difference.bitLength() > 63) {
            throw new SqlError("22003", "result is out of range");
        }
        return difference.longValue();
    }
}
