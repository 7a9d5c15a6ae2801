package dev.tideline.engine.value;

/** A type of which only the text is known: {@link String}, see {@link OpaqueTypes}. */
final class OpaqueSemantics extends IncomparableSemantics {

    @Override
    public String toText(Object value, SessionSettings session) {
        return (String) value;
    }

    /** Takes what PostgreSQL has printed, and nothing else. */
    @Override
    public Object fromText(String text, SessionSettings session) {
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
