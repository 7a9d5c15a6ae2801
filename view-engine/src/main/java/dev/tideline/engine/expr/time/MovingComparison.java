package dev.tideline.engine.expr.time;

import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.time.TimeSpans.Compiled;
import dev.tideline.engine.expr.time.TimeSpans.Outcome;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.DateTimeRange;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TimeZoneNames;
import dev.tideline.engine.value.TypeSemantics;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One comparison of a {@link TimeCondition}, compiled. */
final class MovingComparison implements TimeSpans.Span {

    /** How far a step over months can turn back, twice over: three days of a month's end and the hours of one. */
    private static final long MONTHS_SLACK = 10 * CivilTime.MICROS_PER_DAY;

    /** The same of a step through a time zone; no clock was ever changed by more than a day. */
    private static final long ZONE_SLACK = 6 * CivilTime.MICROS_PER_DAY;

    private static final long FAR = DateTimeRange.END_TIMESTAMP / 4;

    private final Evaluator condition;
    private final Evaluator left;
    private final Evaluator right;
    /** The order of the two sides, if that is what must not change; else null. */
    private final TypeSemantics order;

    private final boolean guessable;
    private final List<CompiledStep> steps = new ArrayList<>();
    private final List<Evaluator> instants;
    private final long slack;

    private record CompiledStep(
            Evaluator moment, PgType momentType, Evaluator interval, Evaluator result, boolean zoned, CalmZone zone) {}

    MovingComparison(TimeCondition.Comparison comparison, Compiled compiled) {
        var sides = comparison.condition().arguments();
        condition = compiled.of(comparison.condition());
        left = compiled.of(sides.get(0));
        right = compiled.of(sides.get(1));
        order = comparison.bySign() ? compiled.types().semantics(sides.get(0).type()) : null;
        guessable = sides.get(0).type().underlying().equals(sides.get(1).type().underlying())
                && isTime(sides.get(0).type().underlying());
        instants = comparison.motion().instants().stream().map(compiled::of).toList();
        Map<String, CalmZone> zones = new LinkedHashMap<>();
        long sum = 0;
        for (var step : comparison.motion().steps()) {
            var zone = zones.computeIfAbsent(
                    step.zone() == null ? "" : step.zone(), name -> new CalmZone(zone(step.zone(), compiled)));
            steps.add(new CompiledStep(
                    compiled.of(step.moment()),
                    step.moment().type().underlying(),
                    step.interval() == null ? null : compiled.of(step.interval()),
                    compiled.of(step.result()),
                    step.zoned(),
                    zone));
            sum += (step.interval() == null ? 0 : MONTHS_SLACK) + (step.zoned() ? ZONE_SLACK : 0);
        }
        slack = sum;
    }

    private static boolean isTime(PgType type) {
        return type.equals(PgType.DATE) || type.equals(PgType.TIMESTAMP) || type.equals(PgType.TIMESTAMPTZ);
    }

    private static ZoneId zone(String name, Compiled compiled) {
        if (name == null) {
            return compiled.session().timezone();
        }
        var zone = TimeZoneNames.abbreviation(name, compiled.session()) == null ? TimeZoneNames.find(name) : null;
        return zone == null ? ZoneId.of("UTC") : zone;
    }

    @Override
    public Outcome over(Row row, long from, long to) {
        long margin = isSmooth(row, from, to) ? 0 : slack;
        var start = TimeSpans.at(row, from - margin);
        var end = TimeSpans.at(row, to + margin);
        if (order == null) {
            var outcome = Outcome.of(condition.evaluate(start));
            return outcome == Outcome.of(condition.evaluate(end)) ? outcome : Outcome.CHANGES;
        }
        var a = left.evaluate(start);
        var b = right.evaluate(start);
        if (a == null || b == null) {
            return Outcome.UNKNOWN;
        }
        int before = Integer.signum(order.compare(a, b));
        int after = Integer.signum(order.compare(left.evaluate(end), right.evaluate(end)));
        return before == after ? Outcome.of(condition.evaluate(start)) : Outcome.CHANGES;
    }

    /** Whether no step turns back between the two moments. */
    private boolean isSmooth(Row row, long from, long to) {
        if (steps.isEmpty()) {
            return true;
        }
        var start = TimeSpans.at(row, from);
        var end = TimeSpans.at(row, to);
        for (var step : steps) {
            if (step.interval != null) {
                var interval = (PgInterval) step.interval.evaluate(start);
                if (interval != null && !isSmooth(step, interval, start, end)) {
                    return false;
                }
            } else if (step.zoned && !isCalm(step.zone, 0, start, end)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSmooth(CompiledStep step, PgInterval interval, Row start, Row end) {
        if (interval.months() != 0 && day(step, start) != day(step, end)) {
            return false;
        }
        boolean calendar = interval.months() != 0 || interval.days() != 0;
        return !calendar || !step.zoned || isCalm(step.zone, interval.micros(), start, end);
    }

    /** @param micros what an interval adds behind its months and days */
    private boolean isCalm(CalmZone zone, long micros, Row start, Row end) {
        if (zone.isFixed()) {
            return true;
        }
        for (var instant : instants) {
            var from = (Long) instant.evaluate(start);
            var to = (Long) instant.evaluate(end);
            if (from == null || to == null || !DateTimeRange.isFinite(from) || !DateTimeRange.isFinite(to)) {
                continue;
            }
            boolean calm = zone.isCalm(from, to)
                    && (micros == 0
                            || Math.abs(micros) < FAR
                                    && zone.isCalm(from - micros, to - micros)
                                    && zone.isCalm(from + micros, to + micros));
            if (!calm) {
                return false;
            }
        }
        return true;
    }

    private static long day(CompiledStep step, Row at) {
        var moment = step.moment.evaluate(at);
        if (moment instanceof Integer date) {
            return date;
        }
        if (!(moment instanceof Long timestamp) || !DateTimeRange.isFinite(timestamp)) {
            return 0;
        }
        return step.momentType.equals(PgType.TIMESTAMPTZ)
                ? step.zone.day(timestamp)
                : Math.floorDiv(timestamp, CivilTime.MICROS_PER_DAY);
    }

    /** When it might change, if the values it compares keep moving as time does. */
    List<Long> guesses(Row row, long now) {
        if (!guessable) {
            return List.of();
        }
        var here = TimeSpans.at(row, now);
        var a = TimeSpans.micros(left.evaluate(here));
        var b = TimeSpans.micros(right.evaluate(here));
        if (a == null || b == null || Math.abs(a) > FAR || Math.abs(b) > FAR) {
            return List.of();
        }
        long then = now + Math.abs(a - b);
        if (then > FAR) {
            return List.of();
        }
        var guesses = new ArrayList<>(List.of(then - 1, then, then + 1));
        if (slack > 0) {
            guesses.addAll(List.of(
                    then - slack - 1,
                    then - slack,
                    then - slack + 1,
                    then - 2 * CivilTime.MICROS_PER_DAY,
                    then + 2 * CivilTime.MICROS_PER_DAY));
        }
        return guesses;
    }
}
