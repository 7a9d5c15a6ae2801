package dev.tideline.ingest.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeTextTest {

    /** PostgreSQL's form of a date: years before 1 count backwards from 1 BC, which has no year 0. */
    private static String date(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return String.format("%04d-%02d-%02d", year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String time(LocalDateTime time) {
        String fraction = String.format("%06d", time.getNano() / 1000).replaceAll("0+$", "");
        return String.format("%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond())
                + (fraction.isEmpty() ? "" : "." + fraction);
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    @Test
    void agreesWithJavaTime() {
        long seed = Long.getLong("tideline.test.seed", 1);
        System.out.println("seed " + seed);
        var random = new Random(seed);
        long from = LocalDate.of(-4712, 1, 1).toEpochDay();
        long to = LocalDate.of(30000, 1, 1).toEpochDay();
        for (int i = 0; i < 20_000; i++) {
            var day = LocalDate.ofEpochDay(from + (long) (random.nextDouble() * (to - from)));
            int micros =
                    switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> random.nextInt(1_000) * 1_000;
                        default -> random.nextInt(1_000_000);
                    };
            var moment = day.atTime(random.nextInt(24), random.nextInt(60), random.nextInt(60), micros * 1_000);
            String text = date(day) + " " + time(moment) + era(day);
            assertThat(new DateTimeText(date(day) + era(day)).epochDay()).isEqualTo(day.toEpochDay());
            assertThat(new DateTimeText(text).epochMicros())
                    .as(text)
                    .isEqualTo(BigInteger.valueOf(moment.toEpochSecond(ZoneOffset.UTC))
                            .multiply(BigInteger.valueOf(1_000_000))
                            .add(BigInteger.valueOf(micros)));
            var offset = ZoneOffset.ofTotalSeconds(
                    random.nextInt(3) == 0 ? 0 : (random.nextInt(2 * 15 * 3600) - 15 * 3600) / 60 * 60);
            String zone = offset.getTotalSeconds() == 0 ? "+00" : offset.getId();
            assertThat(new DateTimeText(date(day) + " " + time(moment) + zone + era(day)).instant())
                    .isEqualTo(OffsetDateTime.of(moment, offset).toInstant().toString());
        }
    }

    @Test
    void rangeOfPostgres() {
        assertThat(new DateTimeText("294276-12-31 23:59:59.999999").epochMicros())
                .hasToString("9224318015999999999");
        assertThat(new DateTimeText("4714-11-24 00:00:00 BC").epochMicros()).hasToString("-210866803200000000");
        assertThat(new DateTimeText("24:00:00").microsOfTime()).isEqualTo(86_400_000_000L);
        assertThat(new DateTimeText("1890-01-01 00:00:00+00:19:32").instant())
                .isEqualTo(Instant.parse("1889-12-31T23:40:28Z").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2024", "2024-01", "01/02/2024", "2024-13-01", "2024-01-01T00:00:00"})
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> new DateTimeText(text).epochMicros())
                .isInstanceOfAny(IllegalArgumentException.class, java.time.DateTimeException.class);
    }
}
