package dev.tideline.engine.function;

/** Julian days and ISO weeks of dates that may be none, as the parts of an interval are: int arithmetic, rounded towards zero. */
final class JulianDay {

    private JulianDay() {}

    static int of(int year, int month, int day) {
        int shiftedMonth = month > 2 ? month + 1 : month + 13;
        int shiftedYear = month > 2 ? year + 4800 : year + 4799;
        int century = shiftedYear / 100;
        int leapDays = shiftedYear / 4 - century + century / 4;
        return shiftedYear * 365 - 32167 + leapDays + 7834 * shiftedMonth / 256 + day;
    }

    /** The first day of the ISO year, always a Monday. */
    static int startOfIsoYear(int year) {
        int fourth = of(year, 1, 4);
        return fourth - Math.floorMod(fourth, 7);
    }

    static int isoYear(int year, int month, int day) {
        int julian = of(year, month, day);
        int result = julian < startOfIsoYear(year) ? year - 1 : year;
        boolean late = (julian - startOfIsoYear(result)) / 7 + 1 >= 52;
        return late && julian >= startOfIsoYear(year + 1) ? year + 1 : result;
    }

    static int isoWeek(int year, int month, int day) {
        int julian = of(year, month, day);
        int week = (julian - startOfIsoYear(julian < startOfIsoYear(year) ? year - 1 : year)) / 7 + 1;
        int next = startOfIsoYear(year + 1);
        return week >= 52 && julian >= next ? (julian - next) / 7 + 1 : week;
    }

    static int dayOfIsoYear(int year, int month, int day) {
        return of(year, month, day) - startOfIsoYear(isoYear(year, month, day)) + 1;
    }
}
