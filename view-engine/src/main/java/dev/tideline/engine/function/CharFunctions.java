package dev.tideline.engine.function;

import dev.tideline.engine.value.CharSemantics;
import dev.tideline.engine.value.SqlError;

/** Casts of {@code "char"}, a single byte. */
final class CharFunctions {

    private CharFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.unary("int4(char)", a -> (int) (byte) (int) a);
        to.unary("char(int4)", a -> ofInteger((int) a));
        to.unary("text(char)", a -> CharSemantics.text((int) a));
        to.bound("char(text)", site -> (Body.Unary) a -> CharSemantics.parse((String) a, site.session()));
    }

    private static int ofInteger(int value) {
        if (value != (byte) value) {
            throw SqlError.outOfRange("\"char\"");
        }
        return value & 0xFF;
    }
}
