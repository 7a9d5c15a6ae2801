package dev.tideline.engine.function;

import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.SqlError;
import java.text.Normalizer;

/** Unicode's normal forms, its escapes, and case folding. */
final class UnicodeText {

    private UnicodeText() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("normalize(text,text)", (a, b) -> Normalizer.normalize(known((String) a), form((String) b)));
        to.binary("is_normalized(text,text)", (a, b) -> {
            var form = form((String) b);
            return Normalizer.isNormalized(known((String) a), form);
        });
        to.unary("unistr(text)", a -> new Escapes((String) a).decoded());
        to.bound("casefold(text)", site -> {
            if (site.collation() == null || !site.collation().asciiCase()) {
                throw new UnsupportedCallException(
                        "casefold is supported under the collation \"C\" only: what folds elsewhere depends on the server");
            }
            return (Body.Unary) a -> PgChars.toLower((String) a);
        });
    }

    private static Normalizer.Form form(String name) {
        return switch (PgChars.toLower(name)) {
            case "nfc" -> Normalizer.Form.NFC;
            case "nfd" -> Normalizer.Form.NFD;
            case "nfkc" -> Normalizer.Form.NFKC;
            case "nfkd" -> Normalizer.Form.NFKD;
            default -> throw SqlError.invalidParameter("invalid normalization form: " + name);
        };
    }

    /** Characters keep their normal forms through all versions of Unicode, but what this one does not know may have some. */
    private static String known(String text) {
        text.codePoints().forEach(c -> {
            if (Character.getType(c) == Character.UNASSIGNED) {
                throw SqlError.notSupported("the normal form of the character U+"
                        + Integer.toHexString(c).toUpperCase() + " is not known");
            }
        });
        return text;
    }

    /** A text with escapes, being decoded. */
    private static final class Escapes {

        private final String text;
        private final StringBuilder out = new StringBuilder();
        private int at;
        private int firstOfPair;

        Escapes(String text) {
            this.text = text;
        }

        String decoded() {
            while (at < text.length()) {
                if (text.charAt(at) != '\\') {
                    checkNoPair();
                    out.append(text.charAt(at++));
                } else if (text.startsWith("\\\\", at)) {
                    checkNoPair();
                    out.append('\\');
                    at += 2;
                } else if (!(escape("", 4) || escape("u", 4) || escape("+", 6) || escape("U", 8))) {
                    throw new SqlError("42601", "invalid Unicode escape");
                }
            }
            checkNoPair();
            return out.toString();
        }

        private void checkNoPair() {
            if (firstOfPair != 0) {
                throw new SqlError("42601", "invalid Unicode surrogate pair");
            }
        }

        private boolean escape(String mark, int digits) {
            int start = at + 1 + mark.length();
            if (!text.startsWith(mark, at + 1) || start + digits > text.length()) {
                return false;
            }
            long code = 0;
            for (int i = start; i < start + digits; i++) {
                int digit = PgChars.hexDigit(text.charAt(i));
                if (digit < 0) {
                    return false;
                }
                code = code * 16 + digit;
            }
            at = start + digits;
            append(code);
            return true;
        }

        private void append(long code) {
            if (code == 0 || code > Character.MAX_CODE_POINT) {
                throw SqlError.invalidParameter(String.format("invalid Unicode code point: %04X", code));
            }
            int c = (int) code;
            boolean first = c >= Character.MIN_HIGH_SURROGATE && c <= Character.MAX_HIGH_SURROGATE;
            boolean second = c >= Character.MIN_LOW_SURROGATE && c <= Character.MAX_LOW_SURROGATE;
            if (firstOfPair == 0 ? second : !second) {
                throw new SqlError("42601", "invalid Unicode surrogate pair");
            }
            if (first) {
                firstOfPair = c;
            } else if (second) {
                out.append((char) firstOfPair).append((char) c);
                firstOfPair = 0;
            } else {
                out.appendCodePoint(c);
            }
        }
    }
}
