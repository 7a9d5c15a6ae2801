package dev.tideline.engine.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * numeric. Without a declared scale, 1.0 and 1.00 are {@code =} but not identical; with one, all values have it.
 */
final class NumericSemantics extends BaseSemantics {

    private static final int TAGS = 3;
    private static final int NEGATIVE_DIGITS = 1;
    private static final int ZERO = 2;
    private static final int POSITIVE_DIGITS = 3;

    private final boolean scaled;

    NumericSemantics(int typmod) {
        this.scaled = typmod >= 4;
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        return value.toString();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return NumericText.parse(text, session);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        var numeric = (PgNumeric) value;
        if (!numeric.isFinite()) {
            out.writeVarLong(
                    switch (numeric.kind()) {
                        case MINUS_INFINITY -> 0;
                        case INFINITY -> 1;
                        default -> 2;
                    });
            return;
        }
        var digits = numeric.digits();
        boolean compact = digits.precision() <= 18;
        out.writeVarLong(TAGS + 2L * digits.scale() + (compact ? 0 : 1));
        if (compact) {
            out.writeSignedVarLong(digits.unscaledValue().longValue());
        } else {
            byte[] unscaled = digits.unscaledValue().toByteArray();
            out.writeVarLong(unscaled.length).write(unscaled);
        }
    }

    @Override
    public Object read(ByteReader in) {
        int tag = (int) in.readVarLong();
        if (tag < TAGS) {
            return tag == 0 ? PgNumeric.MINUS_INFINITY : tag == 1 ? PgNumeric.INFINITY : PgNumeric.NAN;
        }
        int scale = tag - TAGS >> 1;
        return PgNumeric.of(
                (tag - TAGS & 1) == 0
                        ? BigDecimal.valueOf(in.readSignedVarLong(), scale)
                        : new BigDecimal(new BigInteger(in.read((int) in.readVarLong())), scale));
    }

    /**
     * A sign byte, the decimal exponent, then the digits two to a byte, each pair plus one so that zero can end them; all of it
     * inverted for negative numbers.
     */
    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        var numeric = (PgNumeric) value;
        if (!numeric.isFinite()) {
            out.writeByte(
                    switch (numeric.kind()) {
                        case MINUS_INFINITY -> 0;
                        case INFINITY -> 4;
                        default -> 5;
                    });
            return;
        }
        var digits = numeric.digits();
        if (digits.signum() == 0) {
            out.writeByte(ZERO);
            return;
        }
        int flip = digits.signum() < 0 ? 0xFF : 0;
        out.writeByte(flip == 0 ? POSITIVE_DIGITS : NEGATIVE_DIGITS);
        String text = digits.unscaledValue().abs().toString();
        int exponent = text.length() - digits.scale();
        out.writeInt((exponent ^ Integer.MIN_VALUE) ^ (flip == 0 ? 0 : -1));
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        for (int i = 0; i < end; i += 2) {
            int pair = (text.charAt(i) - '0') * 10 + (i + 1 < end ? text.charAt(i + 1) - '0' : 0);
            out.writeByte((pair + 1) ^ flip);
        }
        out.writeByte(flip);
    }

    @Override
    public Object representative(Object value) {
        return scaled ? value : normal((PgNumeric) value);
    }

    /** Without zeros at the end of the fraction. */
    static PgNumeric normal(PgNumeric value) {
        if (!value.isFinite() || value.digits().scale() == 0) {
            return value;
        }
        var stripped = value.digits().stripTrailingZeros();
        return PgNumeric.of(stripped);
    }

    @Override
    public boolean identitySafe() {
        return scaled;
    }

    @Override
    public int compare(Object left, Object right) {
        return ((PgNumeric) left).compareTo((PgNumeric) right);
    }
}
