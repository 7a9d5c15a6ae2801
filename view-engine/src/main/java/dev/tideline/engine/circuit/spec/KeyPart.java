package dev.tideline.engine.circuit.spec;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.type.SqlType;

/**
 * One value of the key by which rows are arranged.
 *
 * @param value over the row's columns
 * @param type the type by whose {@code =} the values of both sides of a join meet, after widening
 * @param widening brings values of different widths to one form
 * @param nullsEqual true if NULL meets NULL (IS NOT DISTINCT FROM); false if a NULL meets nothing
 */
public record KeyPart(Expr value, SqlType type, Widening widening, boolean nullsEqual) {

    /** Integers of different widths compare as bigint, floating point numbers as double precision. */
    public enum Widening {
        NONE {
            @Override
            public Object apply(Object value) {
                return value;
            }
        },
        BIGINT {
            @Override
            public Object apply(Object value) {
                return ((Number) value).longValue();
            }
        },
        DOUBLE {
            @Override
            public Object apply(Object value) {
                return ((Number) value).doubleValue();
            }
        };

        /** The wider form of a value that is not null. */
        public abstract Object apply(Object value);
    }
}
