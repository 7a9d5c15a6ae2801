package dev.tideline.engine.value;

/** inet and cidr: {@link PgInet}. They differ in what they read and in whether they show the prefix of a single host. */
final class InetSemantics extends BaseSemantics {

    private final boolean cidr;

    InetSemantics(boolean cidr) {
        this.cidr = cidr;
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        return InetText.print((PgInet) value, cidr);
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        var value = InetParser.parse(text, cidr);
        if (value == null) {
            throw SqlError.invalidInput(cidr ? "cidr" : "inet", text);
        }
        if (cidr && !value.isNetwork()) {
            throw new SqlError("22P02", "invalid cidr value: \"" + text + "\"");
        }
        return value;
    }

    @Override
    public void write(Object value, ByteWriter out) {
        var inet = (PgInet) value;
        out.writeByte(inet.address().length).writeByte(inet.bits()).write(inet.address());
    }

    @Override
    public Object read(ByteReader in) {
        int length = in.readByte();
        int bits = in.readByte();
        return new PgInet(in.read(length), bits);
    }

    /** The network's bits, padded with zeros, decide before the length of the prefix does. */
    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        var inet = (PgInet) value;
        out.writeByte(inet.address().length)
                .write(inet.network(inet.bits()).address())
                .writeByte(inet.bits())
                .write(inet.address());
    }

    @Override
    public int compare(Object left, Object right) {
        return ((PgInet) left).compareTo((PgInet) right);
    }
}
