package dev.tideline.engine.value;

/**
 * tsquery: {@link PgTsQuery}. PostgreSQL's equality tells apart {@code a & (b & c)} and {@code (a & b) & c}, which it sends and shows by the
 * same text, so that values of it can be kept, shown and matched, but not compared.
 */
final class TsQuerySemantics extends IncomparableSemantics {

    @Override
    public String toText(Object value, SessionSettings session) {
        return value.toString();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return TsQueryParser.read(text, session);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        out.writeText(value.toString());
    }

    @Override
    public Object read(ByteReader in) {
        return PgTsQuery.printed(in.readText());
    }
}
