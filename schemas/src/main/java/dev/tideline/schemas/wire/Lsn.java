package dev.tideline.schemas.wire;

/**
 * A position in the source's write-ahead log, PostgreSQL's {@code pg_lsn}. It is Tideline's only notion of time: the
 * log is totally ordered, so two LSNs always compare.
 *
 * @param value the byte position as PostgreSQL counts it (unsigned 64 bits)
 */
public record Lsn(long value) implements Comparable<Lsn> {

    public static final Lsn ZERO = new Lsn(0);

    /** Parses PostgreSQL's text form, {@code 16/B3748A0}. */
    public static Lsn parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw new IllegalArgumentException("not an LSN: '" + text + "'");
        }
        long high = Long.parseLong(text.substring(0, slash), 16);
        long low = Long.parseLong(text.substring(slash + 1), 16);
        if (high < 0 || high > 0xFFFFFFFFL || low < 0 || low > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("not an LSN: '" + text + "'");
        }
        return new Lsn((high << 32) | low);
    }

    public boolean isAfter(Lsn other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** PostgreSQL's text form, the one that {@link #parse} reads. */
    @Override
    public String toString() {
        return Long.toHexString(value >>> 32).toUpperCase(java.util.Locale.ROOT)
                + "/"
                + Long.toHexString(value & 0xFFFFFFFFL).toUpperCase(java.util.Locale.ROOT);
    }
}
