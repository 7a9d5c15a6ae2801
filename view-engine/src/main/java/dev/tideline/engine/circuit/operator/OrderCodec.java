package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.spec.AggregateSpec;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.TypeSemantics;
import java.util.List;

/** Values as bytes whose unsigned order is that of an ORDER BY: descending keys inverted, NULLs first or last. */
final class OrderCodec {

    private static final int NULL_FIRST = 0;
    private static final int PRESENT = 1;
    private static final int NULL_LAST = 2;

    private final List<AggregateSpec.Order> order;
    private final List<TypeSemantics> types;

    OrderCodec(List<AggregateSpec.Order> order, OperatorContext context) {
        this.order = order;
        types = context.semantics(order.stream().map(AggregateSpec.Order::type).toList());
    }

    /** Appends a value as the key at {@code index} puts it in order; null for NULL. */
    void write(int index, Object value, ByteWriter out) {
        var key = order.get(index);
        if (value == null) {
            out.writeByte(key.nullsFirst() ? NULL_FIRST : NULL_LAST);
            return;
        }
        out.writeByte(PRESENT);
        if (!key.descending()) {
            types.get(index).writeOrdered(value, out);
            return;
        }
        var ascending = new ByteWriter();
        types.get(index).writeOrdered(value, ascending);
        // No value's bytes are the beginning of another's, so that inverting them inverts their order.
        for (byte each : ascending.toByteArray()) {
            out.writeByte(~each);
        }
    }
}
