package dev.tideline.engine.value;

/** jsonpath: {@link JsonPath}, which like json can be kept but not compared. */
final class JsonPathSemantics extends IncomparableSemantics {

    @Override
    public String toText(Object value, SessionSettings session) {
        return value.toString();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return JsonPathParser.parse(text, session);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        out.writeText(((JsonPath) value).faithful());
    }

    @Override
    public Object read(ByteReader in) {
        return JsonPathParser.parse(in.readText(), SessionSettings.UTC);
    }
}
