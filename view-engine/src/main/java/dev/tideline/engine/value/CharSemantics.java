package dev.tideline.engine.value;

/** {@code "char"}: a single byte, as an {@link Integer} from 0 to 255. */
public final class CharSemantics extends BaseSemantics {

    private static final int ASCII = 0x80;

    @Override
    public String toText(Object value, SessionSettings session) {
        return text((int) value);
    }

    /** Nothing for the zero byte; a byte that is no ASCII character by its octal digits. */
    public static String text(int value) {
        if (value >= ASCII) {
            return "\\" + Integer.toOctalString(value);
        }
        return value == 0 ? "" : String.valueOf((char) value);
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return parse(text, session);
    }

    /** The first byte of a text; octal digits behind a backslash count from version 16 on. */
    public static int parse(String text, SessionSettings session) {
        if (session.since(16) && text.matches("\\\\[0-7]{3}")) {
            return Integer.parseInt(text.substring(1), 8) & 0xFF;
        }
        return text.isEmpty() ? 0 : PgChars.utf8(text.substring(0, text.offsetByCodePoints(0, 1)))[0] & 0xFF;
    }

    @Override
    public void write(Object value, ByteWriter out) {
        out.writeByte((int) value);
    }

    @Override
    public Object read(ByteReader in) {
        return in.readByte() & 0xFF;
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        out.writeByte((int) value);
    }

    @Override
    public int compare(Object left, Object right) {
        return Integer.compare((int) left, (int) right);
    }
}
