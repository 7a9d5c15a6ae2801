package dev.tideline.schemas.config;

import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 7 days}, {@code 7d}, {@code 1 day 12 hours}, {@code P7D}, {@code PT12H}. */
final class Durations {

    private static final Pattern PART = Pattern.compile("(\\d{1,9})\\s*([a-z]+)\\s*");
    private static final Map<String, Duration> UNITS = Map.ofEntries(
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("sec", Duration.ofSeconds(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("min", Duration.ofMinutes(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("day", Duration.ofDays(1)),
            Map.entry("w", Duration.ofDays(7)),
            Map.entry("week", Duration.ofDays(7)));

    private Durations() {}

    /** The duration, if the text is one and it is longer than nothing. */
    static Optional<Duration> parse(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        Optional<Duration> duration = trimmed.startsWith("p") ? iso(trimmed) : words(trimmed);
        return duration.filter(parsed -> !parsed.isNegative() && !parsed.isZero());
    }

    private static Optional<Duration> words(String text) {
        var part = PART.matcher(text);
        var sum = Duration.ZERO;
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            String name = part.group(2);
            Duration unit = UNITS.get(name);
            if (unit == null && name.length() > 2 && name.endsWith("s")) {
                unit = UNITS.get(name.substring(0, name.length() - 1));
            }
            if (unit == null) {
                return Optional.empty();
            }
            sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
            end = part.end();
        }
        return end == text.length() ? Optional.of(sum) : Optional.empty();
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException notADuration) {
            return weeksAndDays(text);
        }
    }

    /** {@code P2W}: weeks are a {@link Period}'s. Months and years are refused, having no fixed length. */
    private static Optional<Duration> weeksAndDays(String text) {
        try {
            var period = Period.parse(text);
            return period.toTotalMonths() == 0 ? Optional.of(Duration.ofDays(period.getDays())) : Optional.empty();
        } catch (DateTimeParseException notAPeriod) {
            return Optional.empty();
        }
    }
}
