package dev.tideline.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 123_456_789_012L, Long.MAX_VALUE})
    void epochRoundTrips(long epoch) {
        assertThat(Headers.epoch(Headers.epoch(epoch))).isEqualTo(epoch);
    }

    @Test
    void epochIsWrittenAsDigits() {
        assertThat(Headers.epoch(42)).isEqualTo("42".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "a", " 1", "1 "})
    void whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> Headers.epoch(text.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void numberBeyondLongIsRefused() {
        assertThatThrownBy(() -> Headers.epoch("9223372036854775808".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(ArithmeticException.class);
    }
}
