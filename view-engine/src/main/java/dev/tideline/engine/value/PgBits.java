package dev.tideline.engine.value;

/**
 * A value of bit or varbit.
 *
 * @param digits each 0 or 1
 */
public record PgBits(String digits) implements Comparable<PgBits> {

    public int length() {
        return digits.length();
    }

    /** A string that begins another one comes before it. */
    @Override
    public int compareTo(PgBits other) {
        return digits.compareTo(other.digits);
    }
}
