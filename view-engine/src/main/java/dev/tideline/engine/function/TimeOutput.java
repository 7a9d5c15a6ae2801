package dev.tideline.engine.function;

import dev.tideline.engine.function.TimeTemplate.Node;
import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.SqlError;
import java.util.Locale;

/** Fills a time or an interval into a template. */
final class TimeOutput {

    private final boolean interval;
    private final int year;
    private final int month;
    private final int day;
    private final long hour;
    private final int minute;
    private final int second;
    private final int micros;
    private final int dayOfYear;
    private final int dayOfWeek;
    private final int offset;
    private final String zone;
    private final StringBuilder out = new StringBuilder();

    /** {@code zone} is the zone's name at the moment, empty for a time without one, null if it is unknown. */
    TimeOutput(CivilTime civil, String zone) {
        this.interval = false;
        this.year = civil.year;
        this.month = civil.month;
        this.day = civil.day;
        this.hour = civil.hour;
        this.minute = civil.minute;
        this.second = civil.second;
        this.micros = civil.micros;
        this.dayOfYear = (int) (civil.julian() - CivilTime.julian(civil.year, 1, 1)) + 1;
        this.dayOfWeek = CivilTime.dayOfWeek(civil.julian());
        this.offset = civil.offset;
        this.zone = zone;
    }

    TimeOutput(PgInterval value) {
        this.interval = true;
        this.year = value.months() / 12;
        this.month = value.months() % 12;
        this.day = value.days();
        this.hour = value.micros() / CivilTime.MICROS_PER_HOUR;
        this.minute = (int) (value.micros() / CivilTime.MICROS_PER_MINUTE % 60);
        this.second = (int) (value.micros() / CivilTime.MICROS_PER_SECOND % 60);
        this.micros = (int) (value.micros() % CivilTime.MICROS_PER_SECOND);
        this.dayOfYear = (year * 12 + month) * 30 + day;
        this.dayOfWeek = 0;
        this.offset = 0;
        this.zone = "";
    }

    String text(TimeTemplate template) {
        for (var node : template.nodes) {
            if (node.pattern() == null) {
                out.append(node.text());
            } else {
                write(node);
            }
        }
        return out.toString();
    }

    private void write(Node node) {
        switch (node.pattern().field()) {
            case ERA, MONTH, MON, DAY, DY, D, ID, OF, TZ, TZH, TZM -> dated(node);
            case HALF_DAY -> mark(node, hour % 24 >= 12 ? "PM" : "AM");
            case HH12 -> number(node, hour % 12 == 0 ? 12 : hour % 12, width(hour));
            case HH24 -> number(node, hour, width(hour));
            case MI -> number(node, minute, width(minute));
            case SS -> number(node, second, width(second));
            case FF1 -> fraction(node, 1);
            case FF2 -> fraction(node, 2);
            case FF3, MS -> fraction(node, 3);
            case FF4 -> fraction(node, 4);
            case FF5 -> fraction(node, 5);
            case FF6, US -> fraction(node, 6);
            case SSSS -> number(node, hour * 3600 + minute * 60 + second, 0);
            case MM -> number(node, month, width(month));
            case DDD -> number(node, dayOfYear, 3);
            case IDDD -> number(node, JulianDay.dayOfIsoYear(year, month, day), 3);
            case DD -> number(node, day, 2);
            case WW -> number(node, (dayOfYear - 1) / 7 + 1, 2);
            case IW -> number(node, JulianDay.isoWeek(year, month, day), 2);
            case W -> number(node, (day - 1) / 7 + 1, 0);
            case J -> number(node, JulianDay.of(year, month, day), 0);
            case Q -> {
                if (month != 0) {
                    number(node, (month - 1) / 3 + 1, 0);
                }
            }
            case CC -> century(node);
            case RM -> romanMonth(node);
            case FX -> {}
            default -> year(node);
        }
    }

    /** What an interval has not. */
    private void dated(Node node) {
        if (interval) {
            throw new SqlError("22007", "invalid format specification for an interval value");
        }
        switch (node.pattern().field()) {
            case ERA -> mark(node, year <= 0 ? "BC" : "AD");
            case MONTH -> name(node, TimeNames.MONTHS.get(month - 1), 9);
            case MON -> name(node, TimeNames.SHORT_MONTHS.get(month - 1), 0);
            case DAY -> name(node, TimeNames.DAYS.get(dayOfWeek), 9);
            case DY -> name(node, TimeNames.SHORT_DAYS.get(dayOfWeek), 0);
            case D -> number(node, dayOfWeek + 1, 0);
            case ID -> number(node, dayOfWeek == 0 ? 7 : dayOfWeek, 0);
            case TZ -> {
                if (zone == null) {
                    throw ZoneAbbreviation.unknown();
                }
                out.append(node.pattern().lowerCase() ? PgChars.toLower(zone) : zone);
            }
            case TZH -> out.append(offset >= 0 ? '+' : '-').append(CFormat.twoDigits(Math.abs(offset) / 3600));
            case TZM -> out.append(CFormat.twoDigits(Math.abs(offset) % 3600 / 60));
            default -> {
                int hours = Math.abs(offset) / 3600;
                out.append(offset >= 0 ? '+' : '-')
                        .append(node.fill() ? Integer.toString(hours) : CFormat.twoDigits(hours));
                if (offset % 3600 != 0) {
                    out.append(':').append(CFormat.twoDigits(Math.abs(offset) % 3600 / 60));
                }
            }
        }
    }

    private static int width(long value) {
        return value >= 0 ? 2 : 3;
    }

    /** Zeros fill the width, behind a sign, unless the pattern has FM. */
    private void number(Node node, long value, int width) {
        String digits = Long.toString(Math.abs(value));
        String sign = value < 0 ? "-" : "";
        int missing = node.fill() ? 0 : width - digits.length() - sign.length();
        ordinal(node, sign + "0".repeat(Math.max(missing, 0)) + digits);
    }

    private void ordinal(Node node, String number) {
        out.append(number);
        if (node.ordinal()) {
            out.append(TemplateText.ordinal(number, node.lowerOrdinal()));
        }
    }

    private void fraction(Node node, int digits) {
        int value = micros / (int) Math.pow(10, 6 - digits);
        ordinal(node, String.format(Locale.ROOT, "%0" + digits + "d", value));
    }

    private void mark(Node node, String mark) {
        String text = node.pattern().dotted() ? mark.charAt(0) + "." + mark.charAt(1) + "." : mark;
        out.append(node.pattern().lowerCase() ? PgChars.toLower(text) : text);
    }

    private void name(Node node, String name, int width) {
        var pattern = node.pattern();
        String cased = pattern.lowerCase()
                ? PgChars.toLower(name)
                : pattern.capitalized() ? name : name.toUpperCase(Locale.ROOT);
        int missing = node.fill() || node.translated() ? 0 : width - cased.length();
        out.append(cased).append(" ".repeat(Math.max(missing, 0)));
    }

    private void century(Node node) {
        int century = interval ? year / 100 : year > 0 ? (year - 1) / 100 + 1 : year / 100 - 1;
        number(node, century, Math.abs(century) <= 99 ? width(century) : 0);
    }

    private int shown(int someYear) {
        return interval || someYear > 0 ? someYear : 1 - someYear;
    }

    private void year(Node node) {
        var field = node.pattern().field();
        int gregorian = shown(year);
        int extra = gregorian >= 0 ? 0 : 1;
        switch (field) {
            case Y_YYY -> {
                int thousands = gregorian / 1000;
                int rest = gregorian - thousands * 1000;
                String sign = rest < 0 ? "-" : "";
                String digits = Integer.toString(Math.abs(rest));
                String zeros = "0".repeat(Math.max(3 - digits.length() - sign.length(), 0));
                ordinal(node, thousands + "," + sign + zeros + digits);
            }
            case YYYY -> number(node, gregorian, 4 + extra);
            case YYY -> number(node, gregorian % 1000, 3 + extra);
            case YY -> number(node, gregorian % 100, 2 + extra);
            case Y -> number(node, gregorian % 10, 1);
            default -> {
                int iso = shown(JulianDay.isoYear(year, month, day));
                switch (field) {
                    case IYYY -> number(node, iso, 4 + extra);
                    case IYY -> number(node, iso % 1000, 3 + extra);
                    case IY -> number(node, iso % 100, 2 + extra);
                    default -> number(node, iso % 10, 1);
                }
            }
        }
    }

    private void romanMonth(Node node) {
        if (month == 0 && year == 0) {
            return;
        }
        int index = month == 0 ? (year >= 0 ? 0 : 11) : month < 0 ? -(month + 1) : 12 - month;
        String numeral = TimeNames.ROMAN_MONTHS.get(index);
        String cased = node.pattern().lowerCase() ? PgChars.toLower(numeral) : numeral;
        out.append(cased).append(" ".repeat(node.fill() ? 0 : 4 - cased.length()));
    }
}
