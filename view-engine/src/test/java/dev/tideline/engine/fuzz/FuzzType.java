package dev.tideline.engine.fuzz;

import java.util.List;
import java.util.Random;

/** A column type with values worth meeting, as SQL text. */
enum FuzzType {
    INT2(Family.INTEGER, "smallint", "0", "1", "2", "3", "-1", "7"),
    INT4(Family.INTEGER, "integer", "0", "1", "2", "3", "4", "-5", "6"),
    INT8(Family.INTEGER, "bigint", "0", "1", "2", "3", "5000000000", "-2"),
    NUMERIC(
            Family.NUMERIC,
            "numeric",
            "0",
            "0.0",
            "1",
            "1.0",
            "1.00",
            "2.5",
            "-3.125",
            "10",
            "NaN",
            "Infinity",
            "-Infinity"),
    SCALED(Family.NUMERIC, "numeric(8,2)", "0", "1", "2.50", "-3.13", "100", "0.01"),
    NARROW(Family.NUMERIC, "numeric(6,1)", "0", "1", "2.5", "-3.1", "100", "NaN"),
    AMOUNT(Family.NUMERIC, "amount", "0", "1", "2.50", "100"),
    FLOAT4(Family.FLOAT, "real", "0", "-0", "1", "0.5", "-2.25", "3"),
    FLOAT8(Family.FLOAT, "double precision", "0", "-0", "1", "0.5", "-2.25", "1024", "Infinity", "-Infinity", "NaN"),
    TEXT(Family.TEXT, "text", "''", "'a'", "'b'", "'ab'", "'B'", "'a b'", "'a '", "'Ä😀'"),
    VARCHAR(Family.TEXT, "varchar(6)", "'a'", "'b'", "'abc'", "'A'", "'b '"),
    CHAR(Family.CHAR, "char(3)", "'a'", "'b'", "'ab'", "'abc'"),
    WIDE_CHAR(Family.CHAR, "char(5)", "'a'", "'b '", "'ab'", "'abcd'"),
    BPCHAR(Family.CHAR, "bpchar", "'a'", "'a '", "'b'", "'ab  '"),
    BOOL(Family.BOOL, "boolean", "true", "false"),
    DATE(
            Family.DATE,
            "date",
            "2024-01-01",
            "2024-01-31",
            "2024-02-29",
            "2023-12-31",
            "2024-12-25",
            "infinity",
            "-infinity"),
    TIMESTAMP(
            Family.TIMESTAMP,
            "timestamp",
            "2024-01-01 00:00:00",
            "2024-01-01 12:30:00",
            "2024-02-29 23:59:59.5",
            "infinity",
            "0044-03-15 12:00:00 BC"),
    TIMESTAMPTZ(
            Family.TIMESTAMPTZ,
            "timestamptz",
            "2024-01-01 00:00:00+00",
            "2024-03-31 01:30:00+00",
            "2023-12-31 23:00:00+00",
            "-infinity"),
    TIME(Family.TIME, "time", "00:00:00", "12:30:00", "23:59:59.5", "24:00:00"),
    TIMETZ(Family.TIMETZ, "timetz", "00:00:00+00", "02:00:00+02", "23:59:59.5-11:30", "24:00:00+00"),
    INTERVAL(Family.INTERVAL, "interval", "1 day", "24 hours", "1 mon", "30 days", "-2 hours", "1 mon -3 days"),
    UUID(
            Family.UUID,
            "uuid",
            "00000000-0000-0000-0000-000000000001",
            "00000000-0000-0000-0000-000000000002",
            "ffffffff-0000-0000-0000-000000000003"),
    BYTEA(Family.BYTEA, "bytea", "\\x", "\\x00", "\\x6162", "\\xff"),
    MOOD(Family.MOOD, "mood", "sad", "ok", "happy"),
    JSONB(
            Family.JSONB,
            "jsonb",
            "{\"a\": 1, \"b\": \"x\"}",
            "{\"a\": 2}",
            "{\"a\": 1.0, \"b\": \"x\"}",
            "[1, 2]",
            "{\"a\": {\"b\": [1, 2.50, null]}, \"é\": true}",
            "\"a\"",
            "1.50",
            "null"),
    JSON(Family.JSON, "json", "{\"a\": 1}", "{\"a\": 1.0, \"b\" : \"x\"}", "[]"),
    INTS(Family.INTS, "integer[]", "{1,2}", "{}", "{2,NULL}", "{1}", "{3,1,2}"),
    NUMERICS(Family.NUMERICS, "numeric[]", "{1,2.5}", "{1.0,2.50}", "{}", "{NULL,NaN}"),
    AMOUNTS(Family.NUMERICS, "numeric(8,2)[]", "{1,2.5}", "{}", "{NULL}", "{2}"),
    INET(
            Family.INET,
            "inet",
            "10.1.2.3",
            "10.1.2.3/8",
            "10.0.0.0/8",
            "192.168.0.1",
            "::1",
            "2001:db8::/32",
            "::ffff:1.2.3.4"),
    CIDR(Family.INET, "cidr", "10.0.0.0/8", "10.1.0.0/16", "192.168.0.1/32", "::/0", "2001:db8::/32"),
    MACADDR(Family.MACADDR, "macaddr", "08:00:2b:01:02:03", "00:00:00:00:00:00", "ff:ff:ff:00:00:01"),
    MACADDR8(Family.MACADDR8, "macaddr8", "08:00:2b:ff:fe:01:02:03", "ff:ff:ff:ff:ff:00:00:01"),
    INTEGER_RANGE(Family.INTEGER_RANGE, "int4range", "[1,5)", "[2,3)", "empty", "(,2)", "[5,)", "[5,9)", "(,)"),
    NUMERIC_RANGE(Family.NUMERIC_RANGE, "numrange", "[1.0,2.5)", "[1.00,2.50)", "[1,2.5]", "(2.5,)", "empty", "(,1)"),
    DATE_RANGE(
            Family.DATE_RANGE,
            "daterange",
            "[2024-01-01,2024-02-01)",
            "[2024-02-01,)",
            "empty",
            "[2024-01-31,2024-03-01)",
            "(,)"),
    TIME_RANGE(
            Family.TIME_RANGE,
            "tstzrange",
            "[2024-01-01 00:00:00+00,2024-02-01 00:00:00+00)",
            "(2024-01-15 12:00:00+00,)",
            "empty",
            "[2024-01-15 12:00:00+00,infinity]"),
    INTEGER_MULTIRANGE(
            Family.INTEGER_MULTIRANGE, "int4multirange", "{}", "{[1,5)}", "{[1,3),[5,7)}", "{(,2),[5,)}", "{[2,4)}"),
    NUMERIC_MULTIRANGE(
            Family.NUMERIC_MULTIRANGE,
            "nummultirange",
            "{}",
            "{[1.0,2.5)}",
            "{[1.00,2.50)}",
            "{[1,2),[2.5,3]}",
            "{(,1.0)}"),
    BIG_RANGE(Family.BIG_RANGE, "int8range", "[1,5)", "empty", "(,2]", "[5000000000,)", "[2,2]"),
    STAMP_RANGE(
            Family.STAMP_RANGE,
            "tsrange",
            "[2024-01-01 00:00:00,2024-02-01 00:00:00)",
            "(2024-01-15 12:00:00,)",
            "empty",
            "[2024-01-15 12:00:00,2024-01-15 12:00:00]"),
    DATE_MULTIRANGE(
            Family.DATE_MULTIRANGE,
            "datemultirange",
            "{}",
            "{[2024-01-01,2024-02-01)}",
            "{(,2024-01-01),[2024-02-01,)}",
            "{[2024-01-31,2024-03-01)}"),
    BITS(Family.BITS, "bit(4)", "0000", "1010", "1111", "0001"),
    VARBITS(Family.VARBITS, "bit varying(6)", "", "0", "1010", "101011"),
    TEXTS(Family.TEXTS, "text[]", "{a,b}", "{}", "{NULL,\"\"}", "{a}", "{b,a,b}"),
    PAIR(Family.PAIR, "couple", "(1,a)", "(1.0,a)", "(,b)", "(2,)", "(,)"),
    POINT(Family.POINT, "point", "(0,0)", "(1,2.5)", "(-1,0)"),
    SEARCH(Family.SEARCH, "tsvector", "a:1 b:2", "b", "a:1,3");

    /** Types that compare with one another. */
    enum Family {
        INTEGER,
        NUMERIC,
        FLOAT,
        TEXT,
        CHAR,
        BOOL,
        DATE,
        TIME,
        TIMETZ,
        TIMESTAMP,
        TIMESTAMPTZ,
        INTERVAL,
        UUID,
        BYTEA,
        MOOD,
        JSONB,
        JSON,
        INTS,
        NUMERICS,
        INET,
        MACADDR,
        MACADDR8,
        INTEGER_RANGE,
        NUMERIC_RANGE,
        DATE_RANGE,
        TIME_RANGE,
        INTEGER_MULTIRANGE,
        NUMERIC_MULTIRANGE,
        BIG_RANGE,
        STAMP_RANGE,
        DATE_MULTIRANGE,
        BITS,
        VARBITS,
        TEXTS,
        PAIR,
        POINT,
        SEARCH;

        /** Types of {@link OtherScalars}. */
        boolean isOther() {
            return ordinal() >= INET.ordinal();
        }
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
            default -> values()[random.nextInt(values().length)];
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

    boolean isArray() {
        return family == Family.INTS || family == Family.NUMERICS || family == Family.TEXTS;
    }

    /** Whether values can be compared at all. */
    boolean isComparable() {
        return family != Family.JSON && family != Family.POINT;
    }

    /** Whether min and max know it, in every version. */
    boolean isOrdered() {
        return switch (family) {
            case JSONB, JSON, BOOL, UUID, BYTEA -> false;
            default -> !family.isOther();
        };
    }

    /** The type that values of this and another type of the family have in common. */
    FuzzType common(FuzzType other) {
        return switch (family) {
            case INTEGER -> ordinal() > other.ordinal() ? this : other;
            case NUMERIC -> this == other ? this : NUMERIC;
            case FLOAT -> this == other ? this : FLOAT8;
            case TEXT -> this == other ? this : TEXT;
            case CHAR -> this == other ? this : BPCHAR;
            case NUMERICS -> this == other ? this : NUMERICS;
            case INET -> this == other ? this : INET;
            default -> this;
        };
    }
}
