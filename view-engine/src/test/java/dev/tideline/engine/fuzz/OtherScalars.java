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
            case INTEGER_MULTIRANGE -> multirange(type, FuzzType.INT4, FuzzType.INTEGER_RANGE, random);
            default -> multirange(type, FuzzType.NUMERIC, FuzzType.NUMERIC_RANGE, random);
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
