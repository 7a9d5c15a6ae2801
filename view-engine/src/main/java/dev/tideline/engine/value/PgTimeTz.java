package dev.tideline.engine.value;

/**
 * A time with time zone. Ordered by the moment of the day in Greenwich, and among equal moments from east to west, so that only
 * identical values are equal.
 *
 * @param micros since midnight, local; up to and including 24 o'clock
 * @param offset in seconds east
 */
public record PgTimeTz(long micros, int offset) implements Comparable<PgTimeTz> {

    /** Microseconds since midnight in Greenwich; outside of one day if midnight lies between. */
    public long greenwich() {
        return micros - offset * CivilTime.MICROS_PER_SECOND;
    }

    @Override
    public int compareTo(PgTimeTz other) {
        int order = Long.compare(greenwich(), other.greenwich());
        return order != 0 ? order : Integer.compare(other.offset, offset);
    }
}
