package dev.tideline.ingest.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTextTest {

    @ParameterizedTest
    @CsvSource({
        "00:00:00, P0Y0M0DT0H0M0S",
        "1 year, P1Y0M0DT0H0M0S",
        "-1 years -2 mons +3 days -04:05:06.789, P-1Y-2M3DT-4H-5M-6.789S",
        "1 mon, P0Y1M0DT0H0M0S",
        "178000000 years, P178000000Y0M0DT0H0M0S",
        "-00:00:00.5, P0Y0M0DT0H0M-0.5S",
        "-00:01:00, P0Y0M0DT0H-1M0S",
        "-1 days +02:03:00, P0Y0M-1DT2H3M0S",
        "2562047788:00:54.775807, P0Y0M0DT2562047788H0M54.775807S",
        "00:00:00.000001, P0Y0M0DT0H0M0.000001S",
        "10:20:30.500, P0Y0M0DT10H20M30.5S",
        "infinity, infinity",
        "-infinity, -infinity"
    })
    void everyPartIsThereWithItsSign(String postgres, String iso) {
        assertThat(IntervalText.iso(postgres)).isEqualTo(iso);
    }

    @Test
    void refusesOtherStyles() {
        assertThatThrownBy(() -> IntervalText.iso("P1Y2M")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> IntervalText.iso("@ 1 year")).isInstanceOf(RuntimeException.class);
    }
}
