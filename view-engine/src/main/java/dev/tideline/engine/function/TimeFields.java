package dev.tideline.engine.function;

import dev.tideline.engine.function.TimePattern.Convention;
import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.DateTimeRange;
import dev.tideline.engine.value.SqlError;

/** The fields that were read by a template, and the time that they make together. */
final class TimeFields {

    Convention convention = Convention.NONE;
    int hours;
    boolean twelveHours;
    int afternoon;
    int minutes;
    int seconds;
    int secondsOfDay;
    /** 1 is Sunday. */
    int dayOfWeek;

    int day;
    int dayOfYear;
    int month;
    int millis;
    int year;
    int beforeChrist;
    int week;
    int weekOfMonth;
    int century;
    int julian;
    int micros;
    int yearDigits;
    /** Digits of a fraction of a second that count, or 0. */
    int precision;

    int zoneSign;
    int zoneHours;
    int zoneMinutes;
    Integer zoneOffset;

    private final String text;
    private boolean yearKnown;
    private boolean monthKnown;
    private boolean dayKnown;
    private final CivilTime civil = new CivilTime();
    private long fraction;

    TimeFields(String text) {
        this.text = text;
    }

    /** A computation that leaves int leaves the range of dates, too. */
    private SqlError overflow() {
        return SqlError.datetimeOverflow("date/time field value out of range: \"" + text + "\"");
    }

    private int checked(long value) {
        if (value != (int) value) {
            throw overflow();
        }
        return (int) value;
    }

    /** The local time; {@link #offset} tells its offset, if one was given. */
    CivilTime civil() {
        civil.month = 1;
        civil.day = 1;
        setClock();
        setYear();
        setDay();
        setDayOfYear();
        fraction = checked(millis * 1000L) + (long) micros;
        validate();
        civil.micros = (int) fraction;
        return civil;
    }

    /** Seconds east, or null. */
    Integer offset() {
        if (zoneSign == 0) {
            return zoneOffset;
        }
        if (zoneHours < 0 || zoneHours > 15 || zoneMinutes < 0 || zoneMinutes >= 60) {
            throw new SqlError("22009", "time zone displacement out of range: \"" + text + "\"");
        }
        return zoneSign * (zoneHours * 60 + zoneMinutes) * 60;
    }

    private void setClock() {
        civil.hour = secondsOfDay / 3600;
        civil.minute = secondsOfDay % 3600 / 60;
        civil.second = secondsOfDay % 60;
        civil.second = seconds != 0 ? seconds : civil.second;
        civil.minute = minutes != 0 ? minutes : civil.minute;
        civil.hour = hours != 0 ? hours : civil.hour;
        if (twelveHours) {
            if (civil.hour < 1 || civil.hour > 12) {
                throw new SqlError("22007", "hour \"" + civil.hour + "\" is invalid for the 12-hour clock");
            }
            if (afternoon != 0 && civil.hour < 12) {
                civil.hour += 12;
            } else if (afternoon == 0 && civil.hour == 12) {
                civil.hour = 0;
            }
        }
    }

    private void setYear() {
        yearKnown = year != 0 || century != 0;
        boolean inCentury = century != 0 && yearDigits <= 2;
        long signed = beforeChrist != 0 && (inCentury || year == 0) ? -(long) century : century;
        if (year != 0 && inCentury) {
            int low = year % 100;
            if (low == 0) {
                civil.year = checked(signed * 100 + (signed >= 0 ? 0 : 1));
            } else {
                civil.year = checked(signed >= 0 ? (signed - 1) * 100 + low : (signed + 1) * 100 - low + 1);
            }
        } else if (year != 0) {
            int own = beforeChrist != 0 ? -year : year;
            civil.year = own < 0 ? own + 1 : own;
        } else if (century != 0) {
            civil.year = checked(signed >= 0 ? (signed - 1) * 100 + 1 : signed * 100 + 1);
        }
    }

    private void setDate(int julianDay) {
        civil.setDate(julianDay);
        yearKnown = true;
        monthKnown = true;
        dayKnown = true;
    }

    private void setDay() {
        if (julian != 0) {
            setDate(julian);
        }
        if (week != 0 && convention == Convention.ISO_WEEK) {
            int monday = JulianDay.startOfIsoYear(civil.year) + (week - 1) * 7;
            setDate(dayOfWeek == 0 ? monday : monday + (dayOfWeek > 1 ? dayOfWeek - 2 : 6));
        } else if (week != 0) {
            dayOfYear = checked((week - 1L) * 7 + 1);
        }
        if (weekOfMonth != 0) {
            day = checked((weekOfMonth - 1L) * 7 + 1);
        }
        if (day != 0) {
            civil.day = day;
            dayKnown = true;
        }
        if (month != 0) {
            civil.month = month;
            monthKnown = true;
        }
    }

    private void setDayOfYear() {
        if (dayOfYear == 0 || civil.month > 1 && civil.day > 1) {
            return;
        }
        if (civil.year == 0 && beforeChrist == 0) {
            throw new SqlError("22007", "cannot calculate day of year without year information");
        }
        if (convention == Convention.ISO_WEEK) {
            setDate(JulianDay.startOfIsoYear(civil.year) - 1 + dayOfYear);
            return;
        }
        int found = 1;
        int before = 0;
        while (found <= 12 && dayOfYear > before + CivilTime.daysInMonth(civil.year, found)) {
            before += CivilTime.daysInMonth(civil.year, found);
            found++;
        }
        if (civil.month <= 1) {
            civil.month = found;
        }
        if (civil.day <= 1) {
            civil.day = dayOfYear - before;
        }
        monthKnown = true;
        dayKnown = true;
    }

    private void validate() {
        boolean wrongMonth = monthKnown && (civil.month < 1 || civil.month > 12);
        boolean wrongDay = dayKnown && (civil.day < 1 || civil.day > 31);
        if (wrongMonth
                || wrongDay
                || yearKnown && monthKnown && dayKnown && civil.day > CivilTime.daysInMonth(civil.year, civil.month)) {
            throw overflow();
        }
        if (civil.hour < 0
                || civil.hour >= 24
                || civil.minute < 0
                || civil.minute >= 60
                || civil.second < 0
                || civil.second >= 60
                || fraction < 0
                || fraction >= CivilTime.MICROS_PER_SECOND) {
            throw overflow();
        }
    }

    /** The day as a date. */
    int date() {
        var local = civil();
        long date = local.julian() - CivilTime.EPOCH_JULIAN;
        offset();
        if (!DateTimeRange.isValid(local) || !DateTimeRange.isValidDate(date)) {
            throw SqlError.datetimeOverflow("date out of range: \"" + text + "\"");
        }
        return (int) date;
    }
}
