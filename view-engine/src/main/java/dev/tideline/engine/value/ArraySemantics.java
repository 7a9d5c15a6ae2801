package dev.tideline.engine.value;

/** An array of any dimension. Equality and order are those of the elements, then those of the shape. */
final class ArraySemantics implements TypeSemantics {

    private final TypeSemantics element;

    ArraySemantics(TypeSemantics element) {
        this.element = element;
    }

    @Override
    public String toText(Object value, SessionSettings session) {
        return ArrayText.print((PgArray) value, element, session);
    }

    @Override
    public Object fromText(String text, SessionSettings session) {
        return ArrayText.parse(text, element, session);
    }

    @Override
    public void write(Object value, ByteWriter out) {
        var array = (PgArray) value;
        out.writeByte(array.dimensions());
        for (int i = 0; i < array.dimensions(); i++) {
            out.writeVarLong(array.length(i)).writeSignedVarLong(array.lowerBound(i));
        }
        for (var each : array.elements()) {
            out.writeByte(each == null ? 0 : 1);
            if (each != null) {
                element.write(each, out);
            }
        }
    }

    @Override
    public Object read(ByteReader in) {
        int dimensions = in.readByte();
        var lengths = new int[dimensions];
        var lowerBounds = new int[dimensions];
        int size = dimensions == 0 ? 0 : 1;
        for (int i = 0; i < dimensions; i++) {
            lengths[i] = (int) in.readVarLong();
            lowerBounds[i] = (int) in.readSignedVarLong();
            size *= lengths[i];
        }
        var elements = new Object[size];
        for (int i = 0; i < size; i++) {
            elements[i] = in.readByte() == 0 ? null : element.read(in);
        }
        return new PgArray(lengths, lowerBounds, elements);
    }

    /** Each element behind a 1, a NULL as 2 (it sorts last), 0 as the end; then the shape. */
    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        var array = (PgArray) value;
        for (var each : array.elements()) {
            out.writeByte(each == null ? 2 : 1);
            if (each != null) {
                element.writeOrdered(each, out);
            }
        }
        out.writeByte(0).writeByte(array.dimensions());
        for (int i = 0; i < array.dimensions(); i++) {
            out.writeInt(array.length(i));
        }
        for (int i = 0; i < array.dimensions(); i++) {
            out.writeInt(array.lowerBound(i) ^ Integer.MIN_VALUE);
        }
    }

    @Override
    public Object representative(Object value) {
        if (element.identitySafe()) {
            return value;
        }
        var array = (PgArray) value;
        var elements = new Object[array.size()];
        for (int i = 0; i < elements.length; i++) {
            var each = array.get(i);
            elements[i] = each == null ? null : element.representative(each);
        }
        return array.withElements(elements);
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
        var l = (PgArray) left;
        var r = (PgArray) right;
        int common = Math.min(l.size(), r.size());
        int order = 0;
        for (int i = 0; order == 0 && i < common; i++) {
            order = compareNullable(l.get(i), r.get(i));
        }
        if (order == 0) {
            order = Integer.compare(l.size(), r.size());
        }
        if (order == 0) {
            order = Integer.compare(l.dimensions(), r.dimensions());
        }
        for (int i = 0; order == 0 && i < l.dimensions(); i++) {
            order = Integer.compare(l.length(i), r.length(i));
        }
        for (int i = 0; order == 0 && i < l.dimensions(); i++) {
            order = Integer.compare(l.lowerBound(i), r.lowerBound(i));
        }
        return order;
    }

    private int compareNullable(Object left, Object right) {
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? 1 : -1;
        }
        return element.compare(left, right);
    }
}
