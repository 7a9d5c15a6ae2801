package dev.tideline.engine.function;

import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.SqlError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * convert, convert_from and convert_to between UTF8 and LATIN1; other encodings are refused, since a conversion's tables are the server's.
 */
final class TextConversions {

    private enum Encoding {
        UTF8,
        LATIN1
    }

    private TextConversions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.bound("convert_from(bytea,name)", site -> {
            refuseOthers(site);
            return (Body.Binary) (a, b) -> decoded(((Bytes) a).array(), encoding((String) b, "source"));
        });
        to.bound("convert_to(text,name)", site -> {
            refuseOthers(site);
            return (Body.Binary) (a, b) -> new Bytes(encoded((String) a, encoding((String) b, "destination")));
        });
        to.bound("convert(bytea,name,name)", site -> {
            refuseOthers(site);
            return (Body.Ternary) (a, b, c) -> {
                var source = encoding((String) b, "source");
                var destination = encoding((String) c, "destination");
                return new Bytes(encoded(decoded(((Bytes) a).array(), source), destination));
            };
        });
        to.bound("length(bytea,name)", site -> {
            refuseOthers(site);
            return (Body.Binary) (a, b) -> Characters.count(decoded(((Bytes) a).array(), encoding((String) b, null)));
        });
    }

    /** Refuses a call whose encoding is known beforehand, and not one of ours. */
    private static void refuseOthers(CallSite site) {
        for (int i = 1; i < site.arguments().size(); i++) {
            if (site.constants().get(i) instanceof String name) {
                try {
                    encoding(name, null);
                } catch (SqlError e) {
                    if (e.sqlState().equals("0A000")) {
                        throw new UnsupportedCallException(e.getMessage());
                    }
                }
            }
        }
    }

    private static Encoding encoding(String name, String role) {
        String key = PgChars.toLower(name).replaceAll("[^a-z0-9]", "");
        return switch (key) {
            case "utf8", "unicode" -> Encoding.UTF8;
            case "latin1", "iso88591" -> Encoding.LATIN1;
            default -> {
                if (key.toLowerCase(Locale.ROOT).isEmpty() || EncodingNames.unknown(key)) {
                    throw SqlError.invalidParameter(
                            role == null
                                    ? "invalid encoding name \"" + name + "\""
                                    : "invalid " + role + " encoding name \"" + name + "\"");
                }
                throw SqlError.notSupported("the encoding \"" + name + "\" is not supported: only UTF8 and LATIN1 are");
            }
        };
    }

    private static String decoded(byte[] bytes, Encoding encoding) {
        if (encoding == Encoding.LATIN1) {
            for (byte b : bytes) {
                if (b == 0) {
                    throw invalid(bytes, 0, 0, "LATIN1");
                }
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        for (int at = 0; at < bytes.length; ) {
            int length = length(bytes[at]);
            if (!isCharacter(bytes, at, length)) {
                throw invalid(bytes, at, Math.min(length, bytes.length - at), "UTF8");
            }
            at += length;
        }
        return PgChars.fromUtf8(bytes);
    }

    private static int length(byte first) {
        int c = first & 0xff;
        if ((c & 0x80) == 0) {
            return 1;
        } else if ((c & 0xe0) == 0xc0) {
            return 2;
        } else if ((c & 0xf0) == 0xe0) {
            return 3;
        }
        return (c & 0xf8) == 0xf0 ? 4 : 1;
    }

    private static boolean isCharacter(byte[] bytes, int at, int length) {
        int first = bytes[at] & 0xff;
        if (length == 1) {
            return first > 0 && first < 0x80;
        }
        if (at + length > bytes.length) {
            return false;
        }
        for (int i = at + 1; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return false;
            }
        }
        int second = bytes[at + 1] & 0xff;
        return switch (first) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second <= 0x9f;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second <= 0x8f;
            default -> first >= 0xc2 && first <= 0xf4;
        };
    }

    private static SqlError invalid(byte[] bytes, int at, int length, String encoding) {
        var shown = length == 0 ? new byte[] {0} : Arrays.copyOfRange(bytes, at, at + length);
        return new SqlError("22021", "invalid byte sequence for encoding \"" + encoding + "\": " + hexadecimal(shown));
    }

    private static String hexadecimal(byte[] bytes) {
        var text = new StringBuilder();
        for (byte b : bytes) {
            text.append(text.isEmpty() ? "" : " ").append(String.format("0x%02x", b));
        }
        return text.toString();
    }

    private static byte[] encoded(String text, Encoding encoding) {
        if (encoding == Encoding.UTF8) {
            return PgChars.utf8(text);
        }
        text.codePoints().filter(c -> c > 0xff).findFirst().ifPresent(c -> {
            throw new SqlError(
                    "22P05",
                    "character with byte sequence " + hexadecimal(PgChars.utf8(Character.toString(c)))
                            + " in encoding \"UTF8\" has no equivalent in encoding \"LATIN1\"");
        });
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
