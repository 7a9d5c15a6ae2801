package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A column as the catalog has it; two of the same {@link #definition()} hold the same values in the same form. */
record TableColumn(String name, String definition) {

    /** The columns of a relation in order, or null if it does not exist. */
    static List<TableColumn> of(Connection connection, TableName relation) throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT a.attname, format_type(a.atttypid, a.atttypmod)
                       || CASE WHEN a.attcollation <> t.typcollation
                          THEN ' COLLATE ' || quote_ident(n.nspname) || '.' || quote_ident(o.collname) ELSE '' END
                FROM pg_attribute a
                JOIN pg_type t ON t.oid = a.atttypid
                LEFT JOIN pg_collation o ON o.oid = a.attcollation
                LEFT JOIN pg_namespace n ON n.oid = o.collnamespace
                WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY a.attnum
                """)) {
            statement.setString(1, relation.quoted());
            var columns = new ArrayList<TableColumn>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new TableColumn(rows.getString(1), rows.getString(2)));
                }
            }
            return columns;
        }
    }

    /** What the catalog of relations remembers of the columns. */
    static List<String> signature(List<TableColumn> columns) {
        return columns.stream()
                .map(column -> TableName.quote(column.name()) + " " + column.definition())
                .toList();
    }

    String quoted() {
        return TableName.quote(name);
    }
}
