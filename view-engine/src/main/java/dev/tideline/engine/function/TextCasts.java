package dev.tideline.engine.function;

import dev.tideline.engine.value.BpcharSemantics;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TextSemantics;

/** Casts among the text types and boolean, and the lengths of varchar and char. */
final class TextCasts {

    private TextCasts() {}

    static void register(FunctionRegistry.Registrar to) {
        to.unary("text(bpchar)", a -> BpcharSemantics.trimmed((String) a));
        to.unary("text(name)", a -> a);
        to.unary("varchar(name)", a -> a);
        to.unary("bpchar(name)", a -> a);
        to.unary("name(text)", a -> TextSemantics.truncatedName((String) a));
        to.unary("name(varchar)", a -> TextSemantics.truncatedName((String) a));
        to.unary("name(bpchar)", a -> BpcharSemantics.trimmed(TextSemantics.truncatedName((String) a)));
        to.ternary("varchar(varchar,int4,bool)", (a, b, c) -> varchar((String) a, (int) b, (boolean) c));
        to.ternary("bpchar(bpchar,int4,bool)", (a, b, c) -> bpchar((String) a, (int) b, (boolean) c));
        to.unary("text(bool)", a -> (boolean) a ? "true" : "false");
        to.unary("int4(bool)", a -> (boolean) a ? 1 : 0);
        to.unary("bool(int4)", a -> (int) a != 0);
        to.binary("booland_statefunc(bool,bool)", (a, b) -> (boolean) a && (boolean) b);
        to.binary("boolor_statefunc(bool,bool)", (a, b) -> (boolean) a || (boolean) b);
    }

    private static String varchar(String text, int typmod, boolean explicit) {
        int maximum = typmod - 4;
        if (maximum < 0 || text.length() <= maximum) {
            return text;
        }
        return cut(text, maximum, explicit, "character varying");
    }

    private static String bpchar(String text, int typmod, boolean explicit) {
        int length = typmod - 4;
        if (length < 0) {
            return text;
        }
        int own = Characters.count(text);
        if (own > length) {
            return cut(text, length, explicit, "character");
        }
        return own == length ? text : text + " ".repeat(length - own);
    }

    /** Cuts to a number of characters; without an explicit cast nothing but spaces may go. */
    private static String cut(String text, int maximum, boolean explicit, String type) {
        int end = Characters.index(text, maximum);
        for (int i = end; !explicit && i < text.length(); i++) {
            if (text.charAt(i) != ' ') {
                throw new SqlError("22001", "value too long for type " + type + "(" + maximum + ")");
            }
        }
        return text.substring(0, end);
    }
}
