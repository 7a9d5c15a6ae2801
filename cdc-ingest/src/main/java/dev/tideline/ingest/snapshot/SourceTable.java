package dev.tideline.ingest.snapshot;

import dev.tideline.ingest.capture.TableLayout;
import dev.tideline.schemas.wire.TableName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table that can be captured and copied.
 *
 * @param columns those to be copied, in the table's order
 * @param key names of the columns of its primary key; empty if there is none that is checked at once
 * @param partitioned whether its rows stand in partitions
 * @param publishGenerated whether its stored generated columns must be published
 * @param rows PostgreSQL's estimate of how many there are; 0 if it has none
 */
record SourceTable(
        TableName name,
        List<TableLayout.Column> columns,
        List<String> key,
        boolean partitioned,
        boolean publishGenerated,
        long rows) {

    SourceTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** Tables that inherit from this one in the old way are captured under their own names, so they are left out. */
    String copySql() {
        String list =
                columns.stream().map(column -> TableName.quote(column.name())).collect(Collectors.joining(", "));
        return "COPY (SELECT " + list + " FROM " + (partitioned ? "" : "ONLY ") + name.quoted() + ") TO STDOUT";
    }
}
