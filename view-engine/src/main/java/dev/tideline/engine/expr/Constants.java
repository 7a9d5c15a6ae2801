package dev.tideline.engine.expr;

import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import java.util.function.Supplier;

/** Evaluators that need no row, and how to make them out of others. */
final class Constants {

    /** A value known when the expression was compiled. */
    record Known(Object value) implements Evaluator {
        @Override
        public Object evaluate(Row row) {
            return value;
        }
    }

    /** An error known when the expression was compiled. */
    record Failing(SqlError error) implements Evaluator {
        @Override
        public Object evaluate(Row row) {
            throw error;
        }
    }

    private Constants() {}

    /** Evaluates now what depends on no row. */
    static Evaluator fold(Supplier<Object> computation) {
        try {
            return new Known(computation.get());
        } catch (SqlError e) {
            return new Failing(e);
        }
    }

    static boolean isKnown(Evaluator evaluator) {
        return evaluator instanceof Known;
    }

    static boolean isNull(Evaluator evaluator) {
        return evaluator instanceof Known known && known.value() == null;
    }

    /** Whether it is known to be the given boolean. */
    static boolean is(Evaluator evaluator, boolean value) {
        return evaluator instanceof Known known && Boolean.valueOf(value).equals(known.value());
    }

    /** The known value, or null if it is NULL or not known. */
    static Object valueOrNull(Evaluator evaluator) {
        return evaluator instanceof Known known ? known.value() : null;
    }
}
