package dev.tideline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor.UserType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every type arrives with the bytes it has in the source: PostgreSQL itself compares the record images of a source table and
 * of the target, and their text.
 */
class TypesIT {

    private static final UserType MOOD =
            new UserType(new TableName("app", "mood"), List.of("sad", "it's ok", "happy"), null);
    private static final UserType POSITIVE = new UserType(new TableName("app", "positive"), null, "numeric(8,2)");

    /** Type to values; the text is what PostgreSQL reads. */
    private static final Map<String, List<String>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("boolean", List.of("true", "false"));
        VALUES.put("smallint", List.of("-32768", "32767", "0"));
        VALUES.put("integer", List.of("-2147483648", "2147483647"));
        VALUES.put("bigint", List.of("-9223372036854775808", "9223372036854775807"));
        VALUES.put("real", List.of("1.1", "3.4028235e+38", "1e-45", "NaN", "Infinity", "-Infinity", "-0"));
        VALUES.put(
                "double precision",
                List.of("0.1", "1.7976931348623157e+308", "5e-324", "NaN", "-Infinity", "-0", "123456789.123456789"));
        VALUES.put(
                "numeric",
                List.of("1.0", "1.00", "-0.000", "NaN", "Infinity", "1e-20", "1234567890123456789.1234567890"));
        VALUES.put("numeric(10,2)", List.of("1.00", "99999999.99"));
        VALUES.put(
                "text", List.of("", "plain", "tab\tnewline\nreturn\rback\\slash", "quote'\"", "∅ 你好 😀", "\\N", "\\."));
        VALUES.put("character varying(5)", List.of("abc", "", "12345"));
        VALUES.put("character(5)", List.of("ab", "abcde", ""));
        VALUES.put("bytea", List.of("\\x", "\\x00ff5c270a", "\\xdeadbeef"));
        VALUES.put("date", List.of("2024-02-29", "infinity", "-infinity", "4713-01-01 BC", "5874897-12-31"));
        VALUES.put("time without time zone", List.of("00:00:00", "24:00:00", "12:34:56.789012"));
        VALUES.put("time with time zone", List.of("12:00:00+02", "00:00:00-15:59"));
        VALUES.put(
                "timestamp without time zone",
                List.of("2024-01-01 00:00:00.000001", "infinity", "0044-03-15 12:00:00 BC"));
        VALUES.put("timestamp(3) with time zone", List.of("2024-01-01 00:00:00.123+05", "infinity"));
        VALUES.put(
                "timestamp with time zone",
                List.of("2024-07-01 12:00:00.000001+00", "-infinity", "294276-12-31 23:59:59+00"));
        VALUES.put("interval", List.of("1 day", "24:00:00", "1 mon -3 days +04:05:06.000007", "-1 year"));
        VALUES.put("uuid", List.of("00000000-0000-0000-0000-000000000000", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
        VALUES.put("json", List.of("{\"b\": 1,  \"a\": [1, 2.50]}", "null", "\"text\""));
        VALUES.put("jsonb", List.of("{\"a\": 1.0, \"b\": null}", "[]", "1.00"));
        VALUES.put("inet", List.of("192.168.0.1/24", "::1"));
        VALUES.put("cidr", List.of("10.0.0.0/8"));
        VALUES.put("macaddr", List.of("08:00:2b:01:02:03"));
        VALUES.put("bit(3)", List.of("101"));
        VALUES.put("bit varying(8)", List.of("", "10101"));
        VALUES.put("point", List.of("(1.5,-2)"));
        VALUES.put("xml", List.of("<a>b</a>"));
        VALUES.put("int4range", List.of("[1,5)", "empty", "(,)"));
        VALUES.put("tstzrange", List.of("[\"2024-01-01 00:00:00+00\",)"));
        VALUES.put("pg_lsn", List.of("16/B374D848"));
        VALUES.put("money", List.of("$12.34"));
        VALUES.put("\"char\"", List.of("x"));
        VALUES.put("name", List.of("some name"));
        VALUES.put("oid", List.of("4294967295"));
        VALUES.put("integer[]", List.of("{1,NULL,3}", "{}", "{{1,2},{3,4}}", "[0:1]={5,6}"));
        VALUES.put("text[]", List.of("{a,\"b c\",NULL,\"NULL\",\"\"}", "{\"quote\\\"\",\"back\\\\slash\"}"));
        VALUES.put("numeric[]", List.of("{1.0,1.00,NaN}"));
        VALUES.put("timestamp with time zone[]", List.of("{\"2024-01-01 00:00:00+00\",NULL}"));
        VALUES.put("jsonb[]", List.of("{\"{\\\"a\\\": 1}\"}"));
        VALUES.put("app.mood", List.of("sad", "it's ok"));
        VALUES.put("app.mood[]", List.of("{sad,\"it's ok\",NULL}"));
        VALUES.put("app.positive", List.of("1.50"));
    }

    private SinkTestBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new SinkTestBed();
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    @Test
    void everyTypeArrivesByteForByte() {
        bed.startSink();
        var view = Views.view("everything", "id integer!").key("id");
        var columns = new ArrayList<String>();
        VALUES.keySet().forEach(type -> {
            String name = "c" + columns.size();
            view.column(name, type, userType(type));
            columns.add(name);
        });
        bed.results.begin(1, List.of(view.build()));
        bed.results.epoch().commit();
        bed.awaitFrontier(bed.results.lastLsn());

        createSource(columns);
        int rows = VALUES.values().stream().mapToInt(List::size).max().orElseThrow() + 1;
        // Once as first writes and once over rows that all differ, through the statements that update.
        for (int shift : new int[] {1, 0}) {
            var epoch = bed.results.epoch();
            for (int row = 0; row < rows; row++) {
                put(epoch, row, columns, shift);
            }
            bed.awaitFrontier(epoch.commit());
        }
        assertThat(bed.value("SELECT count(*) FROM source.everything")).isEqualTo(String.valueOf(rows));
        for (String column : columns) {
            assertThat(bed.query("SELECT s.id, s." + column + "::text, t." + column + "::text"
                            + " FROM source.everything s FULL JOIN everything t USING (id)"
                            + " WHERE (ROW(s." + column + ")::record *<> ROW(t." + column + ")::record) IS NOT FALSE"))
                    .as("column %s", column)
                    .isEmpty();
        }
        assertThat(bed.query("SELECT s.id FROM source.everything s JOIN everything t USING (id)"
                        + " WHERE s::text = t::text"))
                .hasSize(rows);
        assertThat(bed.query("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                        + " WHERE attrelid = 'everything'::regclass AND attnum > 1 ORDER BY attnum"))
                .containsExactlyElementsOf(VALUES.keySet());
    }

    @Test
    void firstContentThatIsCopiedArrivesByteForByte() {
        bed.startSink(new SinkLimits(10, 1));
        var view = Views.view("everything", "id integer!").key("id");
        var columns = new ArrayList<String>();
        VALUES.keySet().forEach(type -> {
            String name = "c" + columns.size();
            view.column(name, type, userType(type));
            columns.add(name);
        });
        bed.results.begin(1, List.of(view.build()));
        var epoch = bed.results.epoch();
        bed.run("CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok', 'happy');"
                + " CREATE DOMAIN app.positive AS numeric(8,2)");
        createSource(columns);
        for (int row = 0; row < 8; row++) {
            put(epoch, row, columns, 0);
        }
        bed.awaitFrontier(epoch.commitInPortions(3));
        assertThat(bed.value("SELECT count(*) FROM source.everything s JOIN everything t ON (s.id = t.id)"
                        + " WHERE s *= t"))
                .isEqualTo("8");
    }

    /** Writes row {@code row}, with values {@code shift} further on than the source's. */
    private void put(ResultProducer.Epoch epoch, int row, List<String> columns, int shift) {
        if (shift == 0) {
            var literals = new ArrayList<>(List.of(String.valueOf(row)));
            int column = 0;
            for (var type : VALUES.entrySet()) {
                String text = text(type.getValue(), row, column++);
                literals.add(text == null ? "NULL" : "'" + text.replace("'", "''") + "'::" + type.getKey());
            }
            bed.run("INSERT INTO source.everything VALUES (" + String.join(", ", literals) + ")");
        }
        var values = new ArrayList<>();
        values.add(row);
        int column = 0;
        for (var type : VALUES.entrySet()) {
            values.add(wire(type.getKey(), text(type.getValue(), row + shift, column++)));
        }
        epoch.put("everything", values.toArray());
        assertThat(values).hasSize(columns.size() + 1);
    }

    /** Every value of a type in turn, then NULL, starting at another one for each column. */
    private static String text(List<String> values, int row, int column) {
        int at = (row + column) % (values.size() + 1);
        return at == values.size() ? null : values.get(at);
    }

    /** As the engine writes it: PostgreSQL's text form, or a JSON number or boolean. */
    private Object wire(String type, String text) {
        if (text == null) {
            return null;
        }
        String canonical = bed.value("SELECT (" + "'" + text.replace("'", "''") + "'::" + type + ")::text");
        return switch (type) {
            case "boolean" -> canonical.equals("true");
            case "smallint", "integer", "bigint" -> Long.parseLong(canonical);
            case "real", "double precision" ->
                canonical.matches("-?[0-9].*")
                        ? new java.math.BigDecimal(canonical).signum() == 0 && canonical.startsWith("-")
                                ? (Object) (-0.0)
                                : new java.math.BigDecimal(canonical)
                        : canonical;
            default -> canonical;
        };
    }

    private void createSource(List<String> columns) {
        var definitions = new ArrayList<>(List.of("id integer"));
        int column = 0;
        for (String type : VALUES.keySet()) {
            definitions.add(columns.get(column++) + " " + type);
        }
        bed.run("CREATE SCHEMA source; CREATE TABLE source.everything (" + String.join(", ", definitions) + ")");
    }

    private static UserType userType(String type) {
        return switch (type) {
            case "app.mood", "app.mood[]" -> MOOD;
            case "app.positive" -> POSITIVE;
            default -> null;
        };
    }
}
