package dev.tideline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideline.schemas.wire.IngestReply;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every type, with its usual and its strangest values, comes as {@link dev.tideline.schemas.wire.ChangeEnvelope} says, and
 * the same from the log as from a snapshot.
 */
class AllTypesIT {

    /** A column's type, and pairs of an SQL expression and the JSON expected for it. */
    private static final Map<String, List<String>> TYPES = new LinkedHashMap<>();

    private static void type(String type, String... pairs) {
        TYPES.put(type, List.of(pairs));
    }

    static {
        type("boolean", "true", "true", "false", "false");
        type("smallint", "-32768", "-32768", "32767", "32767");
        type("integer", "2147483647", "2147483647", "-5", "-5");
        type("bigint", "-9223372036854775808", "-9223372036854775808", "9223372036854775807", "9223372036854775807");
        type("oid", "4294967295", "4294967295");
        type(
                "real",
                "0.1",
                "0.1",
                "'1e38'",
                "1e+38",
                "'NaN'",
                "\"NaN\"",
                "'-Infinity'",
                "\"-Infinity\"",
                "'1e-45'",
                "1e-45");
        type(
                "double precision",
                "0.1",
                "0.1",
                "1::float8/3",
                "0.3333333333333333",
                "'1e300'",
                "1e+300",
                "'-0'",
                "-0",
                "'Infinity'",
                "\"Infinity\"",
                "'NaN'",
                "\"NaN\"");
        type(
                "numeric",
                "1.10",
                "\"1.10\"",
                "'123456789012345678901234567890.000000000000000000001'",
                "\"123456789012345678901234567890.000000000000000000001\"",
                "'NaN'",
                "\"NaN\"",
                "'Infinity'",
                "\"Infinity\"",
                "'-Infinity'",
                "\"-Infinity\"");
        type("numeric(10,2)", "5", "\"5.00\"");
        type(
                "text",
                "''",
                "\"\"",
                "E'a\\tb\\n\\\\ \"q\" \\u00e4\\U0001F600'",
                "\"a\\tb\\n\\\\ \\\"q\\\" ä😀\"",
                "'NULL'",
                "\"NULL\"",
                "'\\N'",
                "\"\\\\N\"");
        type("varchar(20)", "'x '", "\"x \"");
        type("char(5)", "'ab'", "\"ab   \"");
        type("\"char\"", "'c'", "\"c\"");
        type("name", "'n'", "\"n\"");
        type("bytea", "'\\x00ff10'", "\"AP8Q\"", "''", "\"\"");
        type(
                "date",
                "'1970-01-01'",
                "0",
                "'2024-02-29'",
                "19782",
                "'0044-03-15 BC'",
                "-735160",
                "'5874897-12-31'",
                "2145042905",
                "'infinity'",
                "\"infinity\"",
                "'-infinity'",
                "\"-infinity\"");
        type("time", "'12:34:56.789012'", "45296789012", "'24:00'", "86400000000");
        type("timetz", "'12:34:56+05:30'", "\"12:34:56+05:30\"");
        type(
                "timestamp",
                "'1970-01-01 00:00:00.000001'",
                "1",
                "'1969-12-31 23:59:59.999999'",
                "-1",
                "'0001-01-01 00:00:00 BC'",
                "-62167219200000000",
                "'294276-12-31 23:59:59.999999'",
                "9224318015999999999",
                "'infinity'",
                "\"infinity\"",
                "'-infinity'",
                "\"-infinity\"");
        type(
                "timestamptz",
                "'2024-01-01 00:00:00+00'",
                "\"2024-01-01T00:00:00Z\"",
                "'2024-01-01 00:00:00.120+05:30'",
                "\"2023-12-31T18:30:00.120Z\"",
                "'2024-01-01 00:00:00.123456+00'",
                "\"2024-01-01T00:00:00.123456Z\"",
                "'0044-03-15 12:00:00+00 BC'",
                "\"-0043-03-15T12:00:00Z\"",
                "'10000-01-01 00:00:00+00'",
                "\"+10000-01-01T00:00:00Z\"",
                "'infinity'",
                "\"infinity\"",
                "'-infinity'",
                "\"-infinity\"");
        type(
                "interval",
                "'1 year 2 mons -3 days 04:05:06.789'",
                "\"P1Y2M-3DT4H5M6.789S\"",
                "'0'",
                "\"P0Y0M0DT0H0M0S\"",
                "'-14 mons -00:00:00.5'",
                "\"P-1Y-2M0DT0H0M-0.5S\"",
                "'1000 hours'",
                "\"P0Y0M0DT1000H0M0S\"");
        type("uuid", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'", "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"");
        type("json", "'{\"b\": 1,  \"a\":[1,2]}'", "\"{\\\"b\\\": 1,  \\\"a\\\":[1,2]}\"");
        type("jsonb", "'{\"b\": 1,  \"a\":[1.10]}'", "\"{\\\"a\\\": [1.10], \\\"b\\\": 1}\"");
        type("xml", "'<a>1</a>'", "\"<a>1</a>\"");
        type("bit(3)", "B'101'", "\"101\"");
        type("varbit", "B'1'", "\"1\"");
        type("inet", "'10.0.0.1/8'", "\"10.0.0.1/8\"");
        type("money", "1234.5", "\"$1,234.50\"");
        type("int4range", "'[1,5)'", "\"[1,5)\"");
        type("tstzrange", "'[2024-01-01 00:00+02,)'", "\"[\\\"2023-12-31 22:00:00+00\\\",)\"");
        type("int4multirange", "'{[1,3),[5,8)}'", "\"{[1,3),[5,8)}\"");
        type("point", "'(1,2)'", "\"(1,2)\"");
        type("pg_lsn", "'16/B3748A0'", "\"16/B3748A0\"");
        type("tsvector", "'a b'", "\"'a' 'b'\"");
        type("int2vector", "'1 2'", "\"1 2\"");
        type("mood", "'sad'", "\"sad\"");
        type("positive", "7", "7");
        type("moment", "'2024-01-01 00:00+00'", "\"2024-01-01T00:00:00Z\"");
        type("pair", "ROW(1,'a b')", "\"(1,\\\"a b\\\")\"");
        type("boolean[]", "'{t,f,NULL}'", "[true,false,null]");
        type("smallint[]", "'{1,2}'", "[1,2]");
        type("integer[]", "'{}'", "[]", "'{{1,2},{3,4}}'", "\"{{1,2},{3,4}}\"", "'[0:1]={1,2}'", "\"[0:1]={1,2}\"");
        type("bigint[]", "'{9223372036854775807}'", "[9223372036854775807]");
        type("real[]", "'{0.1,NaN}'", "[0.1,\"NaN\"]");
        type("double precision[]", "'{1e300,-Infinity}'", "[1e+300,\"-Infinity\"]");
        type("numeric(10,2)[]", "'{1,NaN}'", "[\"1.00\",\"NaN\"]");
        type(
                "text[]",
                "ARRAY['a','b c','\"q\\',NULL,'NULL','','{x,y}']",
                "[\"a\",\"b c\",\"\\\"q\\\\\",null,\"NULL\",\"\",\"{x,y}\"]");
        type("varchar(5)[]", "'{abc}'", "[\"abc\"]");
        type("char(3)[]", "'{a}'", "[\"a  \"]");
        type("bytea[]", "ARRAY['\\x00ff'::bytea]", "[\"AP8=\"]");
        type("date[]", "'{1970-01-02,infinity,0001-01-01 BC}'", "[1,\"infinity\",-719528]");
        type("time[]", "'{00:00:01}'", "[1000000]");
        type("timestamp[]", "'{1970-01-01 00:00:01,-infinity}'", "[1000000,\"-infinity\"]");
        type("timestamptz[]", "'{2024-01-01 00:00:00.5+02,infinity}'", "[\"2023-12-31T22:00:00.500Z\",\"infinity\"]");
        type("interval[]", "'{1 day,-1 hour}'", "[\"P0Y0M1DT0H0M0S\",\"P0Y0M0DT-1H0M0S\"]");
        type("uuid[]", "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'", "[\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"]");
        type("jsonb[]", "ARRAY['{\"a\": \"x,y\"}'::jsonb]", "[\"{\\\"a\\\": \\\"x,y\\\"}\"]");
        type("json[]", "ARRAY['[1, 2]'::json]", "[\"[1, 2]\"]");
        type("mood[]", "'{sad,\"very happy\"}'", "[\"sad\",\"very happy\"]");
        type("positive[]", "'{1,2}'", "[1,2]");
        type("moment[]", "'{2024-01-01 00:00+00}'", "[\"2024-01-01T00:00:00Z\"]");
        type("moods", "'{sad}'", "[\"sad\"]");
        type("box[]", "'{(1,1),(0,0);(3,3),(2,2)}'", "[\"(1,1),(0,0)\",\"(3,3),(2,2)\"]");
        type("money[]", "'{1}'", "[\"$1.00\"]");
    }

    @Test
    void theLogAndASnapshotGiveTheSameJson() throws SQLException {
        try (var bench = new IngestBench()) {
            var columns = new ArrayList<String>();
            int number = 0;
            for (String type : TYPES.keySet()) {
                columns.add("c" + number++ + " " + type);
            }
            // What the database's settings say must not matter.
            String name = bench.queryText("SELECT current_database()");
            bench.with(
                            "ALTER DATABASE " + name + " SET IntervalStyle TO 'sql_standard'",
                            "ALTER DATABASE " + name + " SET DateStyle TO 'SQL, DMY'",
                            "ALTER DATABASE " + name + " SET bytea_output TO 'escape'",
                            "ALTER DATABASE " + name + " SET extra_float_digits TO 0",
                            "CREATE TYPE mood AS ENUM ('sad', 'ok', 'very happy')",
                            "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
                            "CREATE DOMAIN moment AS timestamptz",
                            "CREATE DOMAIN moods AS mood[]",
                            "CREATE TYPE pair AS (a int, b text)",
                            "CREATE TABLE all_types (id int PRIMARY KEY, " + String.join(", ", columns) + ")")
                    .publishing("all_types")
                    .start();
            int rows = TYPES.values().stream().mapToInt(List::size).max().orElseThrow() / 2;
            for (int row = 0; row < rows; row++) {
                bench.with("SET DateStyle TO 'ISO'; INSERT INTO all_types VALUES (" + row + values(row) + ")");
            }
            bench.with("INSERT INTO all_types (id) VALUES (" + rows + ")");
            bench.catchUp();

            var changes = byId(bench.rows("all_types"));
            assertThat(changes).hasSize(rows + 1);
            for (int row = 0; row < rows; row++) {
                int column = 0;
                for (var type : TYPES.entrySet()) {
                    assertThat(changes.get(row).get("c" + column++))
                            .as("%s in row %d", type.getKey(), row)
                            .isEqualTo(json(expected(type.getValue(), row)));
                }
            }

            var names = new ArrayList<String>();
            for (int column = 0; column < TYPES.size(); column++) {
                names.add("c" + column);
            }
            var reply = bench.snapshot(IngestBench.wish("all_types", names.toArray(String[]::new)));
            assertThat(reply).isInstanceOf(IngestReply.SnapshotReady.class);
            var table = ((IngestReply.SnapshotReady) reply).tables().get(0);
            assertThat(table.rows()).isEqualTo(rows + 1);
            var copied = byId(TopicLog.rows(bench.bootstrapServers, table.topic()));
            assertThat(copied).isEqualTo(changes);
        }
    }

    private static String values(int row) {
        var values = new StringBuilder();
        for (var type : TYPES.entrySet()) {
            var pairs = type.getValue();
            int pair = 2 * row < pairs.size() ? 2 * row : 0;
            values.append(", CAST(")
                    .append(pairs.get(pair))
                    .append(" AS ")
                    .append(type.getKey())
                    .append(')');
        }
        return values.toString();
    }

    private static String expected(List<String> pairs, int row) {
        return pairs.get((2 * row < pairs.size() ? 2 * row : 0) + 1);
    }

    private static JsonNode json(String text) {
        return TopicLog.json(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Map<Integer, JsonNode> byId(List<TopicLog.Row> rows) {
        var byId = new HashMap<Integer, JsonNode>();
        for (var row : rows) {
            assertThat(row.key().get("id")).isEqualTo(row.after().get("id"));
            assertThat(byId.put(row.after().get("id").asInt(), row.after())).isNull();
        }
        return byId;
    }
}
