package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.sink.postgres.catalog.KeyForm;
import dev.tideline.sink.postgres.catalog.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Creates and drops the index by which a storage table finds the row of a key. */
public final class KeyIndex {

    /** The entry would be too large (a long text), or the key has more columns than an index can. */
    public static final Set<String> DOES_NOT_FIT = Set.of("54000", "54011");

    private static final int NULLS_NOT_DISTINCT_SINCE = 15;

    private KeyIndex() {}

    /**
     * Creates the best key the columns allow.
     *
     * @param relation the name that users will know the table by; names the index
     * @param key empty if the table holds at most one row
     */
    public static Storage create(Connection connection, TableName table, TableName relation, List<KeyColumn> key)
            throws SQLException {
        boolean ordered = key.stream().allMatch(column -> column.equality() != null);
        if (!ordered) {
            return create(connection, table, relation, key, KeyForm.DIGEST);
        }
        var savepoint = connection.setSavepoint();
        try {
            return create(connection, table, relation, key, bestForm(key));
        } catch (SQLException e) {
            if (!DOES_NOT_FIT.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            connection.rollback(savepoint);
            return create(connection, table, relation, key, KeyForm.DIGEST);
        }
    }

    /** Creates a key of a given form. */
    public static Storage create(
            Connection connection, TableName table, TableName relation, List<KeyColumn> key, KeyForm form)
            throws SQLException {
        String name = Sql.freeIndexName(
                connection, relation.schema(), table, relation.name(), form == KeyForm.PRIMARY ? "_pkey" : "_key");
        var columns = key.stream().map(column -> column.column().name()).toList();
        String quotedName = TableName.quote(name);
        Sql.run(
                connection,
                switch (form) {
                    case PRIMARY ->
                        "ALTER TABLE " + table.quoted() + " ADD CONSTRAINT " + quotedName + " PRIMARY KEY ("
                                + Sql.list(columns) + ")";
                    case UNIQUE ->
                        "CREATE UNIQUE INDEX " + quotedName + " ON " + table.quoted() + " (" + Sql.list(columns) + ")"
                                + (connection.getMetaData().getDatabaseMajorVersion() >= NULLS_NOT_DISTINCT_SINCE
                                        ? " NULLS NOT DISTINCT"
                                        : "");
                    case DIGEST ->
                        "CREATE UNIQUE INDEX " + quotedName + " ON " + table.quoted() + " ("
                                + digest(columns.stream().map(TableName::quote).toList()) + ")";
                    case SINGLE_ROW -> "CREATE UNIQUE INDEX " + quotedName + " ON " + table.quoted() + " ((true))";
                });
        return new Storage(table, form, columns, name);
    }

    /** Drops the key and what it forced on its columns. */
    public static void drop(Connection connection, Storage storage) throws SQLException {
        if (storage.keyIndex() == null) {
            return;
        }
        String table = storage.table().quoted();
        if (storage.keyForm() == KeyForm.PRIMARY) {
            String nullable = storage.keyColumns().stream()
                    .map(column -> ", ALTER COLUMN " + TableName.quote(column) + " DROP NOT NULL")
                    .collect(Collectors.joining());
            Sql.run(
                    connection,
                    "ALTER TABLE " + table + " DROP CONSTRAINT " + TableName.quote(storage.keyIndex()) + nullable);
        } else {
            Sql.run(connection, "DROP INDEX " + new TableName(storage.table().schema(), storage.keyIndex()).quoted());
        }
    }

    /** The expression of a digest index over the given columns. */
    public static String digest(List<String> columns) {
        return columns.stream()
                .map(column -> "tideline.key_image(" + column + ")")
                .collect(Collectors.joining(", ", "tideline.key_digest(ARRAY[", "]::text[])"));
    }

    /** Whether a unique index can take NULLs for equal; PostgreSQL 14 cannot. */
    public static boolean nullsAreEqual(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() >= NULLS_NOT_DISTINCT_SINCE;
    }

    private static KeyForm bestForm(List<KeyColumn> key) {
        if (key.isEmpty()) {
            return KeyForm.SINGLE_ROW;
        }
        return key.stream().allMatch(column -> column.column().notNull()) ? KeyForm.PRIMARY : KeyForm.UNIQUE;
    }
}
