package dev.tideline.engine.state;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import java.util.Arrays;

/**
 * Rows that are stored under a key which already holds some of their columns: only the other columns are written, and a row is put
 * together again from both.
 */
public final class SplitRowCodec {

    private final RowCodec rows;
    private final int[] keyIndexes;

    /** @param keyIndexes for each column of the row its position in the key, or -1 if the key does not hold it */
    public SplitRowCodec(RowCodec rows, int[] keyIndexes) {
        this.rows = rows;
        this.keyIndexes = keyIndexes;
    }

    /** Rows of which the key holds nothing that can be relied on. */
    public static SplitRowCodec whole(RowCodec rows, int columns) {
        var none = new int[columns];
        Arrays.fill(none, -1);
        return new SplitRowCodec(rows, none);
    }

    public void write(Row row, ByteWriter out) {
        for (int i = 0; i < keyIndexes.length; i++) {
            if (keyIndexes[i] < 0) {
                rows.writeValue(i, row.get(i), out);
            }
        }
    }

    public Row read(Row key, ByteReader in) {
        var values = new Object[keyIndexes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = keyIndexes[i] < 0 ? rows.readValue(i, in) : key.get(keyIndexes[i]);
        }
        return new Row(values);
    }
}
