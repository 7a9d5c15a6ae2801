package dev.tideline.engine.function;

import dev.tideline.engine.value.BpcharSemantics;
import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.SqlError;
import java.util.List;

/** Everyday functions of text that treat all characters alike. */
final class TextFunctions {

    private TextFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("textcat(text,text)", (a, b) -> concatenated((String) a, (String) b));
        to.bound("textanycat(text,anynonarray)", site -> {
            var text = TextOf.cast(site, 1);
            return (Body.Binary) (a, b) -> concatenated((String) a, text.apply(b));
        });
        to.bound("anytextcat(anynonarray,text)", site -> {
            var text = TextOf.cast(site, 0);
            return (Body.Binary) (a, b) -> concatenated(text.apply(a), (String) b);
        });
        registerLengths(to);
        for (String name : List.of("substr", "substring")) {
            to.binary(name + "(text,int4)", (a, b) -> Characters.substring((String) a, (int) b));
            to.ternary(name + "(text,int4,int4)", (a, b, c) -> Characters.substring((String) a, (int) b, (int) c));
        }
        to.binary("left(text,int4)", (a, b) -> left((String) a, (int) b));
        to.binary("right(text,int4)", (a, b) -> right((String) a, (int) b));
        to.unary("reverse(text)", a -> new StringBuilder((String) a).reverse().toString());
        to.binary("repeat(text,int4)", (a, b) -> repeat((String) a, (int) b));
        to.ternary("replace(text,text,text)", (a, b, c) -> replace((String) a, (String) b, (String) c));
        to.ternary("translate(text,text,text)", (a, b, c) -> translate((String) a, (String) b, (String) c));
        for (String name : List.of("position", "strpos")) {
            to.binary(name + "(text,text)", (a, b) -> position((String) a, (String) b));
        }
        to.binary("starts_with(text,text)", (a, b) -> ((String) a).startsWith((String) b));
        to.ternary("split_part(text,text,int4)", (a, b, c) -> splitPart((String) a, (String) b, (int) c));
        to.ternary(
                "overlay(text,text,int4)",
                (a, b, c) -> overlay((String) a, (String) b, (int) c, Characters.count((String) b)));
        to.variadic("overlay(text,text,int4,int4)", a -> overlay((String) a[0], (String) a[1], (int) a[2], (int) a[3]));
        to.bound("chr(int4)", site -> {
            boolean modern = site.session().since(15);
            return (Body.Unary) a -> chr((int) a, modern);
        });
        to.unary("ascii(text)", a -> ((String) a).isEmpty() ? 0 : ((String) a).codePointAt(0));
        registerPadding(to);
    }

    private static void registerLengths(FunctionRegistry.Registrar to) {
        for (String name : List.of("length", "char_length", "character_length")) {
            to.unary(name + "(text)", a -> Characters.count((String) a));
            to.unary(name + "(bpchar)", a -> Characters.count(BpcharSemantics.trimmed((String) a)));
        }
        to.unary("textlen(text)", a -> Characters.count((String) a));
        to.unary("octet_length(text)", a -> Characters.utf8Length((String) a));
        to.unary("octet_length(bpchar)", a -> Characters.utf8Length((String) a));
        to.unary("bit_length(text)", a -> IntegerArithmetic.integer(8L * Characters.utf8Length((String) a)));
    }

    private static void registerPadding(FunctionRegistry.Registrar to) {
        to.binary("lpad(text,int4)", (a, b) -> pad((String) a, (int) b, " ", true));
        to.binary("rpad(text,int4)", (a, b) -> pad((String) a, (int) b, " ", false));
        to.ternary("lpad(text,int4,text)", (a, b, c) -> pad((String) a, (int) b, (String) c, true));
        to.ternary("rpad(text,int4,text)", (a, b, c) -> pad((String) a, (int) b, (String) c, false));
        to.unary("btrim(text)", a -> trim((String) a, " ", true, true));
        to.unary("ltrim(text)", a -> trim((String) a, " ", true, false));
        to.unary("rtrim(text)", a -> trim((String) a, " ", false, true));
        to.binary("btrim(text,text)", (a, b) -> trim((String) a, (String) b, true, true));
        to.binary("ltrim(text,text)", (a, b) -> trim((String) a, (String) b, true, false));
        to.binary("rtrim(text,text)", (a, b) -> trim((String) a, (String) b, false, true));
    }

    private static String concatenated(String a, String b) {
        Characters.checkComputed((long) a.length() + b.length());
        return a.concat(b);
    }

    private static String left(String text, int count) {
        int characters = count >= 0 ? count : Characters.count(text) + count;
        return text.substring(0, Characters.index(text, characters));
    }

    private static String right(String text, int count) {
        // PostgreSQL negates the count, which overflows for the least one and then takes nothing away.
        int skipped = count < 0 ? -count : Characters.count(text) - count;
        return count == Integer.MIN_VALUE ? "" : text.substring(Characters.index(text, skipped));
    }

    private static String repeat(String text, int count) {
        if (count <= 0 || text.isEmpty()) {
            return "";
        }
        Characters.checkAllocation((long) Characters.utf8Length(text) * count);
        return text.repeat(count);
    }

    private static String replace(String text, String from, String to) {
        if (from.isEmpty()) {
            return text;
        }
        long most = text.length() + (long) (text.length() / from.length()) * (to.length() - from.length());
        if (most > Characters.LARGEST_COMPUTED_BYTES) {
            Characters.checkComputed(text.length() + (long) occurrences(text, from) * (to.length() - from.length()));
        }
        return text.replace(from, to);
    }

    private static int occurrences(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static String translate(String text, String from, String to) {
        int[] source = from.codePoints().toArray();
        int[] target = to.codePoints().toArray();
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int found = 0;
            while (found < source.length && source[found] != c) {
                found++;
            }
            if (found == source.length) {
                out.appendCodePoint(c);
            } else if (found < target.length) {
                out.appendCodePoint(target[found]);
            }
        });
        return out.toString();
    }

    private static int position(String text, String part) {
        int found = text.indexOf(part);
        return found < 0 ? 0 : text.codePointCount(0, found) + 1;
    }

    private static String splitPart(String text, String separator, int field) {
        if (field == 0) {
            throw SqlError.invalidParameter("field position must not be zero");
        }
        if (text.isEmpty() || separator.isEmpty() || !text.contains(separator)) {
            return field == 1 || field == -1 ? text : "";
        }
        int wanted = field;
        if (field < 0) {
            int fields = 1;
            for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + separator.length())) {
                fields++;
            }
            wanted = field + fields + 1;
            if (wanted <= 0) {
                return "";
            }
        }
        int start = 0;
        int end = text.indexOf(separator);
        for (; wanted > 1 && end >= 0; wanted--) {
            start = end + separator.length();
            end = text.indexOf(separator, start);
        }
        if (wanted > 1) {
            return "";
        }
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }

    private static String overlay(String text, String replacement, int start, int length) {
        if (start <= 0) {
            throw Characters.negativeLength();
        }
        long behind = (long) start + length;
        if (behind != (int) behind) {
            throw SqlError.outOfRange("integer");
        }
        return Characters.substring(text, 1, start - 1) + replacement + Characters.substring(text, (int) behind);
    }

    private static String chr(int code, boolean modern) {
        if (code < 0 && !modern) {
            throw new SqlError("54000", "requested character too large for encoding: " + code);
        }
        if (code < 0) {
            throw SqlError.invalidParameter("character number must be positive");
        }
        if (code == 0) {
            throw new SqlError("54000", "null character not permitted");
        }
        if (code > Character.MAX_CODE_POINT) {
            throw new SqlError("54000", "requested character too large for encoding: " + code);
        }
        if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            throw new SqlError("54000", "requested character not valid for encoding: " + code);
        }
        return Character.toString(code);
    }

    private static String pad(String text, int length, String fill, boolean before) {
        int own = Characters.count(text);
        int wanted = Math.max(length, 0);
        int kept = Math.min(own, wanted);
        if (fill.isEmpty()) {
            wanted = kept;
        }
        Characters.checkAllocation(4L * wanted);
        String body = text.substring(0, Characters.index(text, kept));
        int[] filling = fill.codePoints().toArray();
        var out = new StringBuilder(body.length() + wanted - kept);
        if (!before) {
            out.append(body);
        }
        for (int i = 0; i < wanted - kept; i++) {
            out.appendCodePoint(filling[i % filling.length]);
        }
        return before ? out.append(body).toString() : out.toString();
    }

    private static String trim(String text, String set, boolean before, boolean behind) {
        int start = 0;
        int end = text.length();
        while (before && start < end && set.indexOf(text.codePointAt(start)) >= 0) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (behind && end > start && set.indexOf(text.codePointBefore(end)) >= 0) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /** The bytes of a text in the database's encoding, which is always UTF-8 here. */
    static byte[] bytes(Object text) {
        return PgChars.utf8((String) text);
    }
}
