package dev.tideline.engine.function;

import dev.tideline.engine.function.TimePattern.Convention;
import dev.tideline.engine.function.TimePattern.Field;
import dev.tideline.engine.function.TimeTemplate.Kind;
import dev.tideline.engine.function.TimeTemplate.Node;
import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TimeZoneNames;
import java.util.List;

/** Reads a time by a template. */
final class TimeInput {

    private static final List<String> HALF_DAYS = List.of("AM", "PM");
    private static final List<String> DOTTED_HALF_DAYS = List.of("A.M.", "P.M.");
    private static final List<String> ERAS = List.of("AD", "BC");
    private static final List<String> DOTTED_ERAS = List.of("A.D.", "B.C.");

    private final TimeTemplate template;
    private final TimeSource source;
    private final SessionSettings session;
    private final TimeFields fields;
    private boolean fixed;
    /** How many more characters were skipped than the template names. */
    private int skipped;

    TimeInput(TimeTemplate template, String text, SessionSettings session) {
        this.template = template;
        this.source = new TimeSource(text);
        this.session = session;
        this.fields = new TimeFields(text);
    }

    TimeFields fields() {
        for (int i = 0; i < template.nodes.size() && !source.atEnd(); i++) {
            var node = template.nodes.get(i);
            boolean starts = node.kind() == Kind.PATTERN ? node.pattern().field() != Field.FX : i == 0;
            if (!fixed && starts) {
                skipped += source.skipSpaces();
            }
            if (node.kind() != Kind.PATTERN) {
                text(node);
                continue;
            }
            checkConvention(node.pattern().convention());
            field(node, i);
            if (!fixed) {
                skipped = source.skipSpaces();
            }
        }
        return fields;
    }

    private void text(Node node) {
        if (fixed) {
            source.skipCharacter();
        } else if (node.kind() != Kind.CHARACTER) {
            skipped--;
            if (source.seesSpace() || TimeTemplate.isSeparator(source.peek())) {
                source.skipCharacter();
                skipped++;
            }
        } else if (skipped > 0) {
            skipped--;
        } else {
            source.skipCharacter();
        }
    }

    private void checkConvention(Convention convention) {
        if (convention == Convention.NONE) {
            return;
        }
        if (fields.convention != Convention.NONE && fields.convention != convention) {
            throw new SqlError("22007", "invalid combination of date conventions");
        }
        fields.convention = convention;
    }

    /** A field's value, unless it has another one already. */
    private static int set(int old, int value, Node node) {
        if (old != 0 && old != value) {
            throw new SqlError(
                    "22007", "conflicting values for \"" + node.pattern().text() + "\" field in formatting string");
        }
        return value;
    }

    private int number(int old, Node node, int index, int width) {
        boolean anyWidth = node.fill() || template.endsAtSeparator(index);
        int value = set(old, source.number(width, anyWidth, node.pattern().text()), node);
        return value;
    }

    private int number(int old, Node node, int index) {
        return number(old, node, index, node.pattern().text().length());
    }

    private void field(Node node, int index) {
        var pattern = node.pattern();
        switch (pattern.field()) {
            case FX -> fixed = true;
            case HALF_DAY -> {
                var names = pattern.dotted() ? DOTTED_HALF_DAYS : HALF_DAYS;
                fields.afternoon = set(fields.afternoon, source.name(names, pattern.text()), node);
                fields.twelveHours = true;
            }
            case ERA -> {
                var names = pattern.dotted() ? DOTTED_ERAS : ERAS;
                fields.beforeChrist = set(fields.beforeChrist, source.name(names, pattern.text()), node);
            }
            case MONTH -> fields.month = set(fields.month, source.name(TimeNames.MONTHS, pattern.text()) + 1, node);
            case MON -> fields.month = set(fields.month, source.name(TimeNames.SHORT_MONTHS, pattern.text()) + 1, node);
            case RM -> fields.month = set(fields.month, 12 - source.name(TimeNames.ROMAN_MONTHS, pattern.text()), node);
            case DAY -> fields.dayOfWeek = set(fields.dayOfWeek, source.name(TimeNames.DAYS, pattern.text()), node) + 1;
            case DY ->
                fields.dayOfWeek = set(fields.dayOfWeek, source.name(TimeNames.SHORT_DAYS, pattern.text()), node) + 1;
            case OF, TZ, TZH, TZM -> zone(node, index);
            default -> {
                if (!clock(node, index)) {
                    calendar(node, index);
                }
                if (node.ordinal()) {
                    source.skipCharacter();
                    source.skipCharacter();
                }
            }
        }
    }

    /** Whether the field is one of the clock. */
    private boolean clock(Node node, int index) {
        switch (node.pattern().field()) {
            case HH12 -> {
                fields.hours = number(fields.hours, node, index, 2);
                fields.twelveHours = true;
            }
            case HH24 -> fields.hours = number(fields.hours, node, index, 2);
            case MI -> fields.minutes = number(fields.minutes, node, index);
            case SS -> fields.seconds = number(fields.seconds, node, index);
            case SSSS -> fields.secondsOfDay = number(fields.secondsOfDay, node, index);
            case MS -> fields.millis = fraction(number(fields.millis, node, index, 3), 3);
            case US -> fields.micros = fraction(number(fields.micros, node, index, 6), 6);
            case FF1, FF2, FF3, FF4, FF5, FF6 -> {
                fields.precision = node.pattern().field().ordinal() - Field.FF1.ordinal() + 1;
                fields.micros = fraction(number(fields.micros, node, index, fields.precision), 6);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Digits behind a point: the fewer, the more each counts. */
    private int fraction(int value, int digits) {
        int scaled = value;
        for (int i = source.lastLength(); i < digits; i++) {
            scaled *= 10;
        }
        return scaled;
    }

    private void calendar(Node node, int index) {
        switch (node.pattern().field()) {
            case MM -> fields.month = number(fields.month, node, index);
            case DDD -> fields.dayOfYear = number(fields.dayOfYear, node, index);
            case IDDD -> fields.dayOfYear = number(fields.dayOfYear, node, index, 3);
            case DD -> fields.day = number(fields.day, node, index);
            case D -> fields.dayOfWeek = number(fields.dayOfWeek, node, index);
            case ID -> {
                int monday = number(fields.dayOfWeek, node, index, 1) + 1;
                fields.dayOfWeek = monday > 7 ? 1 : monday;
            }
            case WW, IW -> fields.week = number(fields.week, node, index);
            // A quarter has no day of its own: it is read and forgotten.
            case Q -> number(0, node, index);
            case CC -> fields.century = number(fields.century, node, index);
            case W -> fields.weekOfMonth = number(fields.weekOfMonth, node, index);
            case J -> fields.julian = number(fields.julian, node, index);
            case Y_YYY -> {
                fields.year = set(
                        fields.year,
                        source.thousands(session.since(18), node.pattern().text()),
                        node);
                fields.yearDigits = 4;
            }
            case YYYY, IYYY -> {
                fields.year = number(fields.year, node, index);
                fields.yearDigits = 4;
            }
            default -> {
                fields.year = number(fields.year, node, index);
                if (source.lastLength() < 4) {
                    fields.year = near2020(fields.year);
                }
                fields.yearDigits = node.pattern().text().length();
            }
        }
    }

    private static int near2020(int year) {
        if (year < 70) {
            return year + 2000;
        } else if (year < 100) {
            return year + 1900;
        } else if (year < 520) {
            return year + 2000;
        }
        return year < 1000 ? year + 1000 : year;
    }

    private void zone(Node node, int index) {
        var field = node.pattern().field();
        if ((field == Field.TZ || field == Field.OF) && !session.since(17)) {
            throw SqlError.notSupported(
                    "formatting field \"" + node.pattern().text() + "\" is only supported in to_char");
        }
        if (field == Field.TZM) {
            fields.zoneSign = fields.zoneSign == 0 ? 1 : fields.zoneSign;
            fields.zoneMinutes = number(fields.zoneMinutes, node, index, 2);
            return;
        }
        if (field == Field.TZ && PgChars.isAlpha(source.peek())) {
            abbreviation(node);
            return;
        }
        int c = source.peek();
        if (c == '+' || c == '-' || c == ' ') {
            fields.zoneSign = c == '-' ? -1 : 1;
            source.skipCharacter();
        } else {
            // A minus that was taken for a separator is the sign all the same.
            fields.zoneSign = skipped > 0 && source.previous() == '-' ? -1 : 1;
        }
        fields.zoneHours = number(fields.zoneHours, node, index, 2);
        if (field != Field.TZH && source.peek() == ':') {
            source.skipCharacter();
            fields.zoneMinutes = number(fields.zoneMinutes, node, index, 2);
        }
    }

    /** The longest beginning of a word that is the abbreviation of a time zone. */
    private void abbreviation(Node node) {
        String word = source.word();
        for (int length = Math.min(word.length(), 10); length > 0; length--) {
            var found = TimeZoneNames.abbreviation(word.substring(0, length), session);
            if (found != null) {
                fields.zoneOffset = found.offset();
                fields.zoneSign = 0;
                source.skip(length);
                return;
            }
        }
        throw new SqlError(
                "22007",
                "invalid value \"" + source.rest() + "\" for \""
                        + node.pattern().text() + "\"");
    }
}
