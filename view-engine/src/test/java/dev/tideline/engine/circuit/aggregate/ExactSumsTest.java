package dev.tideline.engine.circuit.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Sums that neither overflow nor drift. */
class ExactSumsTest {

    private final long seed = Long.getLong("tideline.test.seed", 1);
    private final Random random = new Random(seed);

    private double anyDouble() {
        return switch (random.nextInt(4)) {
            case 0 -> Double.longBitsToDouble(random.nextLong() & 0x800F_FFFF_FFFF_FFFFL);
            case 1 -> random.nextGaussian();
            case 2 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(2000) - 1000);
            default -> random.nextInt(100) / 4.0;
        };
    }

    @Test
    void floatingPointIsRoundedOnce() {
        for (int run = 0; run < 300; run++) {
            var sum = new ExactBinary();
            var exact = BigDecimal.ZERO;
            for (int i = random.nextInt(20); i >= 0; i--) {
                double value = anyDouble();
                long weight = 1 + random.nextInt(3);
                sum.add(value, weight);
                exact = exact.add(new BigDecimal(value).multiply(BigDecimal.valueOf(weight)));
            }
            var copy = new ExactBinary();
            copy(sum::write, copy::read);
            // Java's own conversion of long decimals rounds correctly.
            assertThat(copy.toDouble()).as("seed %d", seed).isEqualTo(Double.parseDouble(exact.toString()));
            assertThat(copy.toFloat()).as("seed %d", seed).isEqualTo(Float.parseFloat(exact.toString()));
        }
    }

    @Test
    void floatingPointComesBackToNothing() {
        for (int run = 0; run < 100; run++) {
            var sum = new ExactBinary();
            var values = new ArrayList<Double>();
            for (int i = 0; i < 30; i++) {
                values.add(anyDouble());
                sum.add(values.get(i), 1);
            }
            Collections.shuffle(values, random);
            values.forEach(value -> sum.add(value, -1));
            assertThat(sum.isZero()).as("seed %d", seed).isTrue();
            assertThat(sum.toDouble()).isZero();
        }
    }

    @Test
    void floatingPointOverflowsOnlyIfTheSumDoes() {
        var sum = new FloatSum(FloatSum.Result.DOUBLE);
        sum.add(1.7e308, 2);
        assertThatThrownBy(sum::result).isInstanceOf(SqlError.class).hasMessage("value out of range: overflow");
        sum.add(-1.7e308, 1);
        assertThat(sum.result()).isEqualTo(1.7e308);
        sum.add(Double.POSITIVE_INFINITY, 1);
        assertThat(sum.result()).isEqualTo(Double.POSITIVE_INFINITY);
        sum.add(Double.NEGATIVE_INFINITY, 1);
        assertThat(sum.result()).isEqualTo(Double.NaN);
        sum.add(Double.NEGATIVE_INFINITY, -1);
        sum.add(Double.POSITIVE_INFINITY, -1);
        sum.add(1.7e308, -1);
        sum.add(-0.0, 1);
        assertThat(sum.result()).isEqualTo(0.0);
    }

    @Test
    void negativeZerosAloneAddUpToOne() {
        var sum = new FloatSum(FloatSum.Result.DOUBLE);
        sum.add(-0.0, 2);
        assertThat(sum.result()).isEqualTo(-0.0);
        sum.add(0.0, 1);
        assertThat(sum.result()).isEqualTo(0.0);
    }

    @Test
    void integersOfAnySize() {
        for (int run = 0; run < 500; run++) {
            var sum = new WideInteger();
            var exact = BigInteger.ZERO;
            for (int i = random.nextInt(10); i >= 0; i--) {
                long value = random.nextBoolean() ? random.nextLong() : random.nextInt(100);
                long weight = random.nextInt(9) - 4;
                sum.add(value, weight);
                exact = exact.add(BigInteger.valueOf(value).multiply(BigInteger.valueOf(weight)));
            }
            var copy = new WideInteger();
            copy(sum::write, copy::read);
            assertThat(copy.value()).as("seed %d", seed).isEqualTo(exact);
            assertThat(copy.fitsLong()).isEqualTo(exact.bitLength() < 64);
        }
    }

    @Test
    void aSumOfBigintsThatDoesNotFitIsPostgresqlsError() {
        var sum = new IntegerSum(IntegerSum.Result.BIGINT, null);
        sum.add(Integer.MAX_VALUE, 1L << 33);
        assertThatThrownBy(sum::result).isInstanceOf(SqlError.class).hasMessage("bigint out of range");
        sum.add(Integer.MAX_VALUE, -(1L << 32));
        assertThat(sum.result()).isEqualTo((1L << 32) * Integer.MAX_VALUE);
    }

    @Test
    void theScaleOfANumericSumShrinksWithItsValues() {
        var sum = new NumericSum(false, null);
        assertThat(sum.result()).isNull();
        sum.add(numeric("1.5"), 2);
        sum.add(numeric("0.125"), 1);
        assertThat(sum.result()).hasToString("3.125");
        sum.add(numeric("0.125"), -1);
        assertThat(sum.result()).hasToString("3.0");
        sum.add(PgNumeric.NAN, 1);
        assertThat(sum.result()).isEqualTo(PgNumeric.NAN);
        sum.add(PgNumeric.NAN, -1);
        sum.add(PgNumeric.INFINITY, 1);
        assertThat(sum.result()).isEqualTo(PgNumeric.INFINITY);
        sum.add(PgNumeric.MINUS_INFINITY, 1);
        assertThat(sum.result()).isEqualTo(PgNumeric.NAN);
        sum.add(PgNumeric.INFINITY, -1);
        sum.add(PgNumeric.MINUS_INFINITY, -1);
        var copy = new NumericSum(false, null);
        copy(sum::write, copy::read);
        copy.add(numeric("1.5"), -1);
        assertThat(copy.result()).hasToString("1.5");
    }

    @Test
    void intervalsAddUpFieldByFieldAndCanOverflow() {
        var sum = new IntervalSum(false, null);
        sum.add(new PgInterval(1, 30, Long.MAX_VALUE), 1);
        sum.add(new PgInterval(0, -31, 1), 1);
        assertThatThrownBy(sum::result).isInstanceOf(SqlError.class).hasMessage("interval out of range");
        sum.add(new PgInterval(0, -31, 1), -1);
        sum.add(new PgInterval(2, 1, -5), 1);
        assertThat(sum.result()).isEqualTo(new PgInterval(3, 31, Long.MAX_VALUE - 5));
    }

    @Test
    void bitsAreCounted() {
        var and = new BitCounts(BitCounts.Kind.AND, 16);
        var xor = new BitCounts(BitCounts.Kind.XOR, 16);
        for (int value : new int[] {-1, -2, 7}) {
            and.add(value, 1);
            xor.add(value, 1);
        }
        assertThat(and.result()).isEqualTo(6);
        assertThat(xor.result()).isEqualTo(-1 ^ -2 ^ 7);
        and.add(7, -1);
        assertThat(and.result()).isEqualTo(-2);
    }

    private static PgNumeric numeric(String text) {
        return PgNumeric.of(new BigDecimal(text));
    }

    private static void copy(Consumer<ByteWriter> write, Consumer<ByteReader> read) {
        var out = new ByteWriter();
        write.accept(out);
        var in = new ByteReader(out.toByteArray());
        read.accept(in);
        assertThat(in.remaining()).isZero();
    }
}
