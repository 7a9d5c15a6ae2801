package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Function;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a function makes of arguments that are equal but differ in form. Only the types with several forms matter here: numeric
 * without a scale, floating point (0 and -0), interval, char without a length, jsonb, and whatever contains them.
 */
enum FormSensitivity {
    /** The same result for all forms. */
    IGNORES,
    /** Results that are equal again, but may differ in form. */
    KEEPS,
    /** Results that may be different values. */
    TELLS_APART;

    private static final Set<String> COMPARISONS = Set.of("eq", "ne", "lt", "le", "gt", "ge", "cmp");

    private static final Set<String> COMPARED = Set.of(
            "numeric_", "float4", "float8", "float48", "float84", "interval_", "bpchar", "jsonb_", "array_", "record_");

    private static final Set<String> IGNORING = Set.of(
            // numeric with a scale that the result's type or an argument fixes
            "numeric(numeric, integer)",
            "round(numeric, integer)",
            "round(numeric)",
            "trunc(numeric, integer)",
            "trunc(numeric)",
            "ceil(numeric)",
            "ceiling(numeric)",
            "floor(numeric)",
            "sign(numeric)",
            "int2(numeric)",
            "int4(numeric)",
            "int8(numeric)",
            "float4(numeric)",
            "float8(numeric)",
            // zero has no sign in these
            "int2(real)",
            "int4(real)",
            "int8(real)",
            "int2(double precision)",
            "int4(double precision)",
            "int8(double precision)",
            "numeric(real)",
            "numeric(double precision)",
            "abs(real)",
            "abs(double precision)",
            "float4abs(real)",
            "float8abs(double precision)",
            // trailing blanks do not count
            "text(character)",
            "bpchar(character, integer, boolean)",
            "length(character)",
            "char_length(character)",
            "character_length(character)",
            // by value
            "jsonb_contains(jsonb, jsonb)",
            "jsonb_contained(jsonb, jsonb)",
            "jsonb_exists(jsonb, text)",
            "jsonb_typeof(jsonb)",
            "jsonb_object_keys(jsonb)",
            "jsonb_array_length(jsonb)",
            "arraycontains(anyarray, anyarray)",
            "arraycontained(anyarray, anyarray)",
            "arrayoverlap(anyarray, anyarray)",
            "array_position(anycompatiblearray, anycompatible)",
            "array_position(anycompatiblearray, anycompatible, integer)",
            "array_positions(anycompatiblearray, anycompatible)",
            "array_length(anyarray, integer)",
            "array_upper(anyarray, integer)",
            "array_lower(anyarray, integer)",
            "array_ndims(anyarray)",
            "cardinality(anyarray)");

    private static final Set<String> KEEPING = Set.of(
            "numeric_add(numeric, numeric)",
            "numeric_sub(numeric, numeric)",
            "numeric_mul(numeric, numeric)",
            "numeric_uminus(numeric)",
            "numeric_uplus(numeric)",
            "numeric_abs(numeric)",
            "abs(numeric)",
            "numeric_mod(numeric, numeric)",
            "mod(numeric, numeric)",
            "float4pl(real, real)",
            "float4mi(real, real)",
            "float4mul(real, real)",
            "float4div(real, real)",
            "float4um(real)",
            "float4up(real)",
            "float8pl(double precision, double precision)",
            "float8mi(double precision, double precision)",
            "float8mul(double precision, double precision)",
            "float8div(double precision, double precision)",
            "float8um(double precision)",
            "float8up(double precision)",
            "float48pl(real, double precision)",
            "float48mi(real, double precision)",
            "float48mul(real, double precision)",
            "float48div(real, double precision)",
            "float84pl(double precision, real)",
            "float84mi(double precision, real)",
            "float84mul(double precision, real)",
            "float84div(double precision, real)",
            "round(double precision)",
            "trunc(double precision)",
            "ceil(double precision)",
            "ceiling(double precision)",
            "floor(double precision)",
            "sign(double precision)",
            "float8(real)",
            "float4(double precision)",
            "interval_pl(interval, interval)",
            "interval_mi(interval, interval)",
            "interval_um(interval)",
            "array_append(anycompatiblearray, anycompatible)",
            "array_prepend(anycompatible, anycompatiblearray)",
            "array_cat(anycompatiblearray, anycompatiblearray)",
            "array_remove(anycompatiblearray, anycompatible)",
            "array_replace(anycompatiblearray, anycompatible, anycompatible)",
            "unnest(anyarray)",
            "jsonb_array_elements(jsonb)",
            "jsonb_object_field(jsonb, text)",
            "jsonb_array_element(jsonb, integer)",
            "jsonb_extract_path(jsonb, text[])");

    private static final Set<String> RANGES_KEEPING = Set.of(
            "lower",
            "upper",
            "range_merge",
            "range_union",
            "range_intersect",
            "range_minus",
            "multirange",
            "multirange_union",
            "multirange_intersect",
            "multirange_minus",
            "numrange",
            "nummultirange");

    private static final Set<String> RANGES_IGNORING =
            Set.of("isempty", "lower_inc", "upper_inc", "lower_inf", "upper_inf");

    private static final Pattern RANGE_TEST = Pattern.compile(
            "^(multi)?range_(eq|ne|lt|le|gt|ge|cmp|contains|contained|overlaps|before|after|overleft|overright|adjacent)|^elem_contained_by_");

    static FormSensitivity of(Function function) {
        if (!function.schema().equals("pg_catalog")) {
            return TELLS_APART;
        }
        var signature = function.signature().substring("pg_catalog.".length());
        if (IGNORING.contains(signature) || isComparison(function.name())) {
            return IGNORES;
        }
        if (KEEPING.contains(signature)) {
            return KEEPS;
        }
        return ofRanges(function.name(), signature);
    }

    /** Bounds are compared by value, and results have the bounds of the arguments. */
    private static FormSensitivity ofRanges(String name, String signature) {
        if (!signature.contains("range")) {
            return TELLS_APART;
        } else if (RANGES_KEEPING.contains(name)) {
            return KEEPS;
        }
        return RANGES_IGNORING.contains(name) || RANGE_TEST.matcher(name).find() ? IGNORES : TELLS_APART;
    }

    private static boolean isComparison(String name) {
        return COMPARED.stream()
                .anyMatch(type -> name.startsWith(type) && COMPARISONS.contains(name.substring(type.length())));
    }
}
