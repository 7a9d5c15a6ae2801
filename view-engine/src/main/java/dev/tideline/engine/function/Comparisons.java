package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.TimeZones;
import dev.tideline.engine.value.TypeCatalog;
import java.time.ZoneId;
import java.util.Comparator;

/** Comparison across types: integers of different width, floats, dates and timestamps. */
public final class Comparisons {

    static final Comparator<Object> LONGS = (a, b) -> Long.compare(((Number) a).longValue(), ((Number) b).longValue());

    static final Comparator<Object> DOUBLES =
            (a, b) -> Double.compare(((Number) a).doubleValue() + 0.0, ((Number) b).doubleValue() + 0.0);

    private Comparisons() {}

    public static UnsupportedCallException unordered(SqlType type) {
        return new UnsupportedCallException("values of type " + type.type().ddl()
                + " cannot be ordered here: only bytewise collations (\"C\") have an order that is reproduced exactly");
    }

    /**
     * The B-tree order between values of two types of one operator family.
     *
     * @throws UnsupportedCallException if there is none that we reproduce
     */
    public static Comparator<Object> order(SqlType left, SqlType right, TypeCatalog types, SessionSettings session) {
        var l = left.underlying();
        var r = right.underlying();
        if (l.equals(r)) {
            var semantics = types.semantics(left);
            if (!semantics.ordered()) {
                throw unordered(left);
            }
            return semantics;
        }
        if (isInteger(l) && isInteger(r)) {
            return LONGS;
        }
        if (isFloat(l) && isFloat(r)) {
            return DOUBLES;
        }
        if (isMoment(l) && isMoment(r)) {
            return moments(l, r, session.timezone());
        }
        if (isText(l) && isText(r)) {
            return order(left, new SqlType(l, -1, right.collation()), types, session);
        }
        throw new UnsupportedCallException(
                "no order between " + left.type().ddl() + " and " + right.type().ddl());
    }

    private static boolean isInteger(PgType type) {
        return type.equals(PgType.INT2) || type.equals(PgType.INT4) || type.equals(PgType.INT8);
    }

    private static boolean isFloat(PgType type) {
        return type.equals(PgType.FLOAT4) || type.equals(PgType.FLOAT8);
    }

    private static boolean isText(PgType type) {
        return type.equals(PgType.TEXT) || type.equals(PgType.VARCHAR) || type.equals(PgType.NAME);
    }

    private static boolean isMoment(PgType type) {
        return type.equals(PgType.DATE) || type.equals(PgType.TIMESTAMP) || type.equals(PgType.TIMESTAMPTZ);
    }

    /** Between two of date, timestamp and timestamptz. */
    static Comparator<Object> moments(PgType left, PgType right, ZoneId zone) {
        boolean zoned = left.equals(PgType.TIMESTAMPTZ) || right.equals(PgType.TIMESTAMPTZ);
        return (a, b) -> compareMoments(
                a, zoned && !left.equals(PgType.TIMESTAMPTZ), b, zoned && !right.equals(PgType.TIMESTAMPTZ), zone);
    }

    private static int compareMoments(Object a, boolean zoneLeft, Object b, boolean zoneRight, ZoneId zone) {
        return Long.compare(toMicros(a, zoneLeft ? zone : null), toMicros(b, zoneRight ? zone : null));
    }

    /**
     * A date or timestamp as microseconds, in UTC if a zone is given; what no timestamp can hold is the greatest finite value, so
     * that it stays below infinity.
     */
    private static long toMicros(Object value, ZoneId zone) {
        if (value instanceof Integer date) {
            if (date == Integer.MAX_VALUE || date == Integer.MIN_VALUE) {
                return date > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
            }
            if (date > Long.MAX_VALUE / CivilTime.MICROS_PER_DAY - 1) {
                return Long.MAX_VALUE - 1;
            }
            return shifted(date * CivilTime.MICROS_PER_DAY, zone);
        }
        long micros = (long) value;
        return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE ? micros : shifted(micros, zone);
    }

    private static long shifted(long micros, ZoneId zone) {
        return zone == null ? micros : micros - TimeZones.offsetOfLocal(micros, zone) * CivilTime.MICROS_PER_SECOND;
    }
}
