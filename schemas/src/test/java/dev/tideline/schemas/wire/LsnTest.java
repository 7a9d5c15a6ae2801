package dev.tideline.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {

    @ParameterizedTest
    @ValueSource(strings = {"0/0", "0/1", "16/B3748A0", "FFFFFFFF/FFFFFFFF", "80000000/0", "7FFFFFFF/FFFFFFFF"})
    void textFormRoundTrips(String text) {
        assertThat(Lsn.parse(text)).hasToString(text);
    }

    @Test
    void smallLettersAndLeadingZerosAreRead() {
        assertThat(Lsn.parse("0016/0b3748a0")).isEqualTo(new Lsn(0x160B3748A0L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "1", "1/", "/1", "G/1", "1/2/3", "100000000/0", "0/100000000", "-1/0", "0/-1", " 0/1"})
    void whatIsNoLsnIsRefused(String text) {
        assertThatThrownBy(() -> Lsn.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void orderIsThatOfUnsignedNumbers() {
        List<Lsn> ascending = List.of(
                Lsn.ZERO,
                Lsn.parse("0/1"),
                Lsn.parse("0/FFFFFFFF"),
                Lsn.parse("1/0"),
                Lsn.parse("7FFFFFFF/FFFFFFFF"),
                Lsn.parse("80000000/0"),
                Lsn.parse("FFFFFFFF/FFFFFFFF"));
        var shuffled = new ArrayList<>(ascending);
        Collections.shuffle(shuffled, new Random(7));
        assertThat(shuffled.stream().sorted()).containsExactlyElementsOf(ascending);
        assertThat(ascending.get(5).isAfter(ascending.get(4))).isTrue();
        assertThat(ascending.get(4).isAfter(ascending.get(4))).isFalse();
    }
}
