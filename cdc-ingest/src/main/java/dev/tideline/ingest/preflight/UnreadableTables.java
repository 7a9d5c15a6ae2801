package dev.tideline.ingest.preflight;

import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Tables whose mere presence in the database would stop Debezium, which reads the definition of every table when it starts.
 * It must be told not to look at them, so they cannot be captured either.
 */
public final class UnreadableTables {

    private static final String USERS_SCHEMAS =
            "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'";

    private static final String TWIN_COLUMNS = """
            SELECT DISTINCT n.nspname, c.relname
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f', 'm', 'v')
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE a.attnum > 0 AND NOT a.attisdropped AND %s
            GROUP BY n.nspname, c.relname, lower(a.attname)
            HAVING count(*) > 1""".formatted(USERS_SCHEMAS);

    /** Only a table without a primary key has its unique indexes looked at. */
    private static final String INDEX_EXPRESSIONS = """
            SELECT n.nspname, c.relname, btrim(pg_get_indexdef(i.indexrelid, k.position::int, false), '"')
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY k (attribute, position)
            WHERE i.indisunique AND k.attribute = 0 AND %s
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_index p WHERE p.indrelid = i.indrelid AND p.indisprimary)""".formatted(USERS_SCHEMAS);

    /** The expressions that Debezium knows for such: a function's call, and what holds an operator. It takes others for names of columns. */
    private static final Pattern KNOWN_EXPRESSION =
            Pattern.compile("[(]?[A-Za-z0-9_.]+\\(.*\\)|\\(+.+[+ */<>=~!@#%^&|`?].+\\)", Pattern.DOTALL);

    private UnreadableTables() {}

    /** Why each of them cannot be read, and what mends it. */
    public record Reason(String why, String remedy) {}

    /** All of them in the connection's database that its user may see, by name. */
    public static Map<TableName, Reason> find(Connection connection) throws SQLException {
        var found = new TreeMap<TableName, Reason>(java.util.Comparator.comparing(TableName::toString));
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(TWIN_COLUMNS)) {
                while (rows.next()) {
                    var table = new TableName(rows.getString(1), rows.getString(2));
                    found.put(
                            table,
                            new Reason(
                                    "has columns whose names differ only by case",
                                    "ALTER TABLE " + table.quoted() + " RENAME COLUMN … TO …;"));
                }
            }
            try (ResultSet rows = statement.executeQuery(INDEX_EXPRESSIONS)) {
                while (rows.next()) {
                    String expression = rows.getString(3);
                    if (!KNOWN_EXPRESSION.matcher(expression).matches()) {
                        var table = new TableName(rows.getString(1), rows.getString(2));
                        found.put(
                                table,
                                new Reason(
                                        "has no primary key, but a unique index on the expression " + expression
                                                + ", which Debezium takes for a column",
                                        "Give the table a primary key."));
                    }
                }
            }
        }
        return found;
    }
}
