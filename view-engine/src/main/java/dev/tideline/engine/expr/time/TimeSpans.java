package dev.tideline.engine.expr.time;

import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells until when a {@link TimeCondition} stays for a row as it is at some moment. The answer is exact where the calendar allows
 * and never late; it may be early, then one asks again.
 *
 * <p>How: a condition is shown to be constant over a span of time by its values at the span's ends, for it moves in one direction
 * between them; where a {@link TimeMotion.Step} could turn it back, by its values some days outside of the ends. The longest such
 * span is found by guessing from how far apart the compared values are, and by halving.
 */
public final class TimeSpans {

    /** No change is known to come. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The year 10000: what does not change before then is taken not to change at all. */
    private static final long HORIZON = 252455616000000000L;

    private static final SqlType TIMESTAMPTZ = SqlType.of(PgType.TIMESTAMPTZ);

    private final Span condition;
    private final List<MovingComparison> comparisons = new ArrayList<>();

    /**
     * @param condition over the columns of a row, by position, and {@link Expr.Now}
     * @param width how many columns the row has
     * @throws IllegalArgumentException if it is none of which this can be told
     */
    public TimeSpans(Expr condition, int width, ExprCompiler compiler, TypeCatalog types, SessionSettings session) {
        var found = TimeCondition.of(condition)
                .orElseThrow(() -> new IllegalArgumentException("when it changes is not known of " + condition));
        this.condition = span(found, new Compiled(width, compiler, types, session));
    }

    /** Compiles expressions over a row with the time behind it. */
    record Compiled(int width, ExprCompiler compiler, TypeCatalog types, SessionSettings session) {
        Evaluator of(Expr expr) {
            return compiler.compile(ExprTree.at(expr, new InputRef(width, TIMESTAMPTZ)));
        }
    }

    /** What a condition is all through a span. */
    enum Outcome {
        TRUE,
        FALSE,
        UNKNOWN,
        /** It may change. */
        CHANGES;

        static Outcome of(Object value) {
            return value == null ? UNKNOWN : (boolean) value ? TRUE : FALSE;
        }
    }

    /** A part of a condition. */
    interface Span {
        Outcome over(Row row, long from, long to);
    }

    private Span span(TimeCondition part, Compiled compiled) {
        if (part instanceof TimeCondition.Fixed fixed) {
            var value = compiled.of(fixed.condition());
            return (row, from, to) -> Outcome.of(value.evaluate(at(row, from)));
        } else if (part instanceof TimeCondition.Negation negation) {
            var term = span(negation.term(), compiled);
            return (row, from, to) -> {
                var outcome = term.over(row, from, to);
                return outcome == Outcome.TRUE ? Outcome.FALSE : outcome == Outcome.FALSE ? Outcome.TRUE : outcome;
            };
        } else if (part instanceof TimeCondition.Junction junction) {
            var terms =
                    junction.terms().stream().map(term -> span(term, compiled)).toList();
            var decisive = junction.and() ? Outcome.FALSE : Outcome.TRUE;
            return (row, from, to) -> junction(terms, decisive, row, from, to);
        }
        var comparison = new MovingComparison((TimeCondition.Comparison) part, compiled);
        comparisons.add(comparison);
        return comparison;
    }

    private static Outcome junction(List<Span> terms, Outcome decisive, Row row, long from, long to) {
        boolean unknown = false;
        boolean changes = false;
        for (var term : terms) {
            var outcome = term.over(row, from, to);
            if (outcome == decisive) {
                return decisive;
            }
            unknown |= outcome == Outcome.UNKNOWN;
            changes |= outcome == Outcome.CHANGES;
        }
        if (changes) {
            return Outcome.CHANGES;
        }
        return unknown ? Outcome.UNKNOWN : decisive == Outcome.FALSE ? Outcome.TRUE : Outcome.FALSE;
    }

    static Row at(Row row, long time) {
        return row.concat(new Row(time));
    }

    /**
     * The first moment behind {@code now} at which the condition may be another than at {@code now}, or {@link #NEVER}.
     *
     * @param now microseconds since 2000-01-01 UTC
     */
    public long nextChange(Row row, long now) {
        if (now >= HORIZON) {
            return now + 1;
        }
        if (isConstant(row, now, HORIZON)) {
            return NEVER;
        }
        long constant = now;
        long changed = HORIZON;
        for (var comparison : comparisons) {
            for (long guess : guesses(comparison, row, now)) {
                if (guess > constant && guess < changed) {
                    if (isConstant(row, now, guess)) {
                        constant = guess;
                    } else {
                        changed = guess;
                    }
                }
            }
        }
        while (changed - constant > 1) {
            long middle = constant + (changed - constant) / 2;
            if (isConstant(row, now, middle)) {
                constant = middle;
            } else {
                changed = middle;
            }
        }
        return changed;
    }

    private static List<Long> guesses(MovingComparison comparison, Row row, long now) {
        try {
            return comparison.guesses(row, now);
        } catch (SqlError error) {
            return List.of();
        }
    }

    private boolean isConstant(Row row, long from, long to) {
        try {
            return condition.over(row, from, to) != Outcome.CHANGES;
        } catch (SqlError error) {
            return false;
        }
    }

    /** Microseconds, on whatever scale, of a value of time; null if it has none. */
    static Long micros(Object value) {
        if (value instanceof Long moment) {
            return moment;
        }
        return value instanceof Integer day ? Long.valueOf(day * CivilTime.MICROS_PER_DAY) : null;
    }
}
