package dev.tideline.ingest.convert;

import dev.tideline.ingest.capture.TableLayout;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Makes {@link RowShape}s with the help of the catalog. Not safe for use by several threads. */
public final class RowShapes {

    /** A deferrable key may be violated in the midst of a transaction: such a table is a bag to its readers. */
    private static final String PRIMARY_KEY = """
            SELECT a.attname
            FROM pg_catalog.pg_index i
            CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = to_regclass(?) AND i.indisprimary AND i.indimmediate AND k.place <= i.indnkeyatts
            ORDER BY k.place""";

    private final Connection connection;
    private final TypeCatalog types;
    private final Map<TableLayout, RowShape> shapes = new IdentityHashMap<>();

    public RowShapes(Connection connection) {
        this.connection = connection;
        this.types = new TypeCatalog(connection);
    }

    /** The shape of a version of a table; the catalog is asked only once for each. */
    public RowShape of(TableLayout layout) throws SQLException {
        var shape = shapes.get(layout);
        if (shape == null) {
            shape = of(layout.table(), layout.columns(), primaryKey(layout.table()));
            shapes.put(layout, shape);
        }
        return shape;
    }

    /** The shape of rows with these columns. A key that is not wholly among them is none. */
    public RowShape of(TableName table, List<TableLayout.Column> columns, List<String> key) throws SQLException {
        var names = columns.stream().map(TableLayout.Column::name).toList();
        var forms = new ArrayList<ValueForm>(columns.size());
        for (var column : columns) {
            forms.add(types.form(column.type()));
        }
        int[] places = key.stream().mapToInt(names::indexOf).toArray();
        for (int place : places) {
            if (place < 0) {
                places = new int[0];
                break;
            }
        }
        return new RowShape(table, names, forms, places);
    }

    /** Names of the columns of the primary key in its order; empty if there is none that is checked at once. */
    public List<String> primaryKey(TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PRIMARY_KEY)) {
            statement.setString(1, table.quoted());
            try (ResultSet rows = statement.executeQuery()) {
                var key = new ArrayList<String>();
                while (rows.next()) {
                    key.add(rows.getString(1));
                }
                return key;
            }
        }
    }
}
