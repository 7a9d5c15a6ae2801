package dev.tideline.engine.function;

import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Positions in the write-ahead log, and transaction ids. */
final class CounterFunctions {

    private CounterFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("pg_lsn_mi(pg_lsn,pg_lsn)", (a, b) -> difference(a, b));
        to.binary("pg_wal_lsn_diff(pg_lsn,pg_lsn)", (a, b) -> difference(a, b));
        to.binary("pg_lsn_pli(pg_lsn,numeric)", (a, b) -> plus(a, (PgNumeric) b));
        to.binary("numeric_pl_pg_lsn(numeric,pg_lsn)", (a, b) -> plus(b, (PgNumeric) a));
        to.binary("pg_lsn_mii(pg_lsn,numeric)", (a, b) -> minus(a, (PgNumeric) b));
        to.unary("pg_lsn(numeric)", a -> position((PgNumeric) a));
        to.unary("xid(xid8)", a -> (long) a & 0xFFFFFFFFL);
        to.binary("xideq(xid,xid)", Object::equals);
        to.binary("xidneq(xid,xid)", (a, b) -> !a.equals(b));
        to.binary("xideqint4(xid,int4)", (a, b) -> (long) a == ((int) b & 0xFFFFFFFFL));
        to.binary("xidneqint4(xid,int4)", (a, b) -> (long) a != ((int) b & 0xFFFFFFFFL));
    }

    private static BigDecimal number(Object lsn) {
        return new BigDecimal(new BigInteger(Long.toUnsignedString((long) lsn)));
    }

    private static PgNumeric difference(Object left, Object right) {
        return PgNumeric.of(number(left).subtract(number(right)));
    }

    private static long plus(Object lsn, PgNumeric bytes) {
        if (NumericFunctions.isNaN(bytes)) {
            throw SqlError.notSupported("cannot add NaN to pg_lsn");
        }
        return position(NumericFunctions.add(PgNumeric.of(number(lsn)), bytes));
    }

    private static long minus(Object lsn, PgNumeric bytes) {
        if (NumericFunctions.isNaN(bytes)) {
            throw SqlError.notSupported("cannot subtract NaN from pg_lsn");
        }
        return position(NumericFunctions.add(PgNumeric.of(number(lsn)), NumericFunctions.negate(bytes)));
    }

    private static long position(PgNumeric value) {
        if (!value.isFinite()) {
            throw SqlError.notSupported(
                    "cannot convert " + (NumericFunctions.isNaN(value) ? "NaN" : "infinity") + " to pg_lsn");
        }
        var whole = value.digits().setScale(0, RoundingMode.HALF_UP).toBigInteger();
        if (whole.signum() < 0 || whole.bitLength() > 64) {
            throw SqlError.invalidParameter("pg_lsn out of range");
        }
        return whole.longValue();
    }
}
