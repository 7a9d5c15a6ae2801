package dev.tideline.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "7 days,P7D",
        "7d,P7D",
        "1 day,P1D",
        "12h,PT12H",
        "12 Hours,PT12H",
        "90 min,PT90M",
        "90m,PT90M",
        "30s,PT30S",
        "2 weeks,P14D",
        "2w,P14D",
        "1 day 12 hours,PT36H",
        "1d12h,PT36H",
        "P7D,P7D",
        "PT12H,PT12H",
        "p1dt1h,PT25H",
        "P2W,P14D",
        "'  7   days ',P7D"
    })
    void durationIsRead(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "days",
                "7 dayz",
                "-7 days",
                "0 days",
                "7 days ago",
                "P1M",
                "P1Y",
                "P",
                "PT0S",
                "-P7D",
                "7.5 days",
                "7 d ays",
                "ss",
                "7 ss"
            })
    void whatIsNoDurationIsNotGuessed(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
