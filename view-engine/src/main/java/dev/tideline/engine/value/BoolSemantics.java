package dev.tideline.engine.value;

import java.util.Locale;

/** bool: {@link Boolean}, false below true. */
final class BoolSemantics extends BaseSemantics {

    @Override
    public String toText(Object value, SessionSettings session) {
        return (boolean) value ? "t" : "f";
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        String word = PgChars.trim(text).toLowerCase(Locale.ROOT);
        if (!word.isEmpty()) {
            if ("true".startsWith(word) || "yes".startsWith(word) || word.equals("on") || word.equals("1")) {
                return true;
            }
            boolean off = word.length() >= 2 && "off".startsWith(word);
            if ("false".startsWith(word) || "no".startsWith(word) || off || word.equals("0")) {
                return false;
            }
        }
        throw SqlError.invalidInput("boolean", text);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        out.writeByte((boolean) value ? 1 : 0);
    }

    @Override
    public Object read(ByteReader in) {
        return in.readByte() != 0;
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        write(value, out);
    }

    @Override
    public int compare(Object left, Object right) {
        return Boolean.compare((boolean) left, (boolean) right);
    }
}
