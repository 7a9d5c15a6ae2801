package dev.tideline.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users may take for granted is there: by PostgreSQL's own catalog, every operator and cast between the supported types, and every
 * overload of the everyday functions. What is left out stands here, with the reason.
 */
class ScopeIT {

    private static final String TYPES = List.of(
                    "bool",
                    "int2",
                    "int4",
                    "int8",
                    "numeric",
                    "float4",
                    "float8",
                    "text",
                    "varchar",
                    "bpchar",
                    "date",
                    "time",
                    "timetz",
                    "timestamp",
                    "timestamptz",
                    "interval",
                    "uuid",
                    "bytea",
                    "json",
                    "jsonb",
                    "anyarray",
                    "anyelement",
                    "anyenum",
                    "anynonarray",
                    "anycompatible",
                    "anycompatiblearray",
                    "anycompatiblenonarray",
                    "_text",
                    "_int4")
            .stream()
            .collect(Collectors.joining("','", "'", "'"));

    /** Operators left out: regular expressions, text search and JSON paths, and orders by bytes that only indexes use. */
    private static final Set<String> OTHER_OPERATORS = Set.of("@@", "@?", "^@");

    /** The last bit of these is up to the C library and the processor of the source. */
    private static final Set<String> INEXACT =
            Set.of("dpow", "dcbrt", "exp", "ln", "log", "log10", "power", "pow", "cbrt");

    private static final Set<String> EVERYDAY = Set.of(
            "abs",
            "age",
            "array_append",
            "array_cat",
            "array_length",
            "array_lower",
            "array_ndims",
            "array_position",
            "array_positions",
            "array_prepend",
            "array_remove",
            "array_replace",
            "array_to_string",
            "array_upper",
            "ascii",
            "bit_length",
            "btrim",
            "cardinality",
            "ceil",
            "ceiling",
            "char_length",
            "character_length",
            "chr",
            "date",
            "date_bin",
            "date_part",
            "date_trunc",
            "decode",
            "degrees",
            "div",
            "encode",
            "exp",
            "extract",
            "factorial",
            "floor",
            "gcd",
            "initcap",
            "is_normalized",
            "isfinite",
            "json_array_length",
            "json_extract_path",
            "json_extract_path_text",
            "json_typeof",
            "jsonb_array_length",
            "jsonb_contains",
            "jsonb_extract_path",
            "jsonb_extract_path_text",
            "jsonb_pretty",
            "jsonb_set",
            "jsonb_strip_nulls",
            "jsonb_typeof",
            "justify_days",
            "justify_hours",
            "justify_interval",
            "lcm",
            "left",
            "length",
            "ln",
            "log",
            "log10",
            "lower",
            "lpad",
            "ltrim",
            "make_date",
            "make_interval",
            "make_time",
            "make_timestamp",
            "make_timestamptz",
            "md5",
            "mod",
            "normalize",
            "octet_length",
            "overlaps",
            "overlay",
            "parse_ident",
            "pi",
            "position",
            "power",
            "quote_ident",
            "quote_literal",
            "quote_nullable",
            "radians",
            "regexp_count",
            "regexp_instr",
            "regexp_like",
            "regexp_match",
            "regexp_replace",
            "regexp_split_to_array",
            "regexp_substr",
            "repeat",
            "replace",
            "reverse",
            "right",
            "round",
            "rpad",
            "rtrim",
            "scale",
            "sha256",
            "sign",
            "similar_to_escape",
            "split_part",
            "sqrt",
            "starts_with",
            "string_to_array",
            "strpos",
            "substr",
            "substring",
            "timezone",
            "to_char",
            "to_date",
            "to_hex",
            "to_json",
            "to_jsonb",
            "to_number",
            "to_timestamp",
            "translate",
            "trim_array",
            "trim_scale",
            "trunc",
            "unistr",
            "upper",
            "width_bucket");

    /** Of types that are kept but not looked into, and of settings of the server. */
    private static final List<String> OTHER_SETS = List.of(
            "pg_catalog.pg_snapshot_xip(pg_snapshot)",
            "pg_catalog.ts_parse(oid, text)",
            "pg_catalog.ts_token_type(oid)",
            "pg_catalog.txid_snapshot_xip(txid_snapshot)");

    private static final Set<String> LEFT_OUT = Set.of(
            // by the clock
            "pg_catalog.age(timestamp with time zone)", "pg_catalog.age(timestamp without time zone)");

    @TempDir
    static Path directory;

    private static EmbeddedPostgres postgres;
    private static Connection connection;
    private static final Set<String> REGISTERED =
            new HashSet<>(FunctionRegistry.standard().signatures());

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.in(directory.resolve("pg"))
                .version(PostgresVersion.ofTests())
                .durable(false)
                .start();
        connection = postgres.database("postgres").connect();
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        postgres.close();
    }

    @Test
    void everyOperatorBetweenSupportedTypesIsThere() throws SQLException {
        var query = functions("JOIN pg_operator o ON o.oprcode = p.oid", "o.oprname", "true");
        assertThat(query.size()).isGreaterThan(300);
        assertThat(missing(query, OTHER_OPERATORS)).isEmpty();
    }

    @Test
    void everyCastBetweenSupportedTypesIsThere() throws SQLException {
        var query = functions(
                "JOIN pg_cast c ON c.castfunc = p.oid",
                "c.castsource::regtype",
                "(SELECT typname FROM pg_type WHERE oid = c.castsource) IN (" + TYPES
                        + ") AND (SELECT typname FROM pg_type WHERE oid = c.casttarget) IN (" + TYPES + ")");
        assertThat(query.size()).isGreaterThan(50);
        assertThat(missing(query, Set.of())).isEmpty();
    }

    @Test
    void everyOverloadOfEverydayFunctionsIsThere() throws SQLException {
        var query = functions("", "''", "p.proname = ANY ('{" + String.join(",", EVERYDAY) + "}')");
        var names = query.stream().map(Entry::name).collect(Collectors.toSet());
        assertThat(names).containsAll(EVERYDAY);
        assertThat(missing(query, Set.of())).isEmpty();
    }

    /**
     * All that PostgreSQL's own functions return as sets of the data alone. What is left out is about the server, or of types whose values are
     * not looked into; a call of it is refused by its name.
     */
    @Test
    void everyFunctionThatReturnsASetIsThere() throws SQLException {
        var registered = Set.copyOf(FunctionRegistry.standard().setSignatures());
        var missing = new TreeSet<String>();
        int seen = 0;
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("""
                        SELECT 'pg_catalog.' || p.proname || '(' || COALESCE((SELECT string_agg(format_type(a, NULL), ', ' ORDER BY i)
                                 FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY u(a, i)), '') || ')'
                          FROM pg_proc p
                         WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f' AND p.proretset
                           AND p.provolatile = 'i' AND p.proname !~ '^jsonb?_'""")) {
            while (result.next()) {
                seen++;
                if (!registered.contains(result.getString(1))) {
                    missing.add(result.getString(1));
                }
            }
        }
        assertThat(seen).isGreaterThan(20);
        assertThat(missing).containsExactlyElementsOf(OTHER_SETS);
    }

    private record Entry(String name, String signature, String symbol, boolean overFloats) {}

    private static Set<String> missing(List<Entry> entries, Set<String> exceptSymbols) {
        return entries.stream()
                .filter(entry -> !REGISTERED.contains(entry.signature()) && !LEFT_OUT.contains(entry.signature()))
                .filter(entry -> !exceptSymbols.contains(entry.symbol()))
                .filter(entry -> !(entry.overFloats() && INEXACT.contains(entry.name())))
                .map(entry -> entry.symbol() + " " + entry.signature())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Functions whose arguments and result are all of the supported types. */
    private static List<Entry> functions(String join, String symbol, String condition) throws SQLException {
        var entries = new ArrayList<Entry>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("""
                        SELECT p.proname,
                               'pg_catalog.' || p.proname || '('
                                 || COALESCE((SELECT string_agg(format_type(a, NULL), ', ' ORDER BY i)
                                                FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY u(a, i)), '') || ')',
                               %s, 'float8'::regtype = ANY (p.proargtypes::oid[])
                          FROM pg_proc p %s
                         WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f' AND NOT p.proretset
                           AND (SELECT typname FROM pg_type WHERE oid = p.prorettype) IN (%s)
                           AND NOT EXISTS (SELECT FROM unnest(p.proargtypes::oid[]) a JOIN pg_type t ON t.oid = a
                                            WHERE t.typname NOT IN (%s)) AND (%s)""".formatted(symbol, join, TYPES, TYPES, condition))) {
            while (result.next()) {
                entries.add(
                        new Entry(result.getString(1), result.getString(2), result.getString(3), result.getBoolean(4)));
            }
        }
        return entries;
    }
}
