package dev.tideline.engine.value;

import dev.tideline.engine.value.PgRange.Bound;

/** A range type: {@link PgRange}. What holds for the values of its bounds' type holds for it. */
public final class RangeSemantics implements TypeSemantics {

    private static final int INFINITE_LOWER = 0;
    private static final int FINITE = 1;
    private static final int INFINITE_UPPER = 2;

    private final TypeSemantics element;
    private final Ranges ranges;

    RangeSemantics(Ranges ranges) {
        this.ranges = ranges;
        this.element = ranges.element();
    }

    /** The operations of this type. */
    public Ranges ranges() {
        return ranges;
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        return RangeText.print((PgRange) value, element, session);
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return new RangeText(text).parse(ranges, session);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        var range = (PgRange) value;
        var lower = range.lower();
        var upper = range.upper();
        out.writeByte((range.isEmpty() ? 1 : 0)
                | (lower.inclusive() ? 2 : 0)
                | (upper.inclusive() ? 4 : 0)
                | (lower.infinite() ? 8 : 0)
                | (upper.infinite() ? 16 : 0));
        if (!lower.infinite()) {
            element.write(lower.value(), out);
        }
        if (!upper.infinite()) {
            element.write(upper.value(), out);
        }
    }

    @Override
    public Object read(ByteReader in) {
        int flags = in.readByte();
        if ((flags & 1) != 0) {
            return PgRange.EMPTY;
        }
        var lower = (flags & 8) != 0 ? null : element.read(in);
        var upper = (flags & 16) != 0 ? null : element.read(in);
        return new PgRange(new Bound(lower, (flags & 2) != 0, true), new Bound(upper, (flags & 4) != 0, false));
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        var range = (PgRange) value;
        out.writeByte(range.isEmpty() ? 0 : 1);
        if (range.isEmpty()) {
            return;
        }
        var lower = range.lower();
        out.writeByte(lower.infinite() ? INFINITE_LOWER : FINITE);
        if (!lower.infinite()) {
            element.writeOrdered(lower.value(), out);
            out.writeByte(lower.inclusive() ? 0 : 1);
        }
        var upper = range.upper();
        out.writeByte(upper.infinite() ? INFINITE_UPPER : FINITE);
        if (!upper.infinite()) {
            element.writeOrdered(upper.value(), out);
            out.writeByte(upper.inclusive() ? 1 : 0);
        }
    }

    @Override
    public Object representative(Object value) {
        var range = (PgRange) value;
        return identitySafe() || range.isEmpty()
                ? range
                : new PgRange(representative(range.lower()), representative(range.upper()));
    }

    private Bound representative(Bound bound) {
        return bound.infinite()
                ? bound
                : new Bound(element.representative(bound.value()), bound.inclusive(), bound.lower());
    }

    @Override
    public boolean identitySafe() {
        return element.identitySafe();
    }

    @Override
    public boolean ordered() {
        return element.ordered();
    }

    @Override
    public boolean hashable() {
        return element.hashable();
    }

    @Override
    public int compare(Object left, Object right) {
        return ranges.compare((PgRange) left, (PgRange) right);
    }
}
