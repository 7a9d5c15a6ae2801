package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.ViewRow;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a storage table.
 *
 * @param type ready for DDL and casts
 * @param collation quoted name of a collation other than the type's own, or null
 * @param notNull true if the column is never NULL
 */
public record StorageColumn(String name, String type, String collation, boolean notNull) {

    /** The columns of a view's storage: a bag has its row's id and count before those of the query. */
    public static List<StorageColumn> of(TopologyDescriptor.View view) {
        var columns = new ArrayList<StorageColumn>();
        if (view.bag()) {
            columns.add(new StorageColumn(ViewRow.ROW_ID, "uuid", null, true));
            columns.add(new StorageColumn(ViewRow.COUNT, "bigint", null, true));
        }
        for (var column : view.columns()) {
            columns.add(new StorageColumn(column.name(), column.type(), column.collation(), column.notNull()));
        }
        return columns;
    }

    /** {@code expression} as a value of this column's type and collation. */
    public String cast(String expression) {
        return expression + "::" + type + collate();
    }

    String definition(String columnName) {
        return TableName.quote(columnName) + " " + type + collate();
    }

    private String collate() {
        return collation == null ? "" : " COLLATE " + collation;
    }
}
