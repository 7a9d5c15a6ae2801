package dev.tideline.engine.function;

import static dev.tideline.engine.function.FunctionCases.ints;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.PgNumeric;
import java.math.BigDecimal;

/** Where the arguments of particular functions come from. */
final class FunctionArguments {

    private final FunctionCases cases;

    FunctionArguments(FunctionCases cases) {
        this.cases = cases;
    }

    void describe() {
        describeNumbers();
    }

    private void describeNumbers() {
        for (var name : new String[] {"int2shl", "int2shr", "int4shl", "int4shr", "int8shl", "int8shr"}) {
            cases.from(name, 1, PgType.INT4, ints(-70, 70));
        }
        cases.from("factorial", 0, PgType.INT8, samples -> (long) samples.below(60) - 2);
        for (var name : new String[] {"round", "trunc"}) {
            cases.from(name, 1, PgType.INT4, ints(-12, 12));
        }
        cases.from(
                "numeric",
                1,
                PgType.INT4,
                samples -> samples.chance(4) ? -1 : (1 + samples.below(20) << 16 | samples.below(24) & 0x7FF) + 4);
        cases.from("width_bucket", 3, PgType.INT4, ints(-1, 12));
        cases.from("exp", 0, PgType.NUMERIC, samples -> small(samples));
        cases.from("numeric_exp", 0, PgType.NUMERIC, samples -> small(samples));
        for (var name : new String[] {"pow", "power", "numeric_power"}) {
            cases.from(name, 0, PgType.NUMERIC, samples -> small(samples));
            cases.from(name, 1, PgType.NUMERIC, samples -> small(samples));
        }
        for (var name : new String[] {"ln", "numeric_ln", "log", "log10", "numeric_log", "sqrt", "numeric_sqrt"}) {
            cases.from(name, 0, PgType.NUMERIC, samples -> positive(samples));
        }
        cases.from("log", 1, PgType.NUMERIC, samples -> positive(samples));
        cases.from("numeric_log", 1, PgType.NUMERIC, samples -> positive(samples));
    }

    private static Object small(Samples samples) {
        return PgNumeric.of(BigDecimal.valueOf(samples.below(60000) - 30000, samples.below(8)));
    }

    private static Object positive(Samples samples) {
        return PgNumeric.of(BigDecimal.valueOf(samples.below(2_000_000_000) + 1L, samples.below(14)));
    }
}
