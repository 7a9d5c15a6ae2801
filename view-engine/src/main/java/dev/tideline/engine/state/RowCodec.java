package dev.tideline.engine.state;

import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.engine.value.TypeSemantics;
import java.util.List;

/**
 * Rows of given types as canonical bytes: one form for each identity, self-delimiting, so that no row's bytes are the beginning of
 * another's and rows can be strung together into keys with prefixes.
 */
public final class RowCodec {

    private static final int NULL = 0;
    private static final int PRESENT = 1;

    private final TypeSemantics[] types;

    public RowCodec(List<TypeSemantics> types) {
        this.types = types.toArray(TypeSemantics[]::new);
    }

    public static RowCodec of(List<SqlType> types, TypeCatalog catalog) {
        return new RowCodec(types.stream().map(catalog::semantics).toList());
    }

    public void write(Row row, ByteWriter out) {
        for (int i = 0; i < types.length; i++) {
            writeValue(i, row.get(i), out);
        }
    }

    /** Writes one value as the column at {@code index} has it. */
    public void writeValue(int index, Object value, ByteWriter out) {
        if (value == null) {
            out.writeByte(NULL);
        } else {
            out.writeByte(PRESENT);
            types[index].write(value, out);
        }
    }

    public Row read(ByteReader in) {
        var values = new Object[types.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = readValue(i, in);
        }
        return new Row(values);
    }

    /** Reads what {@link #writeValue} wrote. */
    public Object readValue(int index, ByteReader in) {
        return in.readByte() == NULL ? null : types[index].read(in);
    }

    public byte[] toBytes(Row row) {
        var out = new ByteWriter();
        write(row, out);
        return out.toByteArray();
    }

    public Row fromBytes(byte[] bytes) {
        return read(new ByteReader(bytes));
    }
}
