package dev.tideline.engine.function;

import dev.tideline.engine.value.ByteaSemantics;
import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.SqlError;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** encode and decode. */
final class Encodings {

    private static final int BASE64_LINE = 76;

    private Encodings() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("encode(bytea,text)", (a, b) -> encode(((Bytes) a).array(), (String) b));
        to.binary("decode(text,text)", (a, b) -> new Bytes(decode((String) a, (String) b)));
    }

    private static SqlError unrecognized(String encoding) {
        return SqlError.invalidParameter("unrecognized encoding: \"" + encoding + "\"");
    }

    private static String encode(byte[] bytes, String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "hex" -> HexFormat.of().formatHex(bytes);
            case "base64" -> encodeBase64(bytes);
            case "escape" -> encodeEscape(bytes);
            default -> throw unrecognized(encoding);
        };
    }

    /** PostgreSQL ends every full line, also the last one. */
    private static String encodeBase64(byte[] bytes) {
        String flat = Base64.getEncoder().encodeToString(bytes);
        var out = new StringBuilder(flat.length() + flat.length() / BASE64_LINE + 1);
        for (int i = 0; i < flat.length(); i += BASE64_LINE) {
            int end = Math.min(i + BASE64_LINE, flat.length());
            out.append(flat, i, end);
            boolean padded = end == flat.length() && bytes.length % 3 != 0;
            if (end - i == BASE64_LINE && !padded) {
                out.append('\n');
            }
        }
        return out.toString();
    }

    private static String encodeEscape(byte[] bytes) {
        var out = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (b <= 0) {
                out.append('\\').append((char) ('0' + (b >> 6 & 3)));
                out.append((char) ('0' + (b >> 3 & 7))).append((char) ('0' + (b & 7)));
            } else if (b == '\\') {
                out.append("\\\\");
            } else {
                out.append((char) b);
            }
        }
        return out.toString();
    }

    private static byte[] decode(String text, String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "hex" -> ByteaSemantics.decodeHex(text, 0);
            case "base64" -> decodeBase64(text);
            case "escape" -> decodeEscape(PgChars.utf8(text));
            default -> throw unrecognized(encoding);
        };
    }

    private static byte[] decodeBase64(String text) {
        var out = new ByteArrayOutputStream(text.length());
        int buffer = 0;
        int count = 0;
        int end = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                continue;
            }
            int bits = 0;
            if (c != '=') {
                bits = base64Value(text, i);
            } else if (end == 0) {
                if (count < 2) {
                    throw SqlError.invalidParameter("unexpected \"=\" while decoding base64 sequence");
                }
                end = count - 1;
            }
            buffer = buffer << 6 | bits;
            if (++count == 4) {
                out.write(buffer >> 16);
                if (end == 0 || end > 1) {
                    out.write(buffer >> 8);
                }
                if (end == 0) {
                    out.write(buffer);
                }
                buffer = 0;
                count = 0;
            }
        }
        if (count != 0) {
            throw SqlError.invalidParameter("invalid base64 end sequence");
        }
        return out.toByteArray();
    }

    private static int base64Value(String text, int at) {
        char c = text.charAt(at);
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        } else if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        } else if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        } else if (c == '+') {
            return 62;
        } else if (c == '/') {
            return 63;
        }
        throw SqlError.invalidParameter("invalid symbol \"" + Character.toString(text.codePointAt(at))
                + "\" found while decoding base64 sequence");
    }

    private static byte[] decodeEscape(byte[] source) {
        var out = new ByteArrayOutputStream(source.length);
        for (int i = 0; i < source.length; i++) {
            if (source[i] != '\\') {
                out.write(source[i]);
            } else if (i + 3 < source.length
                    && isOctal(source[i + 1], '3')
                    && isOctal(source[i + 2], '7')
                    && isOctal(source[i + 3], '7')) {
                out.write(source[i + 1] - '0' << 6 | source[i + 2] - '0' << 3 | source[i + 3] - '0');
                i += 3;
            } else if (i + 1 < source.length && source[i + 1] == '\\') {
                out.write('\\');
                i++;
            } else {
                throw new SqlError("22P02", "invalid input syntax for type bytea");
            }
        }
        return out.toByteArray();
    }

    private static boolean isOctal(byte b, char highest) {
        return b >= '0' && b <= highest;
    }
}
