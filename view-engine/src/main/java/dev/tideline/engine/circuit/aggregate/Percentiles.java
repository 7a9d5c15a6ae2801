package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.function.PercentileFraction;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.Row;
import java.util.List;

/**
 * {@code percentile_cont} and {@code percentile_disc}, of one fraction or an array of them. They look at one or two ranks each: nothing
 * else of the group is read.
 */
public final class Percentiles {

    private final boolean continuous;
    private final boolean intervals;
    private final ExprCompiler compiler;
    private Evaluator difference;
    private Evaluator product;
    private Evaluator sum;

    /** @param type of the values */
    public Percentiles(Function function, SqlType type, ExprCompiler compiler) {
        continuous = function.name().equals("percentile_cont");
        intervals = type.underlying().equals(PgType.INTERVAL);
        this.compiler = compiler;
    }

    /** @param fraction the direct argument, null for NULL */
    public Object result(Object fraction, RankedValues values) {
        if (fraction instanceof PgArray fractions) {
            return values.count() == 0 ? null : all(fractions, values);
        }
        if (fraction == null) {
            return null;
        }
        PercentileFraction.check((double) fraction);
        return values.count() == 0 ? null : one((double) fraction, values);
    }

    private Object all(PgArray fractions, RankedValues values) {
        for (var fraction : fractions.elements()) {
            if (fraction != null) {
                PercentileFraction.check((double) fraction);
            }
        }
        var results = new Object[fractions.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = fractions.get(i) == null ? null : one((double) fractions.get(i), values);
        }
        return fractions.withElements(results);
    }

    private Object one(double fraction, RankedValues values) {
        if (!continuous) {
            return values.at(Math.max((long) Math.ceil(fraction * values.count()), 1) - 1);
        }
        double rank = fraction * (values.count() - 1);
        long lower = (long) Math.floor(rank);
        long upper = (long) Math.ceil(rank);
        var first = values.at(lower);
        return lower == upper ? first : between(first, values.at(upper), rank - lower);
    }

    private Object between(Object low, Object high, double proportion) {
        if (!intervals) {
            return (double) low + proportion * ((double) high - (double) low);
        }
        if (difference == null) {
            difference = interval("interval_mi", PgType.INTERVAL);
            product = interval("interval_mul", PgType.FLOAT8);
            sum = interval("interval_pl", PgType.INTERVAL);
        }
        var span = (PgInterval) difference.evaluate(new Row(high, low));
        return sum.evaluate(new Row(product.evaluate(new Row(span, proportion)), low));
    }

    private Evaluator interval(String name, PgType right) {
        var function = new Function(
                "pg_catalog", name, List.of(PgType.INTERVAL, right), PgType.INTERVAL, true, Volatility.IMMUTABLE);
        return compiler.compile(new Expr.Call(
                function,
                List.of(new InputRef(0, SqlType.of(PgType.INTERVAL)), new InputRef(1, SqlType.of(right))),
                SqlType.of(PgType.INTERVAL),
                null));
    }
}
