package dev.tideline.engine.function;

import java.util.List;

/** Names of months and days, which are English under the C locale. */
final class TimeNames {

    static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    static final List<String> SHORT_MONTHS =
            MONTHS.stream().map(name -> name.substring(0, 3)).toList();
    static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    static final List<String> SHORT_DAYS =
            DAYS.stream().map(name -> name.substring(0, 3)).toList();
    /** From December to January, so that a longer numeral is tried before one that it begins with. */
    static final List<String> ROMAN_MONTHS =
            List.of("XII", "XI", "X", "IX", "VIII", "VII", "VI", "V", "IV", "III", "II", "I");

    private TimeNames() {}
}
