package dev.tideline.engine.fuzz;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;

/** Functions and operators of each family of types, on one argument and constants; hardly any can fail. */
final class ScalarGenerator {

    private static final Set<String> FAILING = Set.of("12 / $::bigint", "$ - DATE '2024-01-10'", "$::numeric(20,1)");

    private final Random random;
    private final boolean safe;

    /** @param safe without those that can fail */
    ScalarGenerator(Random random, boolean safe) {
        this.random = random;
        this.safe = safe;
    }

    /** Expressions with {@code $} for the argument, and what type they have. */
    record Form(String sql, FuzzType type) {}

    Scoped of(Scoped argument) {
        var forms = forms(argument.type()).stream()
                .filter(form -> !safe || !FAILING.contains(form.sql))
                .toList();
        var form = forms.get(random.nextInt(forms.size()));
        return new Scoped(
                "("
                        + form.sql
                                .replaceAll("(?<!\\$)\\$(?!\\$)", Matcher.quoteReplacement(argument.sql()))
                                .replace("$$", "$")
                        + ")",
                form.type);
    }

    static Form form(String sql, FuzzType type) {
        return new Form(sql, type);
    }

    private List<Form> forms(FuzzType type) {
        return switch (type.family()) {
            case INTEGER -> integer();
            case NUMERIC ->
                List.of(
                        form("$ + " + FuzzType.NUMERIC.literal(random), FuzzType.NUMERIC),
                        form("$ - " + FuzzType.SCALED.literal(random), FuzzType.NUMERIC),
                        form("$ * " + FuzzType.NUMERIC.literal(random), FuzzType.NUMERIC),
                        form("$ / 3", FuzzType.NUMERIC),
                        form("$ % 2", FuzzType.NUMERIC),
                        form("round($, 1)", FuzzType.NUMERIC),
                        form("trunc($)", FuzzType.NUMERIC),
                        form("abs($)", FuzzType.NUMERIC),
                        form("-$", FuzzType.NUMERIC),
                        form("sign($)", FuzzType.NUMERIC),
                        form("$::numeric(20,1)", FuzzType.NUMERIC),
                        form("CASE WHEN abs($) < 1000000000 THEN $::numeric(20,1) END", FuzzType.NUMERIC),
                        form("$::numeric", FuzzType.NUMERIC),
                        form("$::float8", FuzzType.FLOAT8),
                        form("$::text", FuzzType.TEXT));
            case FLOAT ->
                List.of(
                        form("$ * 2", FuzzType.FLOAT8),
                        form("$ + 0.5::float8", FuzzType.FLOAT8),
                        form("abs($)", type),
                        form("-$", type),
                        form("floor($)", FuzzType.FLOAT8),
                        form("$::numeric", FuzzType.NUMERIC),
                        form("$::text", FuzzType.TEXT));
            case TEXT -> text(type);
            case CHAR ->
                List.of(
                        form("$::text", FuzzType.TEXT),
                        form("$ || 'x'", FuzzType.TEXT),
                        form("length($)", FuzzType.INT4),
                        form("$::char(3)", FuzzType.CHAR),
                        form("upper($)", FuzzType.TEXT));
            case BOOL ->
                List.of(
                        form("NOT $", FuzzType.BOOL),
                        form("$ IS TRUE", FuzzType.BOOL),
                        form("$::int", FuzzType.INT4),
                        form("$::text", FuzzType.TEXT));
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL -> times(type);
            case UUID -> List.of(form("$::text", FuzzType.TEXT));
            case BYTEA ->
                List.of(
                        form("length($)", FuzzType.INT4),
                        form("$ || '\\x01'", FuzzType.BYTEA),
                        form("encode($, 'hex')", FuzzType.TEXT));
            case MOOD -> List.of(form("$::text", FuzzType.TEXT), form("$", type));
            case JSONB -> JsonScalars.ofJsonb();
            case JSON -> JsonScalars.ofJson();
            case INTS ->
                List.of(
                        form("($)[1]", FuzzType.INT4),
                        form("array_length($, 1)", FuzzType.INT4),
                        form("$ || 4", FuzzType.INTS),
                        form("2 = ANY ($)", FuzzType.BOOL),
                        form("array_to_string($, ',')", FuzzType.TEXT),
                        form("$ @> '{1}'", FuzzType.BOOL),
                        form("cardinality($)", FuzzType.INT4));
            case NUMERICS ->
                List.of(
                        form("($)[1]", FuzzType.NUMERIC),
                        form("$ || 1.5", FuzzType.NUMERICS),
                        form("2.5 = ANY ($)", FuzzType.BOOL),
                        form("array_position($, 1.00)", FuzzType.INT4),
                        form("$ && ARRAY[1.0, 3]", FuzzType.BOOL));
            default -> OtherScalars.forms(type, random);
        };
    }

    private List<Form> integer() {
        return List.of(
                form("$::bigint * 3", FuzzType.INT8),
                form("$::numeric / 4", FuzzType.NUMERIC),
                form("12 / $::bigint", FuzzType.INT8),
                form("CASE WHEN $ <> 0 THEN 12 / $::bigint END", FuzzType.INT8),
                form("12 / NULLIF($, 0)::bigint", FuzzType.INT8),
                form("$::bigint % 3", FuzzType.INT8),
                form("$::text", FuzzType.TEXT),
                form("$::bigint + 1", FuzzType.INT8),
                form("$::bigint - 2", FuzzType.INT8),
                form("-($::bigint)", FuzzType.INT8),
                form("abs($::bigint)", FuzzType.INT8),
                form("$::bigint & 3", FuzzType.INT8),
                form("$::numeric(12,2)", FuzzType.NUMERIC),
                form("$::float8", FuzzType.FLOAT8),
                form("$::bigint / 2", FuzzType.INT8),
                form("$ || '!'", FuzzType.TEXT));
    }

    private static List<Form> text(FuzzType type) {
        return List.of(
                form("upper($)", FuzzType.TEXT),
                form("lower($)", FuzzType.TEXT),
                form("$ || 'x'", FuzzType.TEXT),
                form("substring($, 1, 1)", FuzzType.TEXT),
                form("length($)", FuzzType.INT4),
                form("replace($, 'a', 'bb')", FuzzType.TEXT),
                form("left($, -1)", FuzzType.TEXT),
                form("position('b' IN $)", FuzzType.INT4),
                form("trim($)", FuzzType.TEXT),
                form("lpad($, 3, '.')", FuzzType.TEXT),
                form("split_part($, ' ', 1)", FuzzType.TEXT),
                form("reverse($)", FuzzType.TEXT),
                form("concat($, 1, NULL, true)", FuzzType.TEXT),
                form("$::char(3)", FuzzType.CHAR),
                form("$::bpchar", FuzzType.BPCHAR),
                form("$::varchar(6)", FuzzType.VARCHAR),
                form("$::varchar(1)::text", FuzzType.TEXT),
                form("$ LIKE 'a%'", FuzzType.BOOL),
                form("$", type));
    }

    private static List<Form> times(FuzzType type) {
        return switch (type.family()) {
            case DATE ->
                List.of(
                        form("$ + 1", FuzzType.DATE),
                        form("$ - DATE '2024-01-10'", FuzzType.INT4),
                        form("CASE WHEN isfinite($) THEN $ - DATE '2024-01-10' END", FuzzType.INT4),
                        form("$ + INTERVAL '1 mon'", FuzzType.TIMESTAMP),
                        form("date_trunc('month', $)", FuzzType.TIMESTAMPTZ),
                        form("extract(year FROM $)", FuzzType.NUMERIC),
                        form("extract(dow FROM $)", FuzzType.NUMERIC),
                        form("$::timestamp", FuzzType.TIMESTAMP),
                        form("$::text", FuzzType.TEXT));
            case TIME ->
                List.of(
                        form("$ + INTERVAL '2 hours'", FuzzType.TIME),
                        form("extract(hour FROM $)", FuzzType.NUMERIC),
                        form("$ - TIME '01:00'", FuzzType.INTERVAL),
                        form("$::text", FuzzType.TEXT));
            case TIMETZ ->
                List.of(
                        form("$ - INTERVAL '90 minutes'", FuzzType.TIMETZ),
                        form("$ AT TIME ZONE INTERVAL '-05:00'", FuzzType.TIMETZ),
                        form("DATE '2024-02-29' + $", FuzzType.TIMESTAMPTZ),
                        form("extract(epoch FROM $)", FuzzType.NUMERIC),
                        form("$::time", FuzzType.TIME));
            case TIMESTAMP ->
                List.of(
                        form("date_trunc('day', $)", FuzzType.TIMESTAMP),
                        form("$ + INTERVAL '1 mon 2 hours'", FuzzType.TIMESTAMP),
                        form("$ - TIMESTAMP '2024-01-01'", FuzzType.INTERVAL),
                        form("$::date", FuzzType.DATE),
                        form("$::time", FuzzType.TIME),
                        form("$::timestamptz", FuzzType.TIMESTAMPTZ),
                        form("$ AT TIME ZONE 'Europe/Berlin'", FuzzType.TIMESTAMPTZ),
                        form("extract(epoch FROM $)", FuzzType.NUMERIC));
            case TIMESTAMPTZ ->
                List.of(
                        form("($ AT TIME ZONE 'UTC')::date", FuzzType.DATE),
                        form("$::timestamp", FuzzType.TIMESTAMP),
                        form("$::text", FuzzType.TEXT),
                        form("date_trunc('month', $)", FuzzType.TIMESTAMPTZ),
                        form("extract(hour FROM $)", FuzzType.NUMERIC),
                        form("$ AT TIME ZONE 'America/New_York'", FuzzType.TIMESTAMP),
                        form("date_trunc('day', $, 'Europe/Berlin')", FuzzType.TIMESTAMPTZ),
                        form("$ + INTERVAL '1 day'", FuzzType.TIMESTAMPTZ),
                        form("$::date", FuzzType.DATE),
                        form("extract(epoch FROM $)", FuzzType.NUMERIC));
            default ->
                List.of(
                        form("$ + INTERVAL '1 day'", FuzzType.INTERVAL),
                        form("$ * 2", FuzzType.INTERVAL),
                        form("extract(epoch FROM $)", FuzzType.NUMERIC),
                        form("justify_hours($)", FuzzType.INTERVAL),
                        form("-$", FuzzType.INTERVAL));
        };
    }
}
