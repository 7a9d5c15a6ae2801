package dev.tideline.engine.function;

import dev.tideline.engine.value.BpcharSemantics;
import dev.tideline.engine.value.PgChars;
import java.util.List;
import java.util.function.IntPredicate;

/** {@code ~<~} and its kin: text by its bytes, whatever the collation. */
final class PatternComparisons {

    private PatternComparisons() {}

    static void register(FunctionRegistry.Registrar to) {
        register(to, "lt", order -> order < 0);
        register(to, "le", order -> order <= 0);
        register(to, "ge", order -> order >= 0);
        register(to, "gt", order -> order > 0);
    }

    private static void register(FunctionRegistry.Registrar to, String name, IntPredicate holds) {
        for (String type : List.of("text", "bpchar")) {
            boolean padded = type.equals("bpchar");
            to.binary(
                    type + "_pattern_" + name + "(" + type + "," + type + ")",
                    (a, b) -> holds.test(PgChars.compareBytewise(key(a, padded), key(b, padded))));
        }
    }

    private static String key(Object text, boolean padded) {
        return padded ? BpcharSemantics.trimmed((String) text) : (String) text;
    }
}
