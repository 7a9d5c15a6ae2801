package dev.tideline.engine.plan;

import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.wire.TableName;
import java.util.List;

/**
 * A captured source table (for a partitioned table its root), as it stood when the query was analysed.
 *
 * @param columns all columns that exist, in order
 * @param primaryKey names of the columns of the immediate primary key; empty if there is none: the table is a bag then, and is
 *     captured under REPLICA IDENTITY FULL
 */
public record Table(TableName name, List<TableColumn> columns, List<String> primaryKey) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /** A column of the table. */
    public record TableColumn(String name, SqlType type, boolean notNull) {}
}
