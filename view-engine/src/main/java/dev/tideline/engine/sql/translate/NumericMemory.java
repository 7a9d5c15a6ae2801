package dev.tideline.engine.sql.translate;

import dev.tideline.engine.value.PgNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A numeric as it lies in memory: sign, scale, weight and digits to the base of 10,000. */
final class NumericMemory {

    private static final int SPECIAL = 0xC000;
    private static final int SHORT = 0x8000;
    private static final BigInteger BASE = BigInteger.valueOf(10_000);

    private NumericMemory() {}

    static PgNumeric decode(Memory memory) {
        int header = memory.shortAt(0) & 0xFFFF;
        if ((header & SPECIAL) == SPECIAL) {
            return switch (header & 0xF000) {
                case 0xD000 -> PgNumeric.INFINITY;
                case 0xF000 -> PgNumeric.MINUS_INFINITY;
                default -> PgNumeric.NAN;
            };
        }
        boolean isShort = (header & SPECIAL) == SHORT;
        boolean negative = isShort ? (header & 0x2000) != 0 : (header & SPECIAL) == 0x4000;
        int scale = isShort ? (header & 0x1F80) >> 7 : header & 0x3FFF;
        int weight = isShort ? (header & 0x3F) - ((header & 0x40) != 0 ? 0x40 : 0) : memory.shortAt(2);
        int digits = isShort ? 2 : 4;
        var unscaled = BigInteger.ZERO;
        int count = (memory.length() - digits) / 2;
        for (int i = 0; i < count; i++) {
            unscaled = unscaled.multiply(BASE).add(BigInteger.valueOf(memory.shortAt(digits + 2 * i)));
        }
        // The first digit counts 10000^weight, so the last one counts 10000^(weight - count + 1).
        int lastDigitScale = 4 * (count - 1 - weight);
        var value = count == 0 ? BigDecimal.ZERO : new BigDecimal(unscaled, lastDigitScale);
        var scaled = value.setScale(scale);
        return PgNumeric.of(negative ? scaled.negate() : scaled);
    }
}
