package dev.tideline.ingest.capture;

import dev.tideline.schemas.wire.TableName;
import java.util.List;

/**
 * The columns of a table as the log describes them, in the order of {@link RowChange}'s values. There is one instance
 * per version of a table: whoever derives something from a layout can keep it by the layout's identity.
 */
public final class TableLayout {

    private final TableName table;
    private final List<Column> columns;

    public TableLayout(TableName table, List<Column> columns) {
        this.table = table;
        this.columns = List.copyOf(columns);
    }

    public TableName table() {
        return table;
    }

    public List<Column> columns() {
        return columns;
    }

    /** A column and the OID of its type; domains are already resolved to their base type. */
    public record Column(String name, int type) {}
}
