package dev.tideline.engine.fuzz;

import java.util.List;
import java.util.Random;

/** A column type with values worth meeting, as SQL text. */
enum FuzzType {
    INT2(Family.INTEGER, "smallint", "0", "1", "2", "3", "-1", "7"),
    INT4(Family.INTEGER, "integer", "0", "1", "2", "3", "4", "-5", "6"),
    INT8(Family.INTEGER, "bigint", "0", "1", "2", "3", "5000000000", "-2"),
    NUMERIC(Family.NUMERIC, "numeric", "0", "0.0", "1", "1.0", "1.00", "2.5", "-3.125", "10", "NaN"),
    SCALED(Family.NUMERIC, "numeric(8,2)", "0", "1", "2.50", "-3.13", "100", "0.01"),
    FLOAT4(Family.FLOAT, "real", "0", "-0", "1", "0.5", "-2.25", "3"),
    FLOAT8(Family.FLOAT, "double precision", "0", "-0", "1", "0.5", "-2.25", "1024", "Infinity", "NaN"),
    TEXT(Family.TEXT, "text", "''", "'a'", "'b'", "'ab'", "'B'", "'a b'"),
    VARCHAR(Family.TEXT, "varchar(6)", "'a'", "'b'", "'abc'", "'A'"),
    CHAR(Family.CHAR, "char(3)", "'a'", "'b'", "'ab'", "'abc'"),
    BOOL(Family.BOOL, "boolean", "true", "false"),
    DATE(Family.DATE, "date", "2024-01-01", "2024-01-31", "2024-02-29", "2023-12-31", "2024-12-25"),
    TIMESTAMP(Family.TIMESTAMP, "timestamp", "2024-01-01 00:00:00", "2024-01-01 12:30:00", "2024-02-29 23:59:59.5"),
    TIMESTAMPTZ(
            Family.TIMESTAMPTZ,
            "timestamptz",
            "2024-01-01 00:00:00+00",
            "2024-03-31 01:30:00+00",
            "2023-12-31 23:00:00+00"),
    INTERVAL(Family.INTERVAL, "interval", "1 day", "24 hours", "1 mon", "30 days", "-2 hours", "1 mon -3 days"),
    UUID(
            Family.UUID,
            "uuid",
            "00000000-0000-0000-0000-000000000001",
            "00000000-0000-0000-0000-000000000002",
            "ffffffff-0000-0000-0000-000000000003"),
    MOOD(Family.MOOD, "mood", "sad", "ok", "happy"),
    JSONB(
            Family.JSONB,
            "jsonb",
            "{\"a\": 1, \"b\": \"x\"}",
            "{\"a\": 2}",
            "{\"a\": 1.0, \"b\": \"x\"}",
            "[1, 2]",
            "null"),
    INTS(Family.INTS, "integer[]", "{1,2}", "{}", "{2,NULL}", "{1}", "{3,1,2}");

    /** Types that compare with one another. */
    enum Family {
        INTEGER,
        NUMERIC,
        FLOAT,
        TEXT,
        CHAR,
        BOOL,
        DATE,
        TIMESTAMP,
        TIMESTAMPTZ,
        INTERVAL,
        UUID,
        MOOD,
        JSONB,
        INTS
    }

    private final Family family;
    private final String sql;
    private final List<String> values;

    FuzzType(Family family, String sql, String... values) {
        this.family = family;
        this.sql = sql;
        this.values = List.of(values);
    }

    Family family() {
        return family;
    }

    String sql() {
        return sql;
    }

    static FuzzType random(Random random) {
        // Integers and numerics are what meets in joins and adds up in groups.
        return switch (random.nextInt(4)) {
            case 0 -> INT4;
            case 1 -> List.of(NUMERIC, TEXT, INT8, SCALED).get(random.nextInt(4));
            default -> {
                var type = values()[random.nextInt(values().length)];
                yield type == INTERVAL ? INT4 : type;
            }
        };
    }

    /** A value as a literal with its cast. */
    String literal(Random random) {
        var value = values.get(random.nextInt(values.size()));
        return (value.startsWith("'") ? value : "'" + value + "'") + "::" + sql;
    }

    boolean isNumber() {
        return family == Family.INTEGER || family == Family.NUMERIC || family == Family.FLOAT;
    }

    /** Whether min and max know it. */
    boolean isOrdered() {
        return family != Family.JSONB && family != Family.BOOL && family != Family.UUID;
    }
}
