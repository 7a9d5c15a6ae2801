package dev.tideline.sink.postgres;

import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.epoch.RowLayout;
import dev.tideline.sink.epoch.ViewChanges;
import dev.tideline.sink.postgres.apply.HeldRows;
import dev.tideline.sink.postgres.apply.Stage;
import dev.tideline.sink.postgres.apply.ViewWriter;
import dev.tideline.sink.postgres.apply.Written;
import dev.tideline.sink.postgres.catalog.KeyForm;
import dev.tideline.sink.postgres.catalog.Storage;
import dev.tideline.sink.postgres.catalog.StorageCatalog;
import dev.tideline.sink.postgres.ddl.KeyColumn;
import dev.tideline.sink.postgres.ddl.KeyIndex;
import dev.tideline.sink.postgres.ddl.StorageColumn;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One view of one generation in the target: the table its rows go to, the rows that wait because their epoch is large, and
 * those that wait because the view fails. Its fields follow the open transaction; after a failure the session is given up.
 */
final class ViewTarget {

    private final Connection connection;
    private final int ordinal;
    private final RowLayout layout;
    private final Stage stage;
    private final HeldRows held;
    private TopologyDescriptor.View view;
    private Storage storage;
    private boolean published;
    private ViewWriter writer;

    ViewTarget(
            Connection connection,
            String topology,
            long generationId,
            int ordinal,
            TopologyDescriptor.View view,
            StorageCatalog.ViewStorage where)
            throws SQLException {
        this.connection = connection;
        this.ordinal = ordinal;
        this.view = view;
        this.layout = new RowLayout(topology, view);
        this.stage = new Stage(connection, generationId, ordinal, view, layout);
        this.held = new HeldRows(connection, generationId, ordinal, view, layout);
        this.storage = where.storage();
        this.published = where.published();
    }

    TopologyDescriptor.View view() {
        return view;
    }

    void view(TopologyDescriptor.View changed) {
        view = changed;
    }

    int ordinal() {
        return ordinal;
    }

    Storage storage() {
        return storage;
    }

    boolean isPublished() {
        return published;
    }

    /** From now on the rows are those that users see, in {@code table}. */
    void published(Storage table) {
        storage = table;
        published = true;
        writer = null;
    }

    void stage(long epoch, ViewChanges changes) throws SQLException {
        stage.append(epoch, changes);
    }

    /** Applies what epochs up to {@code epoch} do, and before it what was held while the view failed. */
    Written apply(long epoch, ViewChanges changes) throws SQLException {
        var written = Written.NOTHING;
        if (!held.isEmpty()) {
            written = written.plus(writer().applyFrom(held.rows()));
            held.drop();
        }
        if (stage.isEmpty()) {
            return changes.isEmpty() ? written : written.plus(writer().apply(changes));
        }
        stage.append(epoch, changes);
        String rows = stage.lastWrites(epoch);
        if (storage.keyForm() == null) {
            written = newWriter().fillFrom(rows);
            writer();
        } else {
            written = written.plus(writer().applyFrom(rows));
        }
        stage.forget(epoch);
        return written;
    }

    /** Keeps what epochs up to {@code epoch} do for the time when the view is good again. */
    void hold(long epoch, ViewChanges changes) throws SQLException {
        if (!stage.isEmpty()) {
            stage.append(epoch, changes);
            held.addFrom(stage.lastWrites(epoch));
            stage.forget(epoch);
        } else if (!changes.isEmpty()) {
            held.add(changes);
        }
    }

    /** Gives the storage its key if it has none yet. */
    void ensureKey() throws SQLException {
        if (storage.keyForm() == null) {
            var columns = StorageColumn.of(view);
            var key = KeyColumn.of(connection, storage.table(), columns, layout.keyPositions());
            storage = KeyIndex.create(connection, storage.table(), view.relation(), key);
            new StorageCatalog(connection).save(storage);
            writer = null;
        }
    }

    /** Replaces the key's index by one on its digest, because a value is too long for an entry. */
    void useDigestKey() throws SQLException {
        var columns = StorageColumn.of(view);
        var key = KeyColumn.of(connection, storage.table(), columns, layout.keyPositions());
        var catalog = new StorageCatalog(connection);
        KeyIndex.drop(connection, catalog.find(storage.table()));
        storage = KeyIndex.create(connection, storage.table(), view.relation(), key, KeyForm.DIGEST);
        catalog.save(storage);
        writer = null;
    }

    long countRows() throws SQLException {
        String count = view.bag() ? "coalesce(sum(tideline_count), 0)::bigint" : "count(*)";
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT " + count + " FROM " + storage.table().quoted())) {
            row.next();
            return row.getLong(1);
        }
    }

    private ViewWriter writer() throws SQLException {
        ensureKey();
        if (writer == null) {
            writer = newWriter();
        }
        return writer;
    }

    private ViewWriter newWriter() throws SQLException {
        return new ViewWriter(connection, view, layout, storage);
    }
}
