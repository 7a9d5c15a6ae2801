package dev.tideline.engine.value;

/** bit and varbit: {@link PgBits}. The length of bit(n) is the business of its casts. */
final class BitSemantics extends BaseSemantics {

    @Override
    public String toText(Object value, SessionSettings session) {
        return ((PgBits) value).digits();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        boolean hexadecimal = text.startsWith("x") || text.startsWith("X");
        boolean marked = hexadecimal || text.startsWith("b") || text.startsWith("B");
        var digits = new StringBuilder();
        for (int i = marked ? 1 : 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            int digit = PgChars.hexDigit(c);
            if (digit < 0 || !hexadecimal && digit > 1) {
                throw new SqlError(
                        "22P02",
                        "\"" + Character.toString(c) + "\" is not a valid " + (hexadecimal ? "hexadecimal" : "binary")
                                + " digit");
            }
            for (int bit = hexadecimal ? 3 : 0; bit >= 0; bit--) {
                digits.append(digit >> bit & 1);
            }
        }
        return new PgBits(digits.toString());
    }

    @Override
    public void write(Object value, ByteWriter out) {
        var digits = ((PgBits) value).digits();
        out.writeVarLong(digits.length());
        for (int i = 0; i < digits.length(); i += 8) {
            int octet = 0;
            for (int j = i; j < i + 8; j++) {
                octet = octet << 1 | (j < digits.length() ? digits.charAt(j) - '0' : 0);
            }
            out.writeByte(octet);
        }
    }

    @Override
    public Object read(ByteReader in) {
        int length = (int) in.readVarLong();
        var digits = new StringBuilder(length);
        int octet = 0;
        for (int i = 0; i < length; i++) {
            octet = i % 8 == 0 ? in.readByte() : octet << 1;
            digits.append(octet >> 7 & 1);
        }
        return new PgBits(digits.toString());
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        TextSemantics.writeTerminated(((PgBits) value).digits(), out);
    }

    @Override
    public int compare(Object left, Object right) {
        return ((PgBits) left).compareTo((PgBits) right);
    }
}
