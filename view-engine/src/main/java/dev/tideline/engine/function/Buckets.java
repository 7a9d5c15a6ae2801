package dev.tideline.engine.function;

import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeSemantics;

/** width_bucket with an array of thresholds. */
final class Buckets {

    private Buckets() {}

    static void register(FunctionRegistry.Registrar to) {
        to.bound("width_bucket(anycompatible,anycompatiblearray)", site -> {
            var semantics = site.semantics(0);
            if (!semantics.ordered()) {
                throw Comparisons.unordered(site.arguments().get(0));
            }
            return (Body.Binary) (operand, thresholds) -> bucket(operand, (PgArray) thresholds, semantics);
        });
    }

    /** How many thresholds are not above the operand, found as if they were in order. */
    private static int bucket(Object operand, PgArray thresholds, TypeSemantics semantics) {
        if (thresholds.dimensions() > 1) {
            throw new SqlError("2202E", "thresholds must be one-dimensional array");
        }
        for (var threshold : thresholds.elements()) {
            if (threshold == null) {
                throw new SqlError("22004", "thresholds array must not contain NULLs");
            }
        }
        int left = 0;
        int right = thresholds.size();
        while (left < right) {
            int middle = (left + right) / 2;
            if (semantics.compare(operand, thresholds.get(middle)) < 0) {
                right = middle;
            } else {
                left = middle + 1;
            }
        }
        return left;
    }
}
