package dev.tideline.engine.value;

import java.util.ArrayList;

/** A multirange type: {@link PgMultirange}, in the order of its ranges, a shorter one first. */
public final class MultirangeSemantics implements TypeSemantics {

    private final RangeSemantics range;
    private final Multiranges multiranges;

    MultirangeSemantics(RangeSemantics range) {
        this.range = range;
        this.multiranges = new Multiranges(range.ranges());
    }

    /** The operations of this type. */
    public Multiranges multiranges() {
        return multiranges;
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        var text = new StringBuilder("{");
        for (var each : ((PgMultirange) value).ranges()) {
            text.append(text.length() == 1 ? "" : ",").append(range.toText(each, session));
        }
        return text.append('}').toString();
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return multiranges.of(new MultirangeText(text).parse(range, session));
    }

    @Override
    public void write(Object value, ByteWriter out) {
        var ranges = ((PgMultirange) value).ranges();
        out.writeVarLong(ranges.size());
        ranges.forEach(each -> range.write(each, out));
    }

    @Override
    public Object read(ByteReader in) {
        var ranges = new ArrayList<PgRange>();
        for (long i = in.readVarLong(); i > 0; i--) {
            ranges.add((PgRange) range.read(in));
        }
        return new PgMultirange(ranges);
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        for (var each : ((PgMultirange) value).ranges()) {
            out.writeByte(1);
            range.writeOrdered(each, out);
        }
        out.writeByte(0);
    }

    @Override
    public Object representative(Object value) {
        return identitySafe()
                ? value
                : new PgMultirange(((PgMultirange) value)
                        .ranges().stream()
                                .map(each -> (PgRange) range.representative(each))
                                .toList());
    }

    @Override
    public boolean identitySafe() {
        return range.identitySafe();
    }

    @Override
    public boolean ordered() {
        return range.ordered();
    }

    @Override
    public boolean hashable() {
        return range.hashable();
    }

    @Override
    public int compare(Object left, Object right) {
        return multiranges.compare((PgMultirange) left, (PgMultirange) right);
    }
}
