package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.postgres.catalog.RelationCatalog;
import dev.tideline.sink.postgres.catalog.RelationCatalog.Relation;
import dev.tideline.sink.postgres.catalog.Storage;
import dev.tideline.sink.postgres.catalog.StorageCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the rows that a generation has gathered out of sight those of the relation that users query.
 *
 * <p>A relation that does not exist yet comes with its rows; one that exists keeps its identity, so that views, grants and
 * indexes on it survive, and gets only the differences. Must run in the transaction that moves the frontier.
 */
public final class Publisher {

    private final Connection connection;
    private final String topology;
    private final StorageCatalog storages;
    private final RelationCatalog relations;

    public Publisher(Connection connection, String topology) {
        this.connection = connection;
        this.topology = topology;
        this.storages = new StorageCatalog(connection);
        this.relations = new RelationCatalog(connection);
    }

    /**
     * Publishes one view.
     *
     * @param gathered the complete rows, in a table out of sight
     * @param namesInUse relations of all views of the generation: none of these may be renamed away
     * @return the table that holds the rows from now on
     */
    public Storage publish(TopologyDescriptor.View view, Storage gathered, List<TableName> namesInUse)
            throws SQLException {
        Schemas.ensure(connection, view.relation().schema());
        Relation existing = Relations.ownOrFree(connection, view.relation(), topology);
        if (existing == null) {
            forgetDropped(view.relation());
            existing = renamed(view, namesInUse);
        }
        Storage published;
        if (existing == null) {
            published = view.bag() ? createBag(view, gathered) : moveTable(view, gathered);
        } else if (existing.isView() != view.bag()) {
            published = exchange(view, gathered, existing);
        } else if (view.bag()) {
            published = updateBag(view, gathered, existing);
        } else {
            published = updateTable(view, gathered);
        }
        RequestedIndexes.ensure(connection, published.table(), view);
        comment(view);
        remember(view, published.table());
        return published;
    }

    /**
     * Brings name, indexes and description of a published view up to date.
     *
     * @param storage the table that holds its rows
     * @return that table, which may have another name now
     */
    public Storage update(TopologyDescriptor.View view, Storage storage, List<TableName> namesInUse)
            throws SQLException {
        Storage table = storage;
        if (Relations.ownOrFree(connection, view.relation(), topology) == null) {
            Schemas.ensure(connection, view.relation().schema());
            forgetDropped(view.relation());
            if (renamed(view, namesInUse) != null && !view.bag()) {
                table = new Storage(view.relation(), storage.keyForm(), storage.keyColumns(), storage.keyIndex());
            }
            remember(view, table.table());
        }
        RequestedIndexes.ensure(connection, table.table(), view);
        comment(view);
        return table;
    }

    private void comment(TopologyDescriptor.View view) throws SQLException {
        String text = view.description() == null || view.description().isBlank()
                ? "NULL"
                : Sql.literal(view.description().strip());
        Sql.run(
                connection,
                "COMMENT ON " + (view.bag() ? "VIEW " : "TABLE ")
                        + view.relation().quoted() + " IS " + text);
    }

    /** The view's relation under its former name, renamed to the new one; null if there is none. */
    private Relation renamed(TopologyDescriptor.View view, List<TableName> namesInUse) throws SQLException {
        for (var former : relations.of(topology)) {
            boolean free = former.view().equals(view.name())
                    && !namesInUse.contains(former.name())
                    && Relations.kind(connection, former.name()) != null;
            if (free && Relations.ownOrFree(connection, former.name(), topology) != null) {
                String kind = former.isView() ? "VIEW " : "TABLE ";
                rename(kind, former.name(), view.relation());
                relations.delete(former.name());
                var storage = former.isView() ? former.storage() : view.relation();
                if (!former.isView()) {
                    storages.rename(former.name(), view.relation());
                }
                return new Relation(view.relation(), topology, view.name(), former.isView(), former.columns(), storage);
            }
        }
        return null;
    }

    private Storage moveTable(TopologyDescriptor.View view, Storage gathered) throws SQLException {
        rename("TABLE ", gathered.table(), view.relation());
        storages.rename(gathered.table(), view.relation());
        Grants.apply(connection, Grants.byDefault(connection, view.relation().schema()), view.relation());
        return new Storage(view.relation(), gathered.keyForm(), gathered.keyColumns(), gathered.keyIndex());
    }

    private Storage createBag(TopologyDescriptor.View view, Storage gathered) throws SQLException {
        BagRelation.create(connection, view, gathered.table());
        return gathered;
    }

    private Storage updateTable(TopologyDescriptor.View view, Storage gathered) throws SQLException {
        Storage shown = storages.find(view.relation());
        boolean sameColumns = sameColumns(gathered.table(), view.relation());
        boolean sameKey = sameColumns
                && shown.keyForm() == gathered.keyForm()
                && shown.keyColumns().equals(gathered.keyColumns());
        if (!sameKey) {
            KeyIndex.drop(connection, shown);
        }
        if (!sameColumns) {
            RequestedIndexes.dropAll(connection, view.relation());
            TableAlteration.run(connection, view.relation(), gathered.table());
        }
        var allColumns =
                view.columns().stream().map(TopologyDescriptor.Column::name).toList();
        TableDifference.write(
                connection, gathered.table(), view.relation(), sameKey ? gathered.keyColumns() : allColumns);
        if (!sameKey) {
            var positions =
                    gathered.keyColumns().stream().mapToInt(allColumns::indexOf).toArray();
            var key = KeyColumn.of(connection, view.relation(), StorageColumn.of(view), positions);
            shown = KeyIndex.create(connection, view.relation(), view.relation(), key, gathered.keyForm());
            storages.save(shown);
        }
        discard(gathered.table());
        return shown;
    }

    private Storage updateBag(TopologyDescriptor.View view, Storage gathered, Relation existing) throws SQLException {
        if (sameColumns(gathered.table(), existing.storage())) {
            Storage shown = storages.find(existing.storage());
            TableDifference.write(connection, gathered.table(), shown.table(), shown.keyColumns());
            discard(gathered.table());
            return shown;
        }
        if (!BagRelation.replace(connection, view, gathered.table())) {
            return exchange(view, gathered, existing);
        }
        remember(view, gathered.table());
        discard(existing.storage());
        return gathered;
    }

    /** Drops a relation and creates it anew, because a table cannot become a view in place. Dependents refuse that. */
    private Storage exchange(TopologyDescriptor.View view, Storage gathered, Relation existing) throws SQLException {
        var grants = new ArrayList<>(Grants.on(connection, view.relation()));
        try {
            Sql.run(
                    connection,
                    "DROP " + (existing.isView() ? "VIEW " : "TABLE ")
                            + view.relation().quoted());
        } catch (SQLException e) {
            if ("2BP01".equals(e.getSQLState())) {
                throw TableAlteration.refused(view.relation(), e);
            }
            throw e;
        }
        relations.delete(view.relation());
        if (existing.isView()) {
            discard(existing.storage());
        } else {
            storages.unbindAndDelete(view.relation());
        }
        Storage published = view.bag() ? createBag(view, gathered) : moveTable(view, gathered);
        Grants.apply(connection, grants, view.relation());
        return published;
    }

    /** Forgets a relation of ours that somebody has dropped. */
    private void forgetDropped(TableName name) throws SQLException {
        var dropped = relations.find(name);
        if (dropped != null) {
            relations.delete(name);
            discard(dropped.storage());
        }
    }

    private void discard(TableName storage) throws SQLException {
        StorageTables.drop(connection, storage);
        storages.unbindAndDelete(storage);
    }

    private void remember(TopologyDescriptor.View view, TableName storage) throws SQLException {
        var columns = TableColumn.signature(TableColumn.of(connection, view.relation()));
        relations.save(new Relation(view.relation(), topology, view.name(), view.bag(), columns, storage));
    }

    private boolean sameColumns(TableName one, TableName other) throws SQLException {
        return TableColumn.of(connection, one).equals(TableColumn.of(connection, other));
    }

    private void rename(String kind, TableName from, TableName to) throws SQLException {
        TableName moved = from;
        if (!from.schema().equals(to.schema())) {
            // Under a passing name, because the old name may be taken in the new schema.
            String passing = Sql.shorten("tideline_moving_" + from.name(), "");
            Sql.run(connection, "ALTER " + kind + from.quoted() + " RENAME TO " + TableName.quote(passing));
            Sql.run(
                    connection,
                    "ALTER " + kind + new TableName(from.schema(), passing).quoted() + " SET SCHEMA "
                            + TableName.quote(to.schema()));
            moved = new TableName(to.schema(), passing);
        }
        if (!moved.name().equals(to.name())) {
            Sql.run(connection, "ALTER " + kind + moved.quoted() + " RENAME TO " + TableName.quote(to.name()));
        }
    }
}
