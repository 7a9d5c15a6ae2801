package dev.tideline.engine.value;

/**
 * An interval as PostgreSQL keeps it: months, days and microseconds side by side, so that '1 mon' and '30 days' are {@code =}
 * but not identical. The infinities (PostgreSQL 17) have the extreme value in all three parts.
 */
public record PgInterval(int months, int days, long micros) {

    public static final PgInterval INFINITY = new PgInterval(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
    public static final PgInterval MINUS_INFINITY =
            new PgInterval(Integer.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE);
}
