package dev.tideline.engine.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random conditions on the current time. */
final class TimeGenerator {

    private static final List<String> SPANS =
            List.of("1 day", "7 days", "36 hours", "1 month", "2 months 3 days", "1 month 12 hours", "1 year");

    private final Random random;

    TimeGenerator(Random random) {
        this.random = random;
    }

    /** A comparison of a date or timestamp in scope with the time, if there is one. */
    Optional<String> condition(List<Scoped> scope) {
        var moments = scope.stream()
                .filter(column -> column.type() == FuzzType.DATE
                        || column.type() == FuzzType.TIMESTAMP
                        || column.type() == FuzzType.TIMESTAMPTZ)
                .toList();
        if (moments.isEmpty()) {
            return Optional.empty();
        }
        var moment = moments.get(random.nextInt(moments.size()));
        return Optional.of("(" + (random.nextInt(6) == 0 ? shown(moment) : compared(moment)) + ")");
    }

    private String compared(Scoped moment) {
        var operator = pick(" < ", " <= ", " > ", " >= ");
        var time =
                switch (moment.type()) {
                    case DATE -> pick("current_date", "date_trunc('month', now())", "now()");
                    case TIMESTAMP -> pick("localtimestamp", "date_trunc('day', localtimestamp)", "current_date");
                    default -> pick("now()", "date_trunc('day', now())", "current_timestamp", "current_date");
                };
        return moment.sql() + shift() + operator + time + shift();
    }

    private String shown(Scoped moment) {
        return moment.type() == FuzzType.DATE
                ? moment.sql() + pick(" = ", " <> ") + "current_date" + pick("", " - 31", " + 1")
                : "extract(month FROM " + moment.sql() + ") = extract(month FROM now())";
    }

    private String shift() {
        return random.nextInt(2) == 0
                ? ""
                : pick(" - ", " + ") + "interval '" + SPANS.get(random.nextInt(SPANS.size())) + "'";
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
