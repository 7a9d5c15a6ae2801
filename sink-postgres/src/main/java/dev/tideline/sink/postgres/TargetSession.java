package dev.tideline.sink.postgres;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.epoch.Position;
import dev.tideline.sink.epoch.RowLayout;
import dev.tideline.sink.postgres.catalog.Generation;
import dev.tideline.sink.postgres.catalog.GenerationCatalog;
import dev.tideline.sink.postgres.catalog.Storage;
import dev.tideline.sink.postgres.catalog.StorageCatalog;
import dev.tideline.sink.postgres.catalog.ViewStateCatalog;
import dev.tideline.sink.postgres.ddl.Relations;
import dev.tideline.sink.postgres.ddl.Schemas;
import dev.tideline.sink.postgres.ddl.StorageColumn;
import dev.tideline.sink.postgres.ddl.StorageTables;
import dev.tideline.sink.postgres.ddl.UserTypes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A connection over which one topology is written. The right to write is an advisory lock of this very connection: when the
 * connection is gone, so are the lock and whatever was not committed, and there is nothing a former writer could still do.
 *
 * <p>Not thread-safe. After a {@link TargetFailure} it must be closed and another one opened.
 */
public final class TargetSession implements AutoCloseable {

    private final Connection connection;
    private final Transactions transactions;
    private final String topology;
    private final GenerationCatalog generations;
    private final StorageCatalog storages;
    private final ViewStateCatalog states;

    private TargetSession(Connection connection, String topology) {
        this.connection = connection;
        this.transactions = new Transactions(connection);
        this.topology = topology;
        this.generations = new GenerationCatalog(connection);
        this.storages = new StorageCatalog(connection);
        this.states = new ViewStateCatalog(connection, topology);
    }

    /** Connects. */
    public static TargetSession open(TargetConnector connector, String topology) {
        try {
            return new TargetSession(connector.open(topology), topology);
        } catch (SQLException e) {
            throw TargetFailure.of(e, "connecting to the target " + connector.address());
        }
    }

    /** Tries to become the topology's only writer; true once this session is. */
    public boolean tryLock() {
        return transactions.run(
                "waiting to write topology '" + topology + "'", () -> Locks.tryWriter(connection, topology));
    }

    /** What the target holds of the topology. To be called once this is the writer. */
    public List<Generation> generations() {
        return transactions.run("reading the state of topology '" + topology + "'", () -> {
            states.forgetDropped();
            return generations.of(topology);
        });
    }

    /** Where to read on in the result topics of a generation. */
    public List<Position> positions(Generation generation) {
        return transactions.run(
                "reading the offsets of topology '" + topology + "'", () -> generations.positions(generation.id()));
    }

    /** Records a generation that is to be gathered out of sight; {@link #attach} makes its tables. */
    public Generation create(TopologyDescriptor descriptor, String resultEpochsId) {
        return transactions.run("preparing topology '" + topology + "'", () -> {
            var generation = generations.createBuilding(descriptor, resultEpochsId);
            states.declare(generation.id(), descriptor.views());
            return generation;
        });
    }

    /** Makes or finds the tables of a generation. */
    public GenerationTarget attach(Generation generation) {
        return transactions.run("preparing the relations of topology '" + topology + "'", () -> {
            Locks.ddl(connection);
            new GenerationRemoval(connection).dropStages(generation);
            var descriptor = generation.descriptor();
            UserTypes.ensure(connection, descriptor);
            var known = storages.of(generation.id());
            var views = new ArrayList<ViewTarget>();
            for (int ordinal = 0; ordinal < descriptor.views().size(); ordinal++) {
                var view = descriptor.views().get(ordinal);
                Schemas.ensure(connection, view.relation().schema());
                Relations.ownOrFree(connection, view.relation(), topology);
                var where = known.get(view.name());
                if (where == null) {
                    where = createStorage(generation, ordinal, view);
                }
                views.add(new ViewTarget(connection, topology, generation.id(), ordinal, view, where));
            }
            checkThere(known);
            return new GenerationTarget(connection, generation, views);
        });
    }

    /**
     * The engine has described the same generation again: names of relations, descriptions, indexes or enums may have
     * changed.
     */
    public void describe(GenerationTarget target, TopologyDescriptor descriptor) {
        var generation = target.generation();
        if (generation.descriptor().equals(descriptor)) {
            return;
        }
        checkSameShape(generation.descriptor(), descriptor);
        transactions.run("updating the relations of topology '" + topology + "'", () -> {
            Locks.ddl(connection);
            UserTypes.ensure(connection, descriptor);
            target.describe(descriptor);
            generations.updateDescriptor(generation.id(), descriptor);
            return null;
        });
    }

    /** Forgets a generation that was gathered out of sight and is no longer wanted. */
    public void abandon(Generation generation) {
        transactions.run("forgetting a generation of topology '" + topology + "'", () -> {
            Locks.ddl(connection);
            new GenerationRemoval(connection).run(generation);
            return null;
        });
    }

    /** The topology is gone: its relations stay as they are, and nobody waits for it any more. */
    public void retire() {
        transactions.run("retiring topology '" + topology + "'", () -> {
            Locks.ddl(connection);
            states.pauseAllBut(List.of(), "the topology was removed; the relation stays as it was");
            for (var generation : generations.of(topology)) {
                new GenerationRemoval(connection).run(generation);
            }
            try (var statement = connection.prepareStatement("DELETE FROM tideline.frontier WHERE topology = ?")) {
                statement.setString(1, topology);
                statement.executeUpdate();
            }
            return null;
        });
    }

    /** Asks the target for nothing, to learn whether it is still there; without epochs nobody else would. */
    public void probe() {
        transactions.run("asking the target whether it is there", () -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("SELECT");
            }
        });
    }

    /** Shows in {@code tideline.view_status} why a generation cannot go on. */
    public void problem(long generationId, String problem) {
        transactions.run("recording a problem of topology '" + topology + "'", () -> {
            generations.problem(generationId, problem);
            return null;
        });
    }

    /** Cuts the connection; may be called by another thread. */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is gone already.
        }
    }

    /** Gives up the right to write. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone either way, and with it the lock.
        }
    }

    private StorageCatalog.ViewStorage createStorage(Generation generation, int ordinal, TopologyDescriptor.View view)
            throws SQLException {
        TableName table = StorageTables.nameOf(generation.id(), ordinal, view);
        StorageTables.create(connection, table, view);
        var storage = new Storage(table, null, new RowLayout(topology, view).keyColumns(), null);
        storages.save(storage);
        storages.bind(generation.id(), view.name(), table, false);
        return new StorageCatalog.ViewStorage(storage, false);
    }

    private void checkSameShape(TopologyDescriptor before, TopologyDescriptor now) {
        boolean same = before.views().size() == now.views().size();
        for (int i = 0; same && i < now.views().size(); i++) {
            var one = before.views().get(i);
            var other = now.views().get(i);
            same = one.name().equals(other.name())
                    && one.topic().equals(other.topic())
                    && one.bag() == other.bag()
                    && one.key().equals(other.key())
                    && StorageColumn.of(one).equals(StorageColumn.of(other));
        }
        if (!same || before.tasks() != now.tasks()) {
            throw new DiagnosticException(Diagnostic.error(
                    DiagnosticCode.KAFKA_TOPIC,
                    "generation " + now.generation() + " of topology '" + topology
                            + "' is described with other views or columns than before",
                    "Another plan needs another generation. This is a defect of Tideline: please report it.",
                    null));
        }
    }

    private void checkThere(Map<String, StorageCatalog.ViewStorage> known) throws SQLException {
        for (var where : known.values()) {
            try (var statement = connection.prepareStatement("SELECT to_regclass(?) IS NULL")) {
                statement.setString(1, where.storage().table().quoted());
                try (var row = statement.executeQuery()) {
                    row.next();
                    if (row.getBoolean(1)) {
                        throw new DiagnosticException(Diagnostic.error(
                                DiagnosticCode.TARGET_RELATION,
                                "the table " + where.storage().table() + " of topology '" + topology
                                        + "' has been dropped, and its rows with it",
                                "To have it made anew, remove the view from the topology file, run, and add it again.",
                                null));
                    }
                }
            }
        }
    }
}
