package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.PgArray;
import java.util.List;

/** The labels of an enum type; the arguments serve to name the type. */
final class EnumFunctions {

    private EnumFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.bound("enum_first(anyenum)", site -> {
            var labels = labels(site);
            return (Body.Unary) a -> labels.get(0);
        });
        to.bound("enum_last(anyenum)", site -> {
            var labels = labels(site);
            return (Body.Unary) a -> labels.get(labels.size() - 1);
        });
        to.bound("enum_range(anyenum)", site -> {
            var labels = labels(site);
            return (Body.Unary) a -> PgArray.of(labels.toArray());
        });
        to.bound("enum_range(anyenum,anyenum)", site -> {
            var labels = labels(site);
            return (Body.Binary) (a, b) -> {
                int start = a == null ? 0 : labels.indexOf(a);
                int end = b == null ? labels.size() : labels.indexOf(b) + 1;
                return PgArray.of(labels.subList(Math.min(start, end), end).toArray());
            };
        });
    }

    private static List<String> labels(CallSite site) {
        var labels = ((PgType.Enum) site.arguments().get(0).underlying()).labels();
        if (labels.isEmpty()) {
            throw new UnsupportedCallException("an enum type without values is not supported here");
        }
        return labels;
    }
}
