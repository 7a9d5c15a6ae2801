package dev.tideline.engine.value;

import dev.tideline.engine.type.PgType;
import java.util.Map;

/** PostgreSQL's own range types and their multiranges. */
public final class RangeTypes {

    private static final Map<String, PgType.Base> ELEMENTS = Map.of(
            "int4range", PgType.INT4,
            "int8range", PgType.INT8,
            "numrange", PgType.NUMERIC,
            "daterange", PgType.DATE,
            "tsrange", PgType.TIMESTAMP,
            "tstzrange", PgType.TIMESTAMPTZ);

    private static final int LAST_DATE = 2_145_031_949 - 1;

    private RangeTypes() {}

    /** The type of the bounds of a range or multirange type; null if the type is neither. */
    public static PgType.Base element(PgType type) {
        return type instanceof PgType.Base base ? ELEMENTS.get(rangeOf(base.name())) : null;
    }

    /** Whether the type is one of the multiranges. */
    public static boolean isMultirange(PgType type) {
        return type instanceof PgType.Base base && !rangeOf(base.name()).equals(base.name());
    }

    private static String rangeOf(String name) {
        return name.endsWith("multirange") ? name.replace("multirange", "range") : name;
    }

    /** The semantics of a range or multirange type over values of the given semantics. */
    static TypeSemantics semantics(PgType type, TypeSemantics element) {
        var range = new RangeSemantics(new Ranges(element, step(element(type))));
        return isMultirange(type) ? new MultirangeSemantics(range) : range;
    }

    private static Ranges.Step step(PgType element) {
        if (element.equals(PgType.INT4)) {
            return value -> {
                if ((int) value == Integer.MAX_VALUE) {
                    throw SqlError.outOfRange("integer");
                }
                return (int) value + 1;
            };
        } else if (element.equals(PgType.INT8)) {
            return value -> {
                if ((long) value == Long.MAX_VALUE) {
                    throw SqlError.outOfRange("bigint");
                }
                return (long) value + 1;
            };
        }
        return element.equals(PgType.DATE) ? RangeTypes::nextDate : null;
    }

    /** The infinities have no successor. */
    private static Object nextDate(Object value) {
        int date = (int) value;
        if (date == Integer.MAX_VALUE || date == Integer.MIN_VALUE) {
            return value;
        }
        if (date >= LAST_DATE) {
            throw SqlError.datetimeOverflow("date out of range");
        }
        return date + 1;
    }
}
