package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.JsonParser;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgBits;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.PgTimeTz;
import dev.tideline.engine.value.RangeTypes;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.UUID;

/** Random and extreme values of every type. Small pools make equal values frequent. */
public final class Samples {

    private static final long DAY = 86_400_000_000L;
    private static final int MOST_OFFSET = 57_599;
    private static final String[] TEXTS = {
        "",
        "a",
        "A",
        " ",
        "  ",
        "abc",
        "ABC",
        "Abc",
        "abcabc",
        "a b  c",
        " abc ",
        "xyz",
        "äöü",
        "ÄÖÜ",
        "ß",
        "e\u0301",
        "😀",
        "a😀b",
        "日本語",
        "a%b_c",
        "%",
        "_",
        "a_c",
        "a%",
        "%c",
        "\\",
        "a\\%b",
        "a\\",
        "'",
        "\"",
        "O'Reilly",
        "1",
        "42",
        "-7",
        "3.14",
        "1e5",
        "NaN",
        "true",
        "t",
        "null",
        "NULL",
        "{1,2}",
        "[1, 2]",
        "{\"a\": 1}",
        "hello world",
        "Hello World",
        "\t\n",
        "a,b,c",
        "a,,c",
        ",",
        "b",
        "c",
        "ab",
        "aa",
        "aaa",
        "\u007f",
        "ı",
        "İ",
        "ﬀ",
        "2024-02-29",
        "12:34:56"
    };
    private static final String ALPHABET = "abcABC  %_\\,.ä日😀0123'\"-+xyz";

    private final Random random;

    private final int serverMajor;

    public Samples(Random random, int serverMajor) {
        this.random = random;
        this.serverMajor = serverMajor;
    }

    /** A value of the type, or now and then null. */
    public Object nullable(SqlType type) {
        return random.nextInt(16) == 0 ? null : value(type);
    }

    /** A value of the type, never null. */
    public Object value(SqlType type) {
        var underlying = type.underlying();
        if (underlying instanceof PgType.Base base) {
            return base(base.name());
        }
        if (underlying instanceof PgType.Enum enumeration) {
            return pick(enumeration.labels().toArray(new String[0]));
        }
        if (underlying instanceof PgType.Array array) {
            return array(SqlType.of(array.element()));
        }
        if (underlying instanceof PgType.Composite composite) {
            return new Row(composite.fields().stream()
                    .map(field -> nullable(field.type()))
                    .toArray());
        }
        throw new IllegalArgumentException("no samples of " + type);
    }

    private Object base(String name) {
        return switch (name) {
            case "bool" -> random.nextBoolean();
            case "int2" -> (int) (short) integer();
            case "int4" -> (int) integer();
            case "int8" -> integer();
            case "oid" -> integer() & 0xFFFFFFFFL;
            case "float4" -> (float) floating();
            case "float8" -> floating();
            case "numeric" -> numeric();
            case "text", "varchar", "unknown" -> text();
            case "bpchar" -> text() + " ".repeat(random.nextInt(3));
            case "name" -> text();
            case "bytea" -> new Bytes(bytes());
            case "date" -> date();
            case "time" -> time();
            case "timetz" -> new PgTimeTz(time(), offset());
            case "timestamp", "timestamptz" -> timestamp();
            case "interval" -> interval();
            case "uuid" -> new UUID(random.nextInt(3) - 1L, chance(2) ? random.nextInt(3) - 1L : random.nextLong());
            case "json" -> JsonSamples.json(this);
            case "jsonb" -> JsonParser.parse(JsonSamples.json(this), SessionSettings.UTC);
            case "jsonpath" -> JsonPathSamples.path(this, serverMajor);
            case "bit", "varbit" -> bits();
            case "pg_lsn", "xid8" -> integer();
            case "xid" -> integer() & 0xFFFFFFFFL;
            case "char" -> chance(4) ? below(256) : (int) "aAz0 \\".charAt(below(6));
            case "inet" -> NetworkSamples.inet(this);
            case "cidr" -> NetworkSamples.cidr(this);
            case "tsvector" -> SearchSamples.vector(this);
            case "tsquery" -> SearchSamples.query(this);
            case "macaddr" -> NetworkSamples.mac(this, 6);
            case "macaddr8" -> NetworkSamples.mac(this, 8);
            default -> {
                if (RangeTypes.element(new PgType.Base(name)) == null) {
                    throw new IllegalArgumentException("no samples of " + name);
                }
                yield RangeSamples.of(new PgType.Base(name), this);
            }
        };
    }

    /** A byte, which older servers cannot read beyond ASCII. */
    int letter() {
        return random.nextInt(serverMajor < 15 ? 128 : 256);
    }

    boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    <T> T pick(T[] pool) {
        return pool[random.nextInt(pool.length)];
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private long integer() {
        return switch (random.nextInt(4)) {
            case 0, 1 -> SampleEdges.LONG_EDGES[random.nextInt(SampleEdges.LONG_EDGES.length)];
            case 2 -> random.nextInt(41) - 20;
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private PgBits bits() {
        var digits = new StringBuilder();
        for (int i = chance(10) ? 60 + below(10) : chance(4) ? below(40) : below(5); i > 0; i--) {
            digits.append(below(2));
        }
        return new PgBits(digits.toString());
    }

    private double floating() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> SampleEdges.DOUBLE_EDGES[random.nextInt(SampleEdges.DOUBLE_EDGES.length)];
            case 2 -> random.nextInt(2000) / 100.0 - 10;
            case 3 -> (double) integer();
            case 4 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(120) - 60);
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    private PgNumeric numeric() {
        if (chance(2)) {
            return numeric(pick(SampleEdges.NUMERIC_EDGES));
        }
        int digits = 1 + random.nextInt(chance(4) ? 60 : 12);
        var unscaled = new BigInteger(digits * 3, random);
        int scale = random.nextInt(digits + 4);
        return PgNumeric.of(new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale));
    }

    private static PgNumeric numeric(String text) {
        return switch (text) {
            case "NaN" -> PgNumeric.NAN;
            case "Infinity" -> PgNumeric.INFINITY;
            case "-Infinity" -> PgNumeric.MINUS_INFINITY;
            default -> PgNumeric.of(new BigDecimal(text));
        };
    }

    private String text() {
        if (random.nextInt(3) > 0) {
            return pick(TEXTS);
        }
        var text = new StringBuilder();
        int[] letters = ALPHABET.codePoints().toArray();
        for (int i = random.nextInt(9); i > 0; i--) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private byte[] bytes() {
        var bytes = new byte[random.nextInt(6)];
        if (chance(3)) {
            random.nextBytes(bytes);
        } else {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(3) * 255 / 2 + random.nextInt(2));
            }
        }
        return bytes;
    }

    private int date() {
        return switch (random.nextInt(8)) {
            case 0 -> chance(2) ? Integer.MAX_VALUE : Integer.MIN_VALUE;
            case 1 -> chance(2) ? -2451545 : 2145031948;
            case 2 -> random.nextInt(2_000_000) - 1_500_000;
            // Leap days and ends of months.
            case 3 -> 59 + 1461 * (random.nextInt(60) - 30) + random.nextInt(3) - 1;
            default -> 8000 + random.nextInt(chance(2) ? 4 : 2000);
        };
    }

    private long time() {
        return chance(6)
                ? (chance(2) ? 0 : DAY)
                : chance(2) ? random.nextInt(24) * 3_600_000_000L : Math.abs(random.nextLong()) % DAY;
    }

    private int offset() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(2 * MOST_OFFSET + 1) - MOST_OFFSET;
            default -> (random.nextInt(31) - 15) * 3600;
        };
    }

    private long timestamp() {
        return switch (random.nextInt(10)) {
            case 0 -> chance(2) ? Long.MAX_VALUE : Long.MIN_VALUE;
            case 1 -> chance(2) ? -211813488000000000L : 9223371331199999999L;
            case 2 -> (random.nextInt(2_000_000) - 1_500_000) * DAY + time() % DAY;
            // Hours around the clock changes of 2021 to 2026 in many zones.
            case 3, 4 -> (7600 + random.nextInt(2200)) * DAY + random.nextInt(1440) * 60_000_000L;
            case 5 -> (59 + 1461 * (random.nextInt(60) - 30)) * DAY + time() % DAY;
            case 6 -> (random.nextInt(60_000) - 50_000) * DAY + time() % DAY;
            default -> (8000 + random.nextInt(3)) * DAY + random.nextInt(5) * 21_600_000_000L;
        };
    }

    private PgInterval interval() {
        if (chance(12) && serverMajor >= 17) {
            return chance(2) ? PgInterval.INFINITY : PgInterval.MINUS_INFINITY;
        }
        if (chance(12)) {
            return new PgInterval((int) integer(), (int) integer(), interval(integer()));
        }
        int months = chance(2) ? 0 : random.nextInt(60) - 30;
        int days = chance(2) ? 0 : random.nextInt(100) - 50;
        long micros =
                chance(2) ? 0 : chance(2) ? (random.nextInt(100) - 50) * 3_600_000_000L : random.nextLong() % (3 * DAY);
        return new PgInterval(months, days, micros);
    }

    /** Not the extreme that PostgreSQL prints but cannot read, and before version 15 no more than 2^31 hours. */
    private long interval(long micros) {
        return serverMajor < 15 ? micros % (2_000_000_000L * 3_600_000_000L) : Math.max(micros, -Long.MAX_VALUE);
    }

    private PgArray array(SqlType element) {
        int dimensions = chance(8) ? 0 : chance(4) ? 2 + random.nextInt(2) : 1;
        var lengths = new int[dimensions];
        var bounds = new int[dimensions];
        int size = dimensions == 0 ? 0 : 1;
        boolean odd = chance(5);
        for (int i = 0; i < dimensions; i++) {
            lengths[i] = 1 + random.nextInt(dimensions == 1 ? 5 : 2);
            bounds[i] = odd ? random.nextInt(7) - 3 : 1;
            size *= lengths[i];
        }
        var elements = new Object[size];
        for (int i = 0; i < size; i++) {
            elements[i] = chance(6) ? null : value(element);
        }
        return new PgArray(lengths, bounds, elements);
    }
}
