package dev.tideline.engine.function;

import dev.tideline.engine.type.Collation;
import dev.tideline.engine.value.PgChars;
import java.util.function.UnaryOperator;

/** lower, upper and initcap: of ASCII letters under C, elsewhere only by the source's own {@link CaseMapping}. */
final class LetterCase {

    private LetterCase() {}

    static void register(FunctionRegistry.Registrar to) {
        to.bound("lower(text)", site -> {
            var lower = lower(site);
            return (Body.Unary) a -> lower.apply((String) a);
        });
        to.bound("upper(text)", site -> {
            var upper = upper(site);
            return (Body.Unary) a -> upper.apply((String) a);
        });
        to.bound("initcap(text)", site -> {
            if (isAscii(site.collation())) {
                return (Body.Unary) a -> capitalized((String) a);
            }
            var mapping = mapping(site);
            mapping.classes(); // known before the first row comes
            return (Body.Unary) a -> capitalized((String) a, mapping);
        });
    }

    private static boolean isAscii(Collation collation) {
        return collation != null && collation.asciiCase();
    }

    /** How texts are made lower case for the call, for ILIKE, too. */
    static UnaryOperator<String> lower(CallSite site) {
        if (isAscii(site.collation())) {
            return PgChars::toLower;
        }
        var mapping = mapping(site);
        return text -> mapped(text, mapping::toLower);
    }

    private static UnaryOperator<String> upper(CallSite site) {
        if (isAscii(site.collation())) {
            return LetterCase::asciiUpper;
        }
        var mapping = mapping(site);
        return text -> mapped(text, mapping::toUpper);
    }

    private static CaseMapping mapping(CallSite site) {
        if (site.caseMapping() == null) {
            throw new UnsupportedCallException(
                    "upper and lower case are unknown under this collation: use COLLATE \"C\", or none if ASCII letters suffice");
        }
        return site.caseMapping();
    }

    private static String mapped(String text, java.util.function.IntUnaryOperator mapping) {
        var out = new StringBuilder(text.length());
        text.codePoints().map(mapping).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static String asciiUpper(String text) {
        var out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c >= 'a' && c <= 'z') {
                out.setCharAt(i, (char) (c - 32));
            }
        }
        return out.toString();
    }

    static String capitalized(String text, CaseMapping mapping) {
        var out = new StringBuilder(text.length());
        boolean inside = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            int mapped = inside ? mapping.toLower(c) : mapping.toInitial(c);
            out.appendCodePoint(mapped);
            inside = mapping.isLetterOrDigit(mapped);
        }
        return out.toString();
    }

    private static String capitalized(String text) {
        var out = new StringBuilder(text);
        boolean inside = false;
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (inside) {
                out.setCharAt(i, PgChars.toLower(c));
            } else if (c >= 'a' && c <= 'z') {
                out.setCharAt(i, (char) (c - 32));
            }
            inside = PgChars.isAlpha(c) || PgChars.isDigit(c);
        }
        return out.toString();
    }
}
