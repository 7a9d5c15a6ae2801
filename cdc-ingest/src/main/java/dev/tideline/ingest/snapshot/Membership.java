package dev.tideline.ingest.snapshot;

import dev.tideline.ingest.preflight.Publication;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** Sees to it that the publication has a table, with all its rows and the columns that are needed. */
final class Membership {

    private static final String PARTIAL = """
            SELECT rowfilter IS NOT NULL AS filtered, attnames::text[] AS columns
            FROM pg_catalog.pg_publication_tables WHERE pubname = ? AND schemaname = ? AND tablename = ?""";

    private static final String PUBLISHED_ANCESTOR = """
            SELECT n.nspname, c.relname
            FROM pg_partition_ancestors(to_regclass(?)) a
            JOIN pg_catalog.pg_class c ON c.oid = a.relid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_publication_tables p ON p.schemaname = n.nspname AND p.tablename = c.relname
            WHERE p.pubname = ? AND c.oid <> to_regclass(?)""";

    private final Connection connection;
    private final String name;
    private final Publication publication;

    Membership(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
        this.publication = new Publication(connection, name);
    }

    void ensure(SourceTable table) throws SQLException, Refusal {
        checkAncestors(table);
        if (table.partitioned() && !publication.publishesViaRoot()) {
            alter(publication.viaRootSql());
        }
        // Before the table is added: its owner must not meet a moment in which it cannot be written.
        if (table.publishGenerated() && !publication.publishesGenerated()) {
            alter(publication.generatedSql());
        }
        Set<TableName> members = publication.tables();
        if (members.contains(table.name())) {
            checkComplete(table);
        } else {
            add(table);
        }
    }

    private void checkAncestors(SourceTable table) throws SQLException, Refusal {
        try (PreparedStatement statement = connection.prepareStatement(PUBLISHED_ANCESTOR)) {
            statement.setString(1, table.name().quoted());
            statement.setString(2, name);
            statement.setString(3, table.name().quoted());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next() && publication.publishesViaRoot()) {
                    throw new Refusal(
                            "Table " + table.name() + " is a partition of " + row.getString(1) + "." + row.getString(2)
                                    + ", under whose name its changes are captured.",
                            "Use the partitioned table in the view, with a condition for the partition.");
                }
            }
        }
    }

    private void checkComplete(SourceTable table) throws SQLException, Refusal {
        if (connection.getMetaData().getDatabaseMajorVersion() < 15) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(PARTIAL)) {
            statement.setString(1, name);
            statement.setString(2, table.name().schema());
            statement.setString(3, table.name().name());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return;
                }
                var published = List.of((String[]) row.getArray("columns").getArray());
                boolean all = table.columns().stream().allMatch(column -> published.contains(column.name()));
                if (row.getBoolean("filtered") || !all) {
                    throw new Refusal(
                            "Publication " + name + " leaves out " + (all ? "rows" : "columns") + " of table "
                                    + table.name() + ".",
                            "ALTER PUBLICATION " + TableName.quote(name) + " DROP TABLE "
                                    + table.name().quoted() + "; " + publication.addSql(List.of(table.name())));
                }
            }
        }
    }

    private void add(SourceTable table) throws SQLException, Refusal {
        String sql = publication.addSql(List.of(table.name()));
        if (catchesUpWithPublication()) {
            alter(sql);
            return;
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout TO '5s'");
            statement.execute("LOCK TABLE " + table.name().quoted() + " IN SHARE ROW EXCLUSIVE MODE");
            alter(sql);
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /**
     * Older releases go on leaving out a table that was added while a transaction was writing to it. There, writers must be
     * kept out for the moment of adding.
     */
    private boolean catchesUpWithPublication() throws SQLException {
        int release = connection.getMetaData().getDatabaseMinorVersion();
        return switch (connection.getMetaData().getDatabaseMajorVersion()) {
            case 14 -> release >= 18;
            case 15 -> release >= 13;
            case 16 -> release >= 9;
            case 17 -> release >= 5;
            default -> true;
        };
    }

    private void alter(String sql) throws SQLException, Refusal {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState()) || "55000".equals(e.getSQLState())) {
                throw new Refusal(
                        "Publication " + name + " cannot be changed by this user: " + e.getMessage(),
                        sql + " as the owner of the publication and of its tables.");
            }
            throw e;
        }
    }
}
