package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeSemantics;
import java.util.Arrays;
import java.util.List;

/**
 * When two rows are equal by their types' {@code =} (NULLs equal), and which of several equal rows is shown: the least of those that are
 * there, by canonical bytes. PostgreSQL shows whichever it met first; ours does not depend on history.
 */
public final class Equality {

    private final TypeSemantics[] types;
    private final boolean identitySafe;
    private final RowCodec codec;

    public Equality(List<SqlType> rowTypes, OperatorContext context) {
        types = context.semantics(rowTypes).toArray(TypeSemantics[]::new);
        identitySafe = Arrays.stream(types).allMatch(TypeSemantics::identitySafe);
        codec = context.codec(rowTypes);
    }

    /** Whether equal rows are always identical. */
    public boolean identitySafe() {
        return identitySafe;
    }

    public RowCodec codec() {
        return codec;
    }

    /** The row that stands for all rows equal to this one; the row itself where nothing else can be equal. */
    public Row representative(Row row) {
        if (identitySafe) {
            return row;
        }
        var values = new Object[types.length];
        for (int i = 0; i < values.length; i++) {
            var value = row.get(i);
            values[i] = value == null ? null : types[i].representative(value);
        }
        return new Row(values);
    }

    /** The row to show of several equal ones; null for none. */
    public Row least(ZSet equals) {
        var best = new Object() {
            private Row row;
            private byte[] bytes;
        };
        equals.forEach((row, weight) -> {
            if (equals.size() == 1) {
                best.row = row;
                return;
            }
            var bytes = codec.toBytes(row);
            if (best.row == null || Arrays.compareUnsigned(bytes, best.bytes) < 0) {
                best.row = row;
                best.bytes = bytes;
            }
        });
        return best.row;
    }

    /** Writes rows that are equal to {@code representative}, with their weights. */
    public void write(Row representative, ZSet equals, ByteWriter out) {
        if (identitySafe) {
            out.writeSignedVarLong(equals.weight(representative));
            return;
        }
        out.writeVarLong(equals.size());
        equals.forEach((row, weight) -> {
            codec.write(row, out);
            out.writeSignedVarLong(weight);
        });
    }

    /** Reads what {@link #write} wrote. */
    public ZSet read(Row representative, ByteReader in) {
        var equals = new ZSet();
        if (identitySafe) {
            equals.add(representative, in.readSignedVarLong());
            return equals;
        }
        for (long left = in.readVarLong(); left > 0; left--) {
            var row = codec.read(in);
            equals.add(row, in.readSignedVarLong());
        }
        return equals;
    }

    /** Equal rows, kept under the row that stands for them. */
    ObjectCache.EntryCodec<ZSet> entries() {
        return new ObjectCache.EntryCodec<>() {
            @Override
            public void write(Row key, ZSet value, ByteWriter out) {
                Equality.this.write(key, value, out);
            }

            @Override
            public ZSet read(Row key, ByteReader in) {
                return Equality.this.read(key, in);
            }
        };
    }
}
