package dev.tideline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Constants are read from the server's memory as the server itself prints them. */
class ConstantsIT {

    private static final List<String> LITERALS = List.of(
            "true",
            "false",
            "1::smallint",
            "'-32768'::smallint",
            "2147483647",
            "'-2147483648'::int",
            "9223372036854775807",
            "0::oid",
            "4294967295::oid",
            "1.5::real",
            "'-0'::real",
            "'NaN'::real",
            "1e300::float8",
            "'-Infinity'::float8",
            "0.1::float8",
            "0.0",
            "0.00",
            "1",
            "1.50",
            "-1.50",
            "10000",
            "100000000",
            "12345678901234567890.123456789",
            "-0.0001",
            "0.00010000",
            "1e-20::numeric",
            "1e40::numeric",
            "1e-1000::numeric",
            "9e1000::numeric",
            "'NaN'::numeric",
            "'Infinity'::numeric",
            "'-Infinity'::numeric",
            "1.005::numeric(10,2)",
            "123456789.987654321::numeric(24,15)",
            "0.5::numeric(3,3)",
            "''::text",
            "'a'",
            "'äöü€😀'",
            "'a''b\\c'",
            "E'a\\nb\\tc'",
            "U&'\\0041'",
            "$$dollar$$",
            "'x'::varchar",
            "'abc  '::bpchar",
            "'ab'::bpchar",
            "'name'::name",
            "'\\x00ff10'::bytea",
            "''::bytea",
            "'2024-02-29'::date",
            "'infinity'::date",
            "'-infinity'::date",
            "'4713-01-01 BC'::date",
            "'23:59:59.999999'::time",
            "'24:00'::time",
            "'2024-02-29 12:34:56.789'::timestamp",
            "'infinity'::timestamp",
            "'0044-03-15 BC'::timestamp",
            "'2024-06-01 00:00+02'::timestamptz",
            "'epoch'::timestamptz",
            "'-infinity'::timestamptz",
            "'1 year 2 mons -3 days 04:05:06.789'::interval",
            "'-1 day'::interval",
            "interval '1' hour",
            "'0'::interval",
            "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid",
            "'{\"a\": [1,  2]}'::json",
            "'null'::jsonb",
            "'true'::jsonb",
            "'1.50'::jsonb",
            "'\"x\\u0001\\\"\\\\€\"'::jsonb",
            "'[]'::jsonb",
            "'{}'::jsonb",
            "'{\"b\": [1, {\"c\": null}, \"x\", -1.5e10], \"a\": false, \"long\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\", \"\": {}}'::jsonb",
            "'[[1,2],[3,[4,[]]], \"abc\", {\"k\": [1.25, \"ä\"]}]'::jsonb",
            "'[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,\"a\",\"bc\",34.5]'::jsonb",
            "'happy'::mood",
            "'{1,2,NULL,4}'::int[]",
            "'{}'::int[]",
            "'[2:3]={1,2}'::int[]",
            "'{{1,2},{3,4}}'::smallint[]",
            "'{a,NULL,\"b c\",\"\",äö}'::text[]",
            "'{1.5,NULL,-2}'::numeric[]",
            "'{t,f,NULL}'::bool[]",
            "'{2024-01-01,infinity}'::date[]",
            "'{1 day,2 mons}'::interval[]",
            "'{sad,NULL,ok}'::mood[]",
            "'{\"{\\\"a\\\": 1}\",\"[]\"}'::jsonb[]",
            "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,NULL}'::uuid[]",
            "B'1011'",
            "''::varbit",
            "X'1Fa'::varbit",
            "'101'::bit(3)",
            "'{1,010}'::varbit[]",
            "'16/B374D848'::pg_lsn",
            "'18446744073709551615'::xid8",
            "'4294967295'::xid",
            "'10.1.2.3/8'::inet",
            "'::1'::inet",
            "'2001:db8::/32'::cidr",
            "'{10.0.0.1,NULL,::/0}'::inet[]",
            "'08:00:2b:01:02:f3'::macaddr",
            "'f8:00:2b:ff:fe:01:02:03'::macaddr8",
            "'{08:00:2b:01:02:f3,ff:ff:ff:ff:ff:ff}'::macaddr[]",
            "'[1,5)'::int4range",
            "'empty'::int4range",
            "'(,)'::int8range",
            "'(,9]'::int8range",
            "'[1.50,2.5)'::numrange",
            "'(,NaN]'::numrange",
            "'[2024-01-01,infinity)'::daterange",
            "'[2024-01-01 10:00,2024-01-01 11:00]'::tsrange",
            "'(2024-01-01 10:00+00,)'::tstzrange",
            "'{\"[1,5)\",empty,\"[7,)\"}'::int4range[]",
            "'{}'::int4multirange",
            "'{[1,2),[4,7),[9,)}'::int4multirange",
            "'{(,2),[4,7),[9,)}'::int8multirange",
            "'{(,1.5),[2.50,1234567890.12345],(1e20,1e30)}'::nummultirange",
            "'{[2024-01-01,2024-02-01),[2024-03-01,)}'::datemultirange",
            "'{(2024-01-01 10:00+00,2024-01-01 11:00+00],(2025-01-01 10:00+00,)}'::tstzmultirange",
            "'{1,2}'::bigint[]",
            "'{1.5,NaN}'::float8[]",
            "'{\\\\x00,\\\\xff}'::bytea[]",
            "''::tsvector",
            "'a b:1,2A cc:3B,16383 ''x y'':5C ''d''''e'' é:7 😀'::tsvector",
            "'{a:1,\"b:2 c\",NULL}'::tsvector[]",
            "''::tsquery",
            "'a'::tsquery",
            "'(a | b:*AC) & !(c <-> (d <16384> é & ''x y'':D)) & f & (g | h | ''i''''j'')'::tsquery",
            "'{a & b,NULL,\"!c | d\"}'::tsquery[]",
            "to_tsquery('english', 'cats & (dogs:A | !the)')",
            "websearch_to_tsquery('english', 'it''s \"two words\" or -three')",
            "setweight(to_tsvector('simple', lower('A b ') || 'a'), 'B')",
            "jsonb_to_tsvector('english', '{\"a\": \"The cats\", \"b\": 5}', '[\"string\"]')",
            "to_tsquery('english', null)",
            "'(1,x)'::pair",
            "'(,)'::pair",
            "'(1,)'::pair",
            "'(t,\"a b\",1.50,\"{1,2}\",\"2024-01-01 00:00:00\",sad,3)'::wide",
            "'(,,,,,,)'::wide",
            "null::int",
            "null::text");

    @TempDir
    Path directory;

    @Test
    void constantsAreWhatTheServerPrints() throws Exception {
        for (var version : SourceServers.versions()) {
            try (var source = AnalysisSource.create(
                    version,
                    directory,
                    "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')",
                    "CREATE TYPE pair AS (a int, b text)",
                    "CREATE DOMAIN small AS smallint",
                    "CREATE TYPE wide AS (a bool, b text, c numeric, d int[], e timestamp, f mood, g small)",
                    "CREATE VIEW literals AS SELECT '{\"a\": [1.0, \"x\"]}'::jsonb AS a, '{1,NULL}'::int[] AS b, '(1,y)'::pair AS c")) {
                var selects = new ArrayList<String>();
                LITERALS.forEach(literal -> selects.add(literal + " as x"));
                // A view's tree comes from its rule, whose constants were written out and read again.
                List.of("a", "b", "c").forEach(column -> selects.add(column + " as x from literals"));
                check(source, selects);
            }
        }
    }

    private static void check(AnalysisSource source, List<String> selects) throws Exception {
        var yaml = new StringBuilder("topology: t\nviews:\n");
        for (int i = 0; i < selects.size(); i++) {
            yaml.append("  v%d:\n    query: |\n      select %s\n".formatted(i, selects.get(i)));
        }
        var analysis = source.analyzeFile(yaml.toString());
        assertThat(analysis.diagnostics()).isEmpty();
        try (var connection = source.database().connect();
                var statement = connection.createStatement()) {
            statement.execute("SET timezone = 'UTC'");
            for (int i = 0; i < selects.size(); i++) {
                var view = analysis.views().get(i).plan();
                try (var row = statement.executeQuery("SELECT " + selects.get(i))) {
                    row.next();
                    assertThat(text(
                                    analysis,
                                    value(view.plan(), view.output().get(0).column())))
                            .as(selects.get(i) + " on " + source.version())
                            .isEqualTo(row.getString(1));
                }
            }
        }
    }

    /** Casts of literals are expressions around the constant. */
    private static String text(Analysis analysis, Expr expr) {
        var value = analysis.compiler().compile(expr).evaluate(Row.EMPTY);
        return value == null ? null : analysis.types().semantics(expr.type()).toText(value, SessionSettings.UTC);
    }

    /** What a column of the plan is computed from. */
    private static Expr value(Plan plan, Column column) {
        var value = ((Plan.Project) plan)
                .assignments().stream()
                        .filter(assignment -> assignment.column().equals(column))
                        .map(Plan.Assignment::value)
                        .findFirst()
                        .orElseThrow();
        return value instanceof Expr.ColumnRef reference ? value(plan.inputs().get(0), reference.column()) : value;
    }
}
