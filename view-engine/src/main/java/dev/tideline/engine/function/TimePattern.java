package dev.tideline.engine.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A pattern in a template of times, by its exact letters: {@code MONTH}, {@code Month} and {@code month} differ in what they write.
 *
 * @param text as it stands in templates and in messages
 * @param digits whether digits follow, so that a field before it must have a fixed width
 */
record TimePattern(String text, Field field, boolean digits, Convention convention) {

    /** The two ways to number days and weeks, which must not be mixed. */
    enum Convention {
        NONE,
        GREGORIAN,
        ISO_WEEK
    }

    /** What a pattern means, whatever its letters' case. */
    enum Field {
        ERA,
        HALF_DAY,
        CC,
        DAY,
        DDD,
        DD,
        DY,
        D,
        FF1,
        FF2,
        FF3,
        FF4,
        FF5,
        FF6,
        FX,
        HH24,
        HH12,
        IDDD,
        ID,
        IW,
        IYYY,
        IYY,
        IY,
        I,
        J,
        MI,
        MM,
        MONTH,
        MON,
        MS,
        OF,
        Q,
        RM,
        SSSS,
        SS,
        TZH,
        TZM,
        TZ,
        US,
        WW,
        W,
        Y_YYY,
        YYYY,
        YYY,
        YY,
        Y;

        private Convention convention() {
            return switch (this) {
                case DDD, DD, D, MM, MONTH, MON, RM, WW, W, Y_YYY, YYYY, YYY, YY, Y -> Convention.GREGORIAN;
                case IDDD, ID, IW, IYYY, IYY, IY, I -> Convention.ISO_WEEK;
                default -> Convention.NONE;
            };
        }

        private boolean digits() {
            return switch (this) {
                case ERA, HALF_DAY, DAY, DY, FX, MONTH, MON, OF, RM, TZH, TZ -> false;
                default -> true;
            };
        }
    }

    /** In the order in which they are tried: a longer one before a shorter that it begins with. */
    private static final List<TimePattern> ALL = all();

    private static List<TimePattern> all() {
        var patterns = new ArrayList<TimePattern>();
        var texts =
                "A.D. A.M. AD AM B.C. BC CC DAY DDD DD DY Day Dy D FF1 FF2 FF3 FF4 FF5 FF6 FX HH24 HH12 HH IDDD ID IW IYYY IYY IY I"
                        + " J MI MM MONTH MON MS Month Mon OF P.M. PM Q RM SSSSS SSSS SS TZH TZM TZ US WW W Y,YYY YYYY YYY YY Y";
        for (var text : texts.split(" ")) {
            var field = field(text.toUpperCase(Locale.ROOT));
            patterns.add(new TimePattern(text, field, field.digits(), field.convention()));
            var lower = text.toLowerCase(Locale.ROOT);
            if (patterns.stream().noneMatch(pattern -> pattern.text.equals(lower))) {
                patterns.add(new TimePattern(lower, field, field.digits(), field.convention()));
            }
        }
        return patterns;
    }

    private static Field field(String text) {
        return switch (text) {
            case "A.D.", "AD", "B.C.", "BC" -> Field.ERA;
            case "A.M.", "AM", "P.M.", "PM" -> Field.HALF_DAY;
            case "HH" -> Field.HH12;
            case "SSSSS" -> Field.SSSS;
            case "Y,YYY" -> Field.Y_YYY;
            default -> Field.valueOf(text);
        };
    }

    /** The pattern that begins there, or null. */
    static TimePattern at(String template, int at) {
        for (var pattern : ALL) {
            if (template.startsWith(pattern.text, at)) {
                return pattern;
            }
        }
        return null;
    }

    boolean lowerCase() {
        return Character.isLowerCase(text.charAt(0));
    }

    boolean capitalized() {
        return !lowerCase() && Character.isLowerCase(text.charAt(1));
    }

    /** {@code A.M.} in place of {@code AM}. */
    boolean dotted() {
        return text.charAt(1) == '.';
    }
}
