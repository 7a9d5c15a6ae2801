package dev.tideline.ingest.convert;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@link ValueForm} of every type of a database. Types other than the everyday ones are looked up in the catalog when
 * they are first met. Not safe for use by several threads.
 */
public final class TypeCatalog {

    private static final String LOOK_UP = """
            SELECT t.typtype, t.typbasetype::int8, t.typelem::int8, e.typdelim,
                   t.typcategory = 'A' AND t.typelem <> 0 AND t.oid NOT IN ('int2vector'::regtype, 'oidvector'::regtype)
                     AS is_array
            FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
            WHERE t.oid = ?::oid""";

    private static final Map<Integer, ValueForm> WELL_KNOWN = Map.ofEntries(
            Map.entry(16, ValueForm.BOOLEAN),
            Map.entry(17, ValueForm.BYTES),
            Map.entry(20, ValueForm.INTEGER),
            Map.entry(21, ValueForm.INTEGER),
            Map.entry(23, ValueForm.INTEGER),
            Map.entry(25, ValueForm.TEXT),
            Map.entry(26, ValueForm.INTEGER),
            Map.entry(114, ValueForm.TEXT),
            Map.entry(700, ValueForm.FLOAT),
            Map.entry(701, ValueForm.FLOAT),
            Map.entry(1042, ValueForm.TEXT),
            Map.entry(1043, ValueForm.TEXT),
            Map.entry(1082, ValueForm.DATE),
            Map.entry(1083, ValueForm.TIME),
            Map.entry(1114, ValueForm.TIMESTAMP),
            Map.entry(1184, ValueForm.TIMESTAMP_WITH_TIME_ZONE),
            Map.entry(1186, ValueForm.INTERVAL),
            Map.entry(1700, ValueForm.TEXT),
            Map.entry(2950, ValueForm.TEXT),
            Map.entry(3802, ValueForm.TEXT));

    private final Connection connection;
    private final Map<Integer, ValueForm> forms = new HashMap<>(WELL_KNOWN);

    public TypeCatalog(Connection connection) {
        this.connection = connection;
    }

    ValueForm form(int type) throws SQLException {
        var known = forms.get(type);
        if (known == null) {
            known = lookUp(type);
            forms.put(type, known);
        }
        return known;
    }

    private ValueForm lookUp(int type) throws SQLException {
        int inner;
        char delimiter;
        try (PreparedStatement statement = connection.prepareStatement(LOOK_UP)) {
            statement.setLong(1, Integer.toUnsignedLong(type));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return ValueForm.TEXT;
                }
                if (row.getString("typtype").equals("d")) {
                    inner = (int) row.getLong("typbasetype");
                    delimiter = 0;
                } else if (row.getBoolean("is_array")) {
                    inner = (int) row.getLong("typelem");
                    delimiter = row.getString("typdelim").charAt(0);
                } else {
                    return ValueForm.TEXT;
                }
            }
        }
        return delimiter == 0 ? form(inner) : new ArrayForm(form(inner), delimiter);
    }
}
