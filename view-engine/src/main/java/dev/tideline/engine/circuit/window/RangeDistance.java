package dev.tideline.engine.circuit.window;

import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.PgTimeTz;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeCatalog;
import java.util.List;
import java.util.Set;

/** PostgreSQL's {@code in_range} functions: how far two values of an order column are apart. */
@FunctionalInterface
public interface RangeDistance {

    /** Whether {@code value <= base ± offset}, or, if not {@code less}, {@code value >= base ± offset}. */
    boolean within(Object value, Object base, Object offset, boolean subtract, boolean less);

    Set<PgType> INTEGERS = Set.of(PgType.INT2, PgType.INT4, PgType.INT8);
    Set<PgType> FLOATS = Set.of(PgType.FLOAT4, PgType.FLOAT8);
    Set<PgType> MOMENTS = Set.of(PgType.DATE, PgType.TIMESTAMP, PgType.TIMESTAMPTZ, PgType.INTERVAL);

    /** Whether offsets of the one type can be taken from values of the other. */
    static boolean supports(PgType order, PgType offset) {
        var value = order.underlying();
        return INTEGERS.contains(value)
                || FLOATS.contains(value)
                || value.equals(PgType.NUMERIC)
                || MOMENTS.contains(value)
                || value.equals(PgType.TIME)
                || value.equals(PgType.TIMETZ);
    }

    static RangeDistance of(PgType order, ExprCompiler compiler, TypeCatalog types) {
        var value = order.underlying();
        if (INTEGERS.contains(value)) {
            return RangeDistance::integers;
        } else if (FLOATS.contains(value)) {
            return RangeDistance::floats;
        } else if (value.equals(PgType.NUMERIC)) {
            return RangeDistance::numerics;
        }
        var intervals = types.semantics(SqlType.of(PgType.INTERVAL));
        var nothing = new PgInterval(0, 0, 0);
        if (value.equals(PgType.TIME)) {
            return RangeDistance::times;
        } else if (value.equals(PgType.TIMETZ)) {
            return RangeDistance::zonedTimes;
        }
        var type = value.equals(PgType.DATE) ? PgType.TIMESTAMP : value;
        var semantics = types.semantics(SqlType.of(type));
        var name = value.equals(PgType.INTERVAL) ? "interval" : ((PgType.Base) value).name();
        var plus = sum(name + (value.equals(PgType.INTERVAL) ? "_pl" : "_pl_interval"), value, type, compiler);
        var minus = sum(name + (value.equals(PgType.INTERVAL) ? "_mi" : "_mi_interval"), value, type, compiler);
        var widened = value.equals(PgType.DATE) ? call("timestamp", List.of(PgType.DATE), type, compiler) : null;
        return (row, base, offset, subtract, less) -> {
            if (intervals.compare(offset, nothing) < 0) {
                throw invalid();
            }
            if (offset.equals(PgInterval.INFINITY) && meetsInfinity(base, subtract)) {
                return true;
            }
            var bound = (subtract ? minus : plus).evaluate(new Row(base, offset));
            var compared = widened == null ? row : widened.evaluate(new Row(row));
            int order1 = semantics.compare(compared, bound);
            return less ? order1 <= 0 : order1 >= 0;
        };
    }

    /** Infinity minus infinity, which is any value: -infinity of the base if something is added, infinity if it is subtracted. */
    private static boolean meetsInfinity(Object base, boolean subtract) {
        if (base instanceof Integer day) {
            return day == (subtract ? Integer.MAX_VALUE : Integer.MIN_VALUE);
        } else if (base instanceof Long moment) {
            return moment == (subtract ? Long.MAX_VALUE : Long.MIN_VALUE);
        }
        return base.equals(subtract ? PgInterval.INFINITY : PgInterval.MINUS_INFINITY);
    }

    private static Evaluator sum(String name, PgType base, PgType result, ExprCompiler compiler) {
        return call(name, List.of(base, PgType.INTERVAL), result, compiler);
    }

    private static Evaluator call(String name, List<PgType> arguments, PgType result, ExprCompiler compiler) {
        var function = new Function("pg_catalog", name, arguments, result, true, Function.Volatility.IMMUTABLE);
        var references = new java.util.ArrayList<Expr>();
        for (int i = 0; i < arguments.size(); i++) {
            references.add(new InputRef(i, SqlType.of(arguments.get(i))));
        }
        return compiler.compile(new Expr.Call(function, references, SqlType.of(result), null));
    }

    private static SqlError invalid() {
        return new SqlError("22013", "invalid preceding or following size in window function");
    }

    private static boolean integers(Object value, Object base, Object offset, boolean subtract, boolean less) {
        long distance = ((Number) offset).longValue();
        if (distance < 0) {
            throw invalid();
        }
        long from = ((Number) base).longValue();
        long bound = subtract ? from - distance : from + distance;
        boolean overflows = subtract ? bound > from : bound < from;
        if (overflows) {
            return subtract != less;
        }
        long at = ((Number) value).longValue();
        return less ? at <= bound : at >= bound;
    }

    private static boolean floats(Object value, Object base, Object offset, boolean subtract, boolean less) {
        double distance = ((Number) offset).doubleValue();
        if (Double.isNaN(distance) || distance < 0) {
            throw invalid();
        }
        double at = ((Number) value).doubleValue();
        double from = ((Number) base).doubleValue();
        if (Double.isNaN(at)) {
            return Double.isNaN(from) || !less;
        } else if (Double.isNaN(from)) {
            return less;
        }
        if (Double.isInfinite(distance) && from == (subtract ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY)) {
            return true;
        }
        double bound = subtract ? from - distance : from + distance;
        return less ? at <= bound : at >= bound;
    }

    private static boolean numerics(Object value, Object base, Object offset, boolean subtract, boolean less) {
        var distance = (PgNumeric) offset;
        var at = (PgNumeric) value;
        var from = (PgNumeric) base;
        if (distance.kind() == PgNumeric.Kind.NAN
                || distance.kind() == PgNumeric.Kind.MINUS_INFINITY
                || distance.isFinite() && distance.digits().signum() < 0) {
            throw invalid();
        }
        if (at.kind() == PgNumeric.Kind.NAN) {
            return from.kind() == PgNumeric.Kind.NAN || !less;
        } else if (from.kind() == PgNumeric.Kind.NAN) {
            return less;
        }
        if (!distance.isFinite()) {
            var opposite = subtract ? PgNumeric.Kind.INFINITY : PgNumeric.Kind.MINUS_INFINITY;
            if (from.kind() == opposite) {
                return true;
            }
            var bound = subtract ? PgNumeric.Kind.MINUS_INFINITY : PgNumeric.Kind.INFINITY;
            return subtract != less || at.kind() == bound;
        }
        if (!at.isFinite() || !from.isFinite()) {
            int order = at.compareTo(from);
            return less ? order <= 0 : order >= 0;
        }
        var bound = subtract
                ? from.digits().subtract(distance.digits())
                : from.digits().add(distance.digits());
        int order = at.digits().compareTo(bound);
        return less ? order <= 0 : order >= 0;
    }

    private static boolean zonedTimes(Object value, Object base, Object offset, boolean subtract, boolean less) {
        long distance = ((PgInterval) offset).micros();
        if (distance < 0) {
            throw invalid();
        }
        var from = (PgTimeTz) base;
        long moved = subtract ? from.micros() - distance : from.micros() + distance;
        if (!subtract && moved < from.micros()) {
            return less;
        }
        int order = ((PgTimeTz) value).compareTo(new PgTimeTz(moved, from.offset()));
        return less ? order <= 0 : order >= 0;
    }

    private static boolean times(Object value, Object base, Object offset, boolean subtract, boolean less) {
        long distance = ((PgInterval) offset).micros();
        if (distance < 0) {
            throw invalid();
        }
        long from = (long) base;
        long bound = subtract ? from - distance : from + distance;
        if (!subtract && bound < from) {
            return less;
        }
        return less ? (long) value <= bound : (long) value >= bound;
    }
}
