package dev.tideline.engine.value;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** bytea: {@link Bytes}; printed in hex, read in hex or in the older escape form. */
public final class ByteaSemantics extends BaseSemantics {

    @Override
    public String toText(Object value, SessionSettings session) {
        return "\\x" + HexFormat.of().formatHex(((Bytes) value).array());
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return new Bytes(text.startsWith("\\x") ? decodeHex(text, 2) : decodeEscapes(text));
    }

    /** Pairs of hexadecimal digits; white space may stand between pairs. */
    public static byte[] decodeHex(String text, int from) {
        var out = new ByteArrayOutputStream((text.length() - from) / 2);
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                at++;
                continue;
            }
            int high = hexDigit(text, at);
            if (at + 1 == text.length()) {
                throw SqlError.invalidParameter("invalid hexadecimal data: odd number of digits");
            }
            out.write(high << 4 | hexDigit(text, at + 1));
            at += 2;
        }
        return out.toByteArray();
    }

    private static int hexDigit(String text, int at) {
        int digit = PgChars.hexDigit(text.charAt(at));
        if (digit < 0) {
            throw SqlError.invalidParameter(
                    "invalid hexadecimal digit: \"" + Character.toString(text.codePointAt(at)) + "\"");
        }
        return digit;
    }

    private static byte[] decodeEscapes(String text) {
        byte[] source = PgChars.utf8(text);
        var out = new ByteArrayOutputStream(source.length);
        for (int i = 0; i < source.length; i++) {
            if (source[i] != '\\') {
                out.write(source[i]);
            } else if (i + 1 < source.length && source[i + 1] == '\\') {
                out.write('\\');
                i++;
            } else if (isOctal(source, i + 1)) {
                out.write((source[i + 1] - '0') << 6 | (source[i + 2] - '0') << 3 | source[i + 3] - '0');
                i += 3;
            } else {
                throw new SqlError("22P02", "invalid input syntax for type bytea");
            }
        }
        return out.toByteArray();
    }

    private static boolean isOctal(byte[] source, int at) {
        return at + 2 < source.length
                && source[at] >= '0'
                && source[at] <= '3'
                && source[at + 1] >= '0'
                && source[at + 1] <= '7'
                && source[at + 2] >= '0'
                && source[at + 2] <= '7';
    }

    @Override
    public void write(Object value, ByteWriter out) {
        byte[] bytes = ((Bytes) value).array();
        out.writeVarLong(bytes.length).write(bytes);
    }

    @Override
    public Object read(ByteReader in) {
        return new Bytes(in.read((int) in.readVarLong()));
    }

    /** A zero is followed by 0xFF; two zeros end the value. */
    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        for (byte b : ((Bytes) value).array()) {
            out.writeByte(b);
            if (b == 0) {
                out.writeByte(0xFF);
            }
        }
        out.writeShort(0);
    }

    @Override
    public int compare(Object left, Object right) {
        return ((Bytes) left).compareTo((Bytes) right);
    }
}
