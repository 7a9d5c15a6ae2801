package dev.tideline.deploy.output;

import java.time.Duration;
import java.util.Locale;

/** Numbers and times as people read them. */
public final class Amounts {

    private static final long SECOND_MS = 1_000;

    private Amounts() {}

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 23 ms}, {@code 1.4 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 4 d 1 h}; {@code -} for null. */
    public static String time(Duration time) {
        if (time == null) {
            return "-";
        }
        long ms = Math.max(0, time.toMillis());
        if (ms < SECOND_MS) {
            return ms + " ms";
        }
        if (ms < 60 * SECOND_MS) {
            return String.format(Locale.ROOT, "%.1f s", ms / (double) SECOND_MS);
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        if (time.toDays() < 1) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toDays() + " d " + time.toHoursPart() + " h";
    }

    public static String plural(long count, String thing) {
        return count(count) + " " + thing + (count == 1 ? "" : "s");
    }
}
