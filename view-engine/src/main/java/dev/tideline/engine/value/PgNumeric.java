package dev.tideline.engine.value;

import java.math.BigDecimal;

/**
 * A numeric: digits with their display scale, or one of the three specials. {@code equals} tells 1.0 from 1.00;
 * {@link #compareTo} does not, and puts -Infinity below and NaN above all else, as PostgreSQL does.
 */
public final class PgNumeric implements Comparable<PgNumeric> {

    public static final PgNumeric NAN = new PgNumeric(Kind.NAN, null);
    public static final PgNumeric INFINITY = new PgNumeric(Kind.INFINITY, null);
    public static final PgNumeric MINUS_INFINITY = new PgNumeric(Kind.MINUS_INFINITY, null);
    public static final PgNumeric ZERO = of(BigDecimal.ZERO);

    /** In PostgreSQL's order. */
    public enum Kind {
        MINUS_INFINITY,
        FINITE,
        INFINITY,
        NAN
    }

    private final Kind kind;
    private final BigDecimal digits;

    private PgNumeric(Kind kind, BigDecimal digits) {
        this.kind = kind;
        this.digits = digits;
    }

    /** A finite value; a negative scale is made 0, since PostgreSQL knows none. */
    public static PgNumeric of(BigDecimal digits) {
        return new PgNumeric(Kind.FINITE, digits.scale() < 0 ? digits.setScale(0) : digits);
    }

    public static PgNumeric of(long value) {
        return new PgNumeric(Kind.FINITE, BigDecimal.valueOf(value));
    }

    public Kind kind() {
        return kind;
    }

    public boolean isFinite() {
        return kind == Kind.FINITE;
    }

    /** The digits of a finite value, with a scale of 0 or more. */
    public BigDecimal digits() {
        if (digits == null) {
            throw new IllegalStateException(this + " has no digits");
        }
        return digits;
    }

    @Override
    public int compareTo(PgNumeric other) {
        if (kind != other.kind) {
            return kind.compareTo(other.kind);
        }
        return digits == null ? 0 : digits.compareTo(other.digits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PgNumeric that && kind == that.kind && (digits == null || digits.equals(that.digits));
    }

    @Override
    public int hashCode() {
        return digits == null ? kind.ordinal() : digits.hashCode();
    }

    /** PostgreSQL's text form. */
    @Override
    public String toString() {
        return switch (kind) {
            case NAN -> "NaN";
            case INFINITY -> "Infinity";
            case MINUS_INFINITY -> "-Infinity";
            case FINITE -> digits.toPlainString();
        };
    }
}
