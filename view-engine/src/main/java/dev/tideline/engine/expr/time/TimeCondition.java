package dev.tideline.engine.expr.time;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A condition over {@link Expr.Now} of which it can be told, for any row, until when it stays as it is: comparisons of what moves with
 * time in one direction with what does not, and AND, OR and NOT of such. {@code created_at > now() - interval '7 days'} is one,
 * {@code extract(dow FROM now()) = 1} is none.
 */
public sealed interface TimeCondition {

    /** A part that does not depend on time. */
    record Fixed(Expr condition) implements TimeCondition {}

    /** AND or OR. */
    record Junction(boolean and, List<TimeCondition> terms) implements TimeCondition {}

    /** NOT. */
    record Negation(TimeCondition term) implements TimeCondition {}

    /**
     * A comparison of two values, at least one of which moves.
     *
     * @param motion that of the difference
     * @param bySign true for {@code =} and {@code <>}: the comparison stays as it is while the order of the two does
     */
    record Comparison(Call condition, TimeMotion motion, boolean bySign) implements TimeCondition {}

    Pattern SAME_TYPE = Pattern.compile(
            "(?:int2|int4|int8|float8|numeric_|date_|timestamp_|timestamptz_|interval_)(eq|ne|lt|le|gt|ge)");
    Pattern DATE_WITH_MOMENT = Pattern.compile(
            "date_(?:lt|le|gt|ge)_timestamp(?:tz)?|timestamp(?:tz)?_(?:lt|le|gt|ge)_date|timestamp(?:tz)?_(?:lt|le|gt|ge)_timestamp(?:tz)?");

    /** The condition as one, or empty if it is none; only of what depends on time. */
    static Optional<TimeCondition> of(Expr condition) {
        if (!ExprTree.hasNow(condition)) {
            return Optional.of(new Fixed(condition));
        } else if (condition instanceof Expr.And and) {
            return junction(true, and.terms());
        } else if (condition instanceof Expr.Or or) {
            return junction(false, or.terms());
        } else if (condition instanceof Expr.Not not) {
            return of(not.argument()).map(Negation::new);
        } else if (condition instanceof Call call && call.function().schema().equals("pg_catalog")) {
            return comparison(call);
        }
        return Optional.empty();
    }

    private static Optional<TimeCondition> junction(boolean and, List<Expr> terms) {
        var conditions = new ArrayList<TimeCondition>();
        for (var term : terms) {
            var condition = of(term);
            if (condition.isEmpty()) {
                return Optional.empty();
            }
            conditions.add(condition.get());
        }
        return Optional.of(new Junction(and, List.copyOf(conditions)));
    }

    private static Optional<TimeCondition> comparison(Call call) {
        var same = SAME_TYPE.matcher(call.function().name());
        boolean sameType = same.matches();
        if (!sameType && !DATE_WITH_MOMENT.matcher(call.function().name()).matches()) {
            return Optional.empty();
        }
        var left = call.arguments().get(0);
        var right = call.arguments().get(1);
        var a = TimeMotion.of(left);
        var b = TimeMotion.of(right);
        if (a.isEmpty() || b.isEmpty() || a.get().direction() * b.get().direction() > 0) {
            return Optional.empty();
        }
        if (!sameType && (convertsMovingLocal(left, right, a.get()) || convertsMovingLocal(right, left, b.get()))) {
            return Optional.empty();
        }
        var motion = a.get().and(b.get(), a.get().direction() - b.get().direction());
        boolean bySign =
                sameType && (same.group(1).equals("eq") || same.group(1).equals("ne"));
        return Optional.of(new Comparison(call, motion, bySign));
    }

    /** A local time that moves would be converted to an absolute one by the comparison, where no step says so. */
    private static boolean convertsMovingLocal(Expr moving, Expr other, TimeMotion motion) {
        return motion.direction() != 0
                && moving.type().underlying().equals(PgType.TIMESTAMP)
                && other.type().underlying().equals(PgType.TIMESTAMPTZ);
    }
}
