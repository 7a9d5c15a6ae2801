package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.MultirangeSemantics;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.PgRange;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.RangeSemantics;
import dev.tideline.engine.value.RangeTypes;
import dev.tideline.engine.value.Ranges;
import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;
import java.util.ArrayList;

/** Ranges and multiranges whose bounds are close together, so that they overlap, touch and contain one another. */
final class RangeSamples {

    private static final PgTypeCatalog TYPES = new PgTypeCatalog();

    private RangeSamples() {}

    /** A value of a range or multirange type. */
    static Object of(PgType type, Samples samples) {
        var element = RangeTypes.element(type);
        var semantics = TYPES.semantics(SqlType.of(type));
        if (semantics instanceof RangeSemantics range) {
            return range(range.ranges(), element, samples);
        }
        var multiranges = ((MultirangeSemantics) semantics).multiranges();
        var parts = new ArrayList<PgRange>();
        for (int i = samples.below(5); i > 0; i--) {
            parts.add(range(multiranges.ranges(), element, samples));
        }
        return multiranges.of(parts);
    }

    private static PgRange range(Ranges ranges, PgType element, Samples samples) {
        if (samples.chance(14)) {
            return PgRange.EMPTY;
        }
        while (true) {
            try {
                return ranges.of(
                        samples.chance(8) ? null : bound(element, samples),
                        samples.chance(2),
                        samples.chance(8) ? null : bound(element, samples),
                        samples.chance(2));
            } catch (SqlError e) {
                // The bounds were in the wrong order; others are tried.
            }
        }
    }

    /** A value that is often a bound. */
    static Object bound(PgType element, Samples samples) {
        if (samples.chance(20)) {
            return samples.value(SqlType.of(element));
        }
        int small = samples.below(12) - 3;
        return switch (((PgType.Base) element).name()) {
            case "int4", "date" -> small;
            case "int8" -> (long) small;
            case "numeric" -> PgNumeric.of(new BigDecimal(small).setScale(samples.below(3)));
            default -> small * 3_600_000_000L;
        };
    }
}
