package dev.tideline.engine.value;

import dev.tideline.engine.type.Collation;

/** text, varchar, name and unknown: {@link String}, ordered only where the collation's order is that of the bytes. */
public final class TextSemantics extends BaseSemantics {

    private final boolean bytewise;
    private final boolean deterministic;
    private final boolean name;

    private TextSemantics(boolean bytewise, boolean deterministic, boolean name) {
        this.bytewise = bytewise;
        this.deterministic = deterministic;
        this.name = name;
    }

    static TextSemantics text(Collation collation) {
        return new TextSemantics(collation.bytewise(), collation.deterministic(), false);
    }

    static TextSemantics name() {
        return new TextSemantics(true, true, true);
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        return (String) value;
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return name ? truncatedName(text) : text;
    }

    /** A name of 63 bytes at most, cut between characters. */
    public static String truncatedName(String text) {
        if (text.length() * 3 < 64) {
            return text;
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes > 63) {
                return text.substring(0, i);
            }
            i += Character.charCount(c);
        }
        return text;
    }

    @Override
    public void write(Object value, ByteWriter out) {
        out.writeText((String) value);
    }

    @Override
    public Object read(ByteReader in) {
        return in.readText();
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        requireOrdered();
        writeTerminated((String) value, out);
    }

    /** The bytes and a zero, which no text of PostgreSQL contains. */
    static void writeTerminated(String text, ByteWriter out) {
        out.write(PgChars.utf8(text)).writeByte(0);
    }

    @Override
    public boolean identitySafe() {
        return deterministic;
    }

    @Override
    public boolean ordered() {
        return bytewise;
    }

    @Override
    public boolean hashable() {
        return deterministic;
    }

    @Override
    public int compare(Object left, Object right) {
        requireOrdered();
        return PgChars.compareBytewise((String) left, (String) right);
    }

    private void requireOrdered() {
        if (!bytewise) {
            throw new IllegalStateException("text under this collation has no order that we reproduce");
        }
    }
}
