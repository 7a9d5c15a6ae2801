package dev.tideline.engine.value;

/** json: the text itself. It has neither an order nor an equality. */
final class JsonSemantics extends IncomparableSemantics {

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
        out.writeText((String) value);
    }

    @Override
    public Object read(ByteReader in) {
        return in.readText();
    }
}
