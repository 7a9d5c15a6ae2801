package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a view's key.
 *
 * @param position among the storage columns
 * @param equality the operator by which a btree index finds it, such as {@code OPERATOR(pg_catalog.=)}; null if the type
 *     has no order (json, xml, point …)
 */
public record KeyColumn(int position, StorageColumn column, String equality) {

    private static final String TYPE = """
            SELECT t.typtype = 'd', t.typbasetype, (SELECT e.oid FROM pg_type e WHERE e.typarray = t.oid),
                (SELECT format('OPERATOR(%I.%s)', n.nspname, o.oprname)
                 FROM pg_opclass c
                 JOIN pg_am m ON m.oid = c.opcmethod AND m.amname = 'btree'
                 JOIN pg_type i ON i.oid = c.opcintype
                 JOIN pg_amop p ON p.amopfamily = c.opcfamily AND p.amoplefttype = c.opcintype
                     AND p.amoprighttype = c.opcintype AND p.amopstrategy = 3
                 JOIN pg_operator o ON o.oid = p.amopopr
                 JOIN pg_namespace n ON n.oid = o.oprnamespace
                 WHERE c.opcdefault AND (c.opcintype = t.oid
                     OR t.typtype = 'e' AND c.opcintype = 'anyenum'::regtype
                     OR t.typtype = 'r' AND c.opcintype = 'anyrange'::regtype
                     OR t.typtype = 'm' AND c.opcintype = 'anymultirange'::regtype
                     OR EXISTS (SELECT FROM pg_cast k WHERE k.castsource = t.oid AND k.casttarget = c.opcintype
                                AND k.castmethod = 'b' AND k.castcontext = 'i'))
                 ORDER BY c.opcintype = t.oid DESC, i.typispreferred DESC LIMIT 1)
            FROM pg_type t WHERE t.oid = ?
            """;

    /** The key columns of an existing storage table. */
    public static List<KeyColumn> of(
            Connection connection, TableName table, List<StorageColumn> columns, int[] keyPositions)
            throws SQLException {
        var key = new ArrayList<KeyColumn>();
        try (var statement = connection.prepareStatement(
                "SELECT atttypid FROM pg_attribute WHERE attrelid = to_regclass(?) AND attname = ? AND NOT attisdropped")) {
            for (int position : keyPositions) {
                var column = columns.get(position);
                statement.setString(1, table.quoted());
                statement.setString(2, column.name());
                try (var row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new SQLException("table " + table + " has no column \"" + column.name() + "\"", "42703");
                    }
                    key.add(new KeyColumn(position, column, equality(connection, row.getLong(1))));
                }
            }
        }
        return key;
    }

    private static String equality(Connection connection, long type) throws SQLException {
        try (var statement = connection.prepareStatement(TYPE)) {
            statement.setLong(1, type);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                if (row.getBoolean(1)) {
                    return equality(connection, row.getLong(2));
                }
                Long element = row.getObject(3, Long.class);
                if (element != null) {
                    // An array is ordered as its elements are; PostgreSQL finds out only when it compares two.
                    return equality(connection, element) == null ? null : "OPERATOR(pg_catalog.=)";
                }
                return row.getString(4);
            }
        }
    }
}
