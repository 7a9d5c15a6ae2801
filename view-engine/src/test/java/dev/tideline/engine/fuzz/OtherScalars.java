package dev.tideline.engine.fuzz;

import static dev.tideline.engine.fuzz.ScalarGenerator.form;

import dev.tideline.engine.fuzz.ScalarGenerator.Form;
import java.util.List;
import java.util.Random;

/** Expressions over types that are not of every day; a part of {@link ScalarGenerator}. */
final class OtherScalars {

    private OtherScalars() {}

    static List<Form> forms(FuzzType type, Random random) {
        return switch (type.family()) {
            case INET ->
                List.of(
                        form("$::text", FuzzType.TEXT),
                        form("host($)", FuzzType.TEXT),
                        form("network($)", FuzzType.CIDR),
                        form("broadcast($)", FuzzType.INET),
                        form("masklen($)", FuzzType.INT4),
                        form("family($)", FuzzType.INT4),
                        form("$ << '10.0.0.0/8'::inet", FuzzType.BOOL),
                        form("$ >>= " + FuzzType.INET.literal(random), FuzzType.BOOL),
                        form("$ && " + FuzzType.CIDR.literal(random), FuzzType.BOOL),
                        form("$::inet + 1", FuzzType.INET),
                        form("abbrev($)", FuzzType.TEXT),
                        form("$::cidr", FuzzType.CIDR));
            case MACADDR ->
                List.of(
                        form("$::text", FuzzType.TEXT),
                        form("trunc($)", FuzzType.MACADDR),
                        form("~ $", FuzzType.MACADDR),
                        form("$::macaddr8", FuzzType.MACADDR8));
            case MACADDR8 ->
                List.of(
                        form("macaddr8_set7bit($)", FuzzType.MACADDR8),
                        form("trunc($)", FuzzType.MACADDR8),
                        form("$::text", FuzzType.TEXT));
            case INTEGER_RANGE -> range(type, FuzzType.INT4, FuzzType.INTEGER_MULTIRANGE, random);
            case NUMERIC_RANGE -> range(type, FuzzType.NUMERIC, FuzzType.NUMERIC_MULTIRANGE, random);
            case DATE_RANGE -> range(type, FuzzType.DATE, null, random);
            case TIME_RANGE -> range(type, FuzzType.TIMESTAMPTZ, null, random);
            case BIG_RANGE -> range(type, FuzzType.INT8, null, random);
            case STAMP_RANGE -> range(type, FuzzType.TIMESTAMP, null, random);
            case INTEGER_MULTIRANGE -> multirange(type, FuzzType.INT4, FuzzType.INTEGER_RANGE, random);
            case NUMERIC_MULTIRANGE -> multirange(type, FuzzType.NUMERIC, FuzzType.NUMERIC_RANGE, random);
            case DATE_MULTIRANGE -> multirange(type, FuzzType.DATE, FuzzType.DATE_RANGE, random);
            default -> rest(type);
        };
    }

    private static List<Form> rest(FuzzType type) {
        return switch (type.family()) {
            case BITS ->
                List.of(
                        form("$ & B'1100'", FuzzType.BITS),
                        form("~ $", FuzzType.BITS),
                        form("$::text", FuzzType.TEXT),
                        form("$::integer", FuzzType.INT4),
                        form("get_bit($, 1)", FuzzType.INT4));
            case VARBITS ->
                List.of(
                        form("length($)", FuzzType.INT4),
                        form("$::text", FuzzType.TEXT),
                        form("($ || B'1')::bit varying(6)", FuzzType.VARBITS));
            case TEXTS ->
                List.of(
                        form("($)[1]", FuzzType.TEXT),
                        form("$ || 'a'::text", FuzzType.TEXTS),
                        form("'a' = ANY ($)", FuzzType.BOOL),
                        form("array_to_string($, '-', '?')", FuzzType.TEXT),
                        form("($)[1:2]", FuzzType.TEXTS),
                        form("array_remove($, 'b')", FuzzType.TEXTS),
                        form("cardinality($)", FuzzType.INT4),
                        form("$ && '{b}'", FuzzType.BOOL));
            case PAIR ->
                List.of(
                        form("($).a", FuzzType.NUMERIC),
                        form("($).b", FuzzType.TEXT),
                        form("$ IS NULL", FuzzType.BOOL),
                        form("$ IS NOT NULL", FuzzType.BOOL),
                        form("ROW(($).a, 'z'::text)::couple", FuzzType.PAIR),
                        form("$::text", FuzzType.TEXT));
            case SEARCH ->
                List.of(
                        form("$ @@ 'a <-> b'::tsquery", FuzzType.BOOL),
                        form("!!'b:*'::tsquery @@ $", FuzzType.BOOL),
                        form("length($)", FuzzType.INT4),
                        form("tsvector_to_array($)", FuzzType.TEXTS),
                        form("strip($)", FuzzType.SEARCH),
                        form("$ || 'b:1'::tsvector", FuzzType.SEARCH),
                        form("$::text", FuzzType.TEXT));
            default -> List.of(form("$::text", FuzzType.TEXT), form("$ IS NULL", FuzzType.BOOL));
        };
    }

    private static List<Form> range(FuzzType type, FuzzType element, FuzzType multirange, Random random) {
        return List.of(
                form("lower($)", element),
                form("upper($)", element),
                form("lower_inc($)", FuzzType.BOOL),
                form("isempty($)", FuzzType.BOOL),
                form("$ @> " + element.literal(random), FuzzType.BOOL),
                form(type.literal(random) + " <@ $", FuzzType.BOOL),
                form("$ && " + type.literal(random), FuzzType.BOOL),
                form("$ -|- " + type.literal(random), FuzzType.BOOL),
                form("$ << " + type.literal(random), FuzzType.BOOL),
                form("$ * " + type.literal(random), type),
                form("range_merge($, " + type.literal(random) + ")", type),
                form("$::text", FuzzType.TEXT),
                multirange == null
                        ? form("upper_inf($)", FuzzType.BOOL)
                        : form("$::" + multirange.sql() + " + " + multirange.literal(random), multirange));
    }

    private static List<Form> multirange(FuzzType type, FuzzType element, FuzzType range, Random random) {
        return List.of(
                form("lower($)", element),
                form("range_merge($)", range),
                form("isempty($)", FuzzType.BOOL),
                form("$ @> " + element.literal(random), FuzzType.BOOL),
                form("$ @> " + range.literal(random), FuzzType.BOOL),
                form("$ + " + type.literal(random), type),
                form("$ - " + type.literal(random), type),
                form("$ * " + type.literal(random), type),
                form("$::text", FuzzType.TEXT));
    }
}
