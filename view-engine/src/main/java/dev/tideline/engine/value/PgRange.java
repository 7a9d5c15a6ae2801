package dev.tideline.engine.value;

import java.util.Objects;

/**
 * A range value as PostgreSQL stores it: its bounds are in canonical form, and there is one empty range. A bound without a value is
 * infinite, and then never inclusive. Made by {@link Ranges}.
 */
public final class PgRange {

    public static final PgRange EMPTY = new PgRange(new Bound(null, false, true), new Bound(null, false, false), true);

    /**
     * One end of a range.
     *
     * @param value null if the range is infinite on this side
     * @param lower whether it is the lower end
     */
    public record Bound(Object value, boolean inclusive, boolean lower) {

        public boolean infinite() {
            return value == null;
        }

        /** What is just outside: the bound of what follows or precedes the range. */
        Bound outside() {
            return new Bound(value, !inclusive, !lower);
        }
    }

    private final Bound lower;
    private final Bound upper;
    private final boolean empty;

    private PgRange(Bound lower, Bound upper, boolean empty) {
        this.lower = lower;
        this.upper = upper;
        this.empty = empty;
    }

    /** A range that is not empty, and canonical. */
    PgRange(Bound lower, Bound upper) {
        this(lower, upper, false);
    }

    public Bound lower() {
        return lower;
    }

    public Bound upper() {
        return upper;
    }

    public boolean isEmpty() {
        return empty;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PgRange that
                && empty == that.empty
                && lower.equals(that.lower)
                && upper.equals(that.upper);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lower, upper, empty);
    }

    @Override
    public String toString() {
        return empty
                ? "empty"
                : (lower.inclusive() ? "[" : "(") + lower.value() + "," + upper.value()
                        + (upper.inclusive() ? "]" : ")");
    }
}
