package dev.tideline.engine.value;

import dev.tideline.engine.type.Collation;

/** char(n): {@link String} with its padding, which counts for identity but not for {@code =} and the order. */
public final class BpcharSemantics extends BaseSemantics {

    private final TextSemantics text;

    BpcharSemantics(Collation collation) {
        this.text = TextSemantics.text(collation);
    }

    /** Without spaces at the end. */
    public static String trimmed(String value) {
        int end = value.length();
        while (end > 0 && value.charAt(end - 1) == ' ') {
            end--;
        }
        return value.substring(0, end);
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        return (String) value;
    }

    @Override
    public Object fromText(String value, SessionSettings session) {
        return value;
    }

    @Override
    public void write(Object value, ByteWriter out) {
        text.write(value, out);
    }

    @Override
    public Object read(ByteReader in) {
        return text.read(in);
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        text.writeOrdered(trimmed((String) value), out);
    }

    @Override
    public Object representative(Object value) {
        return trimmed((String) value);
    }

    @Override
    public boolean identitySafe() {
        return false;
    }

    @Override
    public boolean ordered() {
        return text.ordered();
    }

    @Override
    public boolean hashable() {
        return text.hashable();
    }

    @Override
    public int compare(Object left, Object right) {
        return text.compare(trimmed((String) left), trimmed((String) right));
    }
}
