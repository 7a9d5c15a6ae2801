package dev.tideline.engine.value;

import dev.tideline.engine.type.Collation;

/** jsonpath: {@link JsonPath}, which like json can be kept but not compared. */
final class JsonPathSemantics extends BaseSemantics {

    private static final TypeSemantics TEXT = TextSemantics.text(Collation.C);

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
        TEXT.write(((JsonPath) value).faithful(), out);
    }

    @Override
    public Object read(ByteReader in) {
        return JsonPathParser.parse((String) TEXT.read(in), SessionSettings.UTC);
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        throw new IllegalStateException("jsonpath has no order");
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
    public int compare(Object left, Object right) {
        throw new IllegalStateException("jsonpath has no order");
    }
}
