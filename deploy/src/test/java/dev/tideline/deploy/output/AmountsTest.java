package dev.tideline.deploy.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "PT-1S, 0 ms",
        "PT0.0234S, 23 ms",
        "PT0.9999S, 999 ms",
        "PT1.44S, 1.4 s",
        "PT59.94S, 59.9 s",
        "PT3M20.7S, 3 min 20 s",
        "PT2H5M, 2 h 5 min",
        "PT97H, 4 d 1 h"
    })
    void timesAsPeopleReadThem(Duration time, String text) {
        assertThat(Amounts.time(time)).isEqualTo(text);
    }

    @Test
    void unknownTimesAndCounts() {
        assertThat(Amounts.time(null)).isEqualTo("-");
        assertThat(Amounts.plural(1, "row")).isEqualTo("1 row");
        assertThat(Amounts.plural(12_345, "row")).isEqualTo("12,345 rows");
    }
}
