package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes the rows of one table those of another with the same columns, and writes only rows that differ, so that readers
 * with older snapshots keep seeing theirs.
 */
final class TableDifference {

    private TableDifference() {}

    /**
     * @param key columns by which rows are matched: a key of both tables, or all columns. They are compared as text, so
     *     that any type and NULL will do; a row whose key changed its text only is deleted and inserted
     */
    static void write(Connection connection, TableName from, TableName into, List<String> key) throws SQLException {
        var columns =
                TableColumn.of(connection, from).stream().map(TableColumn::name).toList();
        String sameKey = image("t", key) + " = " + image("n", key);
        Sql.run(connection, Sql.WHOLE_TABLES);
        Sql.run(
                connection,
                "DELETE FROM " + into.quoted() + " t WHERE NOT EXISTS (SELECT FROM " + from.quoted() + " n WHERE "
                        + sameKey + ")");
        String assignments = columns.stream()
                .map(TableName::quote)
                .map(column -> column + " = n." + column)
                .collect(Collectors.joining(", "));
        Sql.run(
                connection,
                "UPDATE " + into.quoted() + " t SET " + assignments + " FROM " + from.quoted() + " n WHERE " + sameKey
                        + " AND " + row("t", columns) + "::record OPERATOR(pg_catalog.*<>) " + row("n", columns)
                        + "::record");
        Sql.run(
                connection,
                "INSERT INTO " + into.quoted() + " (" + Sql.list(columns) + ") SELECT " + Sql.list(columns) + " FROM "
                        + from.quoted() + " n WHERE NOT EXISTS (SELECT FROM " + into.quoted() + " t WHERE " + sameKey
                        + ")");
        Sql.run(connection, Sql.SINGLE_ROWS);
    }

    private static String image(String alias, List<String> columns) {
        return columns.isEmpty() ? "''::text" : row(alias, columns) + "::text";
    }

    private static String row(String alias, List<String> columns) {
        return columns.stream()
                .map(column -> alias + "." + TableName.quote(column))
                .collect(Collectors.joining(", ", "ROW(", ")"));
    }
}
