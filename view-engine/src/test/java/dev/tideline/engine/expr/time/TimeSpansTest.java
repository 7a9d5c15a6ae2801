package dev.tideline.engine.expr.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.expr.CompilingExprCompiler;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Looks, for random rows, whether a condition ever changes before the moment that was told for it. */
class TimeSpansTest {

    private static final List<String> ZONES = List.of(
            "UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Pacific/Apia");
    private static final long SEED = 20261101;

    private final PgTypeCatalog types = new PgTypeCatalog();
    private final Random random = new Random(SEED);
    private int changes;
    private int asked;

    @Test
    void neverTellsAMomentThatIsTooLate() {
        for (var zone : ZONES) {
            var session = new SessionSettings(ZoneId.of(zone));
            for (int i = 0; i < 150; i++) {
                follow(condition(), session);
            }
        }
        assertThat(changes).as("changes seen, seed " + SEED).isGreaterThan(500);
        assertThat(asked).as("moments asked for, to %s changes", changes).isLessThan(changes * 60);
    }

    /** One moment after the other, for a year and a half around a random start. */
    private void follow(Expr condition, SessionSettings session) {
        var compiler = new CompilingExprCompiler(types, session);
        var spans = new TimeSpans(condition, 1, compiler, types, session);
        var value = compiler.compile(ExprTree.at(condition, new InputRef(1, SqlType.of(PgType.TIMESTAMPTZ))));
        long now = micros("2026-01-01T00:00:00Z") + random.nextInt(600) * 6 * CivilTime.MICROS_PER_HOUR;
        var row = new Row(now + (random.nextInt(200_000) - 20_000) * 10 * CivilTime.MICROS_PER_MINUTE);
        for (int step = 0; step < 30; step++) {
            long next = spans.nextChange(row, now);
            asked++;
            assertThat(next).isGreaterThan(now);
            long end = Math.min(next, now + 500 * CivilTime.MICROS_PER_DAY);
            var here = value.evaluate(TimeSpans.at(row, now));
            for (int look = 0; look < 60; look++) {
                long at = now + (long) (random.nextDouble() * (end - now));
                check(here, value, row, at, next, condition, session);
            }
            check(here, value, row, end - 1, next, condition, session);
            if (next == TimeSpans.NEVER) {
                return;
            }
            changes += here.equals(value.evaluate(TimeSpans.at(row, next))) ? 0 : 1;
            now = random.nextInt(3) == 0 ? next + random.nextInt(40) * CivilTime.MICROS_PER_HOUR : next;
        }
    }

    private void check(
            Object here, Evaluator value, Row row, long at, long next, Expr condition, SessionSettings session) {
        assertThat(value.evaluate(TimeSpans.at(row, at)))
                .as("%s of %s at %s, said to stay until %s, %s, seed %s", condition, row, at, next, session, SEED)
                .isEqualTo(here);
    }

    /** Is a moment of the row's before or after one that is calculated from now? */
    private Expr condition() {
        Expr moving = new Expr.Now();
        for (int i = 0; i <= random.nextInt(2); i++) {
            moving = switch (random.nextInt(3)) {
                case 0 -> call("date_trunc", PgType.TIMESTAMPTZ, text(random.nextBoolean() ? "day" : "hour"), moving);
                case 1 -> call("timestamptz_pl_interval", PgType.TIMESTAMPTZ, moving, interval());
                default -> call("timestamptz_mi_interval", PgType.TIMESTAMPTZ, moving, interval());
            };
        }
        Expr column = new InputRef(0, SqlType.of(PgType.TIMESTAMPTZ));
        return switch (random.nextInt(4)) {
            case 0 -> call("timestamptz_lt", PgType.BOOL, column, moving);
            case 1 -> call("timestamptz_ge", PgType.BOOL, column, moving);
            case 2 -> call("date_eq", PgType.BOOL, date(column), date(moving));
            default -> call("timestamp_gt", PgType.BOOL, local(column), local(moving));
        };
    }

    private Expr interval() {
        return new Constant(
                new PgInterval(
                        random.nextInt(4) * random.nextInt(3),
                        random.nextInt(3) * random.nextInt(10),
                        random.nextInt(3) * CivilTime.MICROS_PER_MINUTE * random.nextInt(300)),
                SqlType.of(PgType.INTERVAL));
    }

    private static Expr text(String text) {
        return new Constant(text, SqlType.of(PgType.TEXT));
    }

    private static Expr date(Expr argument) {
        return call("date", PgType.DATE, argument);
    }

    private static Expr local(Expr argument) {
        return call("timestamp", PgType.TIMESTAMP, argument);
    }

    private static Expr call(String name, PgType result, Expr... arguments) {
        var types = java.util.Arrays.stream(arguments)
                .map(argument -> argument.type().type())
                .toList();
        var function = new Function("pg_catalog", name, types, result, true, Volatility.STABLE);
        return new Call(function, List.of(arguments), SqlType.of(result), null);
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse(instant));
    }
}
