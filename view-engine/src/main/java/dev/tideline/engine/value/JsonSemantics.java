package dev.tideline.engine.value;

/** json: the text itself. It has neither an order nor an equality. */
final class JsonSemantics extends BaseSemantics {

    @Override
    public String toText(Object value, SessionSettings session) {
        return (String) value;
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        JsonParser.validate(text);
        return text;
    }

    @Override
    public void write(Object value, ByteWriter out) {
        byte[] bytes = PgChars.utf8((String) value);
        out.writeVarLong(bytes.length).write(bytes);
    }

    @Override
    public Object read(ByteReader in) {
        return PgChars.fromUtf8(in.read((int) in.readVarLong()));
    }

    @Override
    public boolean identitySafe() {
        return false;
    }

    @Override
    public boolean ordered() {
        return false;
    }

    @Override
    public boolean hashable() {
        return false;
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        throw new IllegalStateException("json has no order");
    }

    @Override
    public int compare(Object left, Object right) {
        throw new IllegalStateException("json has no order");
    }
}
