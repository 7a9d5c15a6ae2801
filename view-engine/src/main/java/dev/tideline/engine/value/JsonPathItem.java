package dev.tideline.engine.value;

import java.util.List;

/**
 * A step of a jsonpath, with the steps that follow it.
 *
 * @param value a literal, the name of a key or variable, the pattern and flags of like_regex
 * @param left the operand or the left one; null if there is none
 * @param subscripts of an array accessor
 * @param first the least depth of {@code **}, {@link #LAST_LEVEL} for {@code last}
 * @param last its greatest depth
 * @param next the step that takes this one's results; null for the last one
 */
public record JsonPathItem(
        Kind kind,
        Object value,
        JsonPathItem left,
        JsonPathItem right,
        List<Subscript> subscripts,
        long first,
        long last,
        JsonPathItem next) {

    /** The depth {@code last} in {@code .**}. */
    public static final long LAST_LEVEL = 0xFFFFFFFFL;

    /** {@code from to to}; {@code to} is null for a single position. */
    public record Subscript(JsonPathItem from, JsonPathItem to) {}

    /** What a step does; the symbol is how it is written, if that is all there is to it. */
    public enum Kind {
        NULL("null"),
        STRING(null),
        NUMERIC(null),
        BOOL(null),
        ROOT("$"),
        CURRENT("@"),
        LAST("last"),
        VARIABLE(null),
        KEY(null),
        ANY_ARRAY("[*]"),
        ANY_KEY("*"),
        ANY(null),
        INDEX_ARRAY(null),
        FILTER(null),
        EXISTS(null),
        NOT(null),
        IS_UNKNOWN(null),
        OR("||"),
        AND("&&"),
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        GREATER(">"),
        LESS_OR_EQUAL("<="),
        GREATER_OR_EQUAL(">="),
        STARTS_WITH("starts with"),
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        MODULO("%"),
        PLUS("+"),
        MINUS("-"),
        LIKE_REGEX(null),
        TYPE("type"),
        SIZE("size"),
        ABS("abs"),
        FLOOR("floor"),
        CEILING("ceiling"),
        DOUBLE("double"),
        KEYVALUE("keyvalue"),
        BIGINT("bigint"),
        BOOLEAN("boolean"),
        INTEGER("integer"),
        NUMBER("number"),
        STRING_FUNCTION("string"),
        DECIMAL("decimal"),
        DATE("date"),
        DATETIME("datetime"),
        TIME("time"),
        TIME_TZ("time_tz"),
        TIMESTAMP("timestamp"),
        TIMESTAMP_TZ("timestamp_tz");

        private final String symbol;

        Kind(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        boolean isComparison() {
            return compareTo(EQUAL) >= 0 && compareTo(GREATER_OR_EQUAL) <= 0;
        }

        boolean isArithmetic() {
            return compareTo(ADD) >= 0 && compareTo(MODULO) <= 0;
        }

        /** Whether it is true, false or unknown. */
        public boolean isPredicate() {
            return compareTo(EXISTS) >= 0 && compareTo(STARTS_WITH) <= 0 || this == LIKE_REGEX;
        }

        boolean isMethod() {
            return compareTo(TYPE) >= 0;
        }

        /** How tightly it binds its operands. */
        int priority() {
            if (this == OR) {
                return 0;
            } else if (this == AND) {
                return 1;
            } else if (isComparison() || this == STARTS_WITH) {
                return 2;
            } else if (this == ADD || this == SUBTRACT) {
                return 3;
            } else if (isArithmetic()) {
                return 4;
            }
            return this == PLUS || this == MINUS ? 5 : 6;
        }
    }

    /** The pattern and the flags of like_regex. */
    public record Regex(String pattern, String flags) {}

    static JsonPathItem of(Kind kind) {
        return of(kind, null);
    }

    static JsonPathItem of(Kind kind, Object value) {
        return new JsonPathItem(kind, value, null, null, List.of(), 0, 0, null);
    }

    static JsonPathItem of(Kind kind, JsonPathItem left, JsonPathItem right) {
        return new JsonPathItem(kind, null, left, right, List.of(), 0, 0, null);
    }

    static JsonPathItem levels(long first, long last) {
        return new JsonPathItem(Kind.ANY, null, null, null, List.of(), first, last, null);
    }

    static JsonPathItem elements(List<Subscript> subscripts) {
        return new JsonPathItem(Kind.INDEX_ARRAY, null, null, null, List.copyOf(subscripts), 0, 0, null);
    }

    /** This item and all that follow, and then another one. */
    JsonPathItem then(JsonPathItem end) {
        var rest = next == null ? end : next.then(end);
        return new JsonPathItem(kind, value, left, right, subscripts, first, last, rest);
    }
}
