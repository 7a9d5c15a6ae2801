package dev.tideline.deploy.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowOrderTest {

    private static final String[] TEXTS = {
        "", "a", "aa", "b", "Z", "é", "\uE000", "\uFFFD", "\uD83D\uDE00", "\uD83D\uDE01", "a\uD83D\uDE00", "a\uE000"
    };

    @Test
    void isTheOrderOfTheBytes() {
        for (var left : TEXTS) {
            for (var right : TEXTS) {
                int bytes = Arrays.compareUnsigned(
                        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
                assertThat(Integer.signum(RowOrder.compare(left, right)))
                        .as("'%s' and '%s'", left, right)
                        .isEqualTo(Integer.signum(bytes));
            }
        }
    }

    @Test
    void isTheOrderOfTheBytesForRandomTexts() {
        long seed = Long.getLong("tideline.test.seed", 1);
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            var left = text(random);
            var right = text(random);
            int bytes = Arrays.compareUnsigned(
                    left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(RowOrder.compare(left, right)))
                    .as("seed %d: '%s' and '%s'", seed, left, right)
                    .isEqualTo(Integer.signum(bytes));
        }
    }

    @Test
    void nullComesFirstAndLaterColumnsDecideTies() {
        assertThat(RowOrder.compare(null, "")).isNegative();
        assertThat(RowOrder.compare((String) null, null)).isZero();
        assertThat(RowOrder.compare(new String[] {"a", "x"}, new String[] {"a", "y"}, 2))
                .isNegative();
        assertThat(RowOrder.compare(new String[] {"a", "x"}, new String[] {"a", "y"}, 1))
                .isZero();
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int length = random.nextInt(4); length > 0; length--) {
            text.append(TEXTS[random.nextInt(TEXTS.length)]);
        }
        return text.toString();
    }
}
