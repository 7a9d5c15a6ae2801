package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.BpcharSemantics;
import dev.tideline.engine.value.PgInet;
import java.util.function.Function;

/** Values of any type as text. */
final class TextOf {

    private TextOf() {}

    /** The output function of an argument's type. */
    static Function<Object, String> output(CallSite site, int argument) {
        return output(site, site.arguments().get(argument));
    }

    static Function<Object, String> output(CallSite site, SqlType type) {
        var semantics = site.types().semantics(type);
        var session = site.session();
        return value -> semantics.toText(value, session);
    }

    /** The cast of an argument to text, which differs from its output for boolean, char(n) and inet. */
    static Function<Object, String> cast(CallSite site, int argument) {
        var type = site.arguments().get(argument).underlying();
        if (type.equals(PgType.BOOL)) {
            return value -> (boolean) value ? "true" : "false";
        }
        if (type.equals(PgType.INET) || type.equals(PgType.CIDR)) {
            return value -> NetworkFunctions.text((PgInet) value);
        }
        return type.equals(PgType.BPCHAR) ? value -> BpcharSemantics.trimmed((String) value) : output(site, argument);
    }
}
