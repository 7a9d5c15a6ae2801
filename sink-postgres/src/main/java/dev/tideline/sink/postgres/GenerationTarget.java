package dev.tideline.sink.postgres;

import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.epoch.Batch;
import dev.tideline.sink.epoch.Cut;
import dev.tideline.sink.epoch.ViewChanges;
import dev.tideline.sink.postgres.apply.Written;
import dev.tideline.sink.postgres.catalog.Generation;
import dev.tideline.sink.postgres.catalog.GenerationCatalog;
import dev.tideline.sink.postgres.catalog.Progress;
import dev.tideline.sink.postgres.catalog.StorageCatalog;
import dev.tideline.sink.postgres.catalog.ViewStateCatalog;
import dev.tideline.sink.postgres.ddl.KeyIndex;
import dev.tideline.sink.postgres.ddl.Publisher;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One generation of a topology in the target. While it is gathered out of sight its epochs only move its own row; once it
 * is live every transaction moves the frontier, too, together with the rows, the offsets behind them and the states.
 */
public final class GenerationTarget {

    /**
     * What a transaction did.
     *
     * @param batch null if nothing could be applied
     * @param blocked true if a hold keeps the next epoch back
     * @param written by view
     */
    public record Applied(Batch batch, boolean blocked, Map<String, Written> written) {}

    /** What came of an attempt to show a generation in place of another. */
    public enum Replacement {
        DONE,
        /** Its position is behind what users see already. */
        BEHIND,
        /** Its position is beyond what a hold allows. */
        HELD
    }

    private final Connection connection;
    private final Transactions transactions;
    private final StorageCatalog storages;
    private final ViewStateCatalog states;
    private final Progress progress;
    private final List<ViewTarget> views;
    private Generation generation;
    private boolean backfilling;
    private ViewTarget writing;

    GenerationTarget(Connection connection, Generation generation, List<ViewTarget> views) {
        this.connection = connection;
        this.transactions = new Transactions(connection);
        this.storages = new StorageCatalog(connection);
        this.states = new ViewStateCatalog(connection, generation.descriptor().topology());
        this.progress = new Progress(connection);
        this.generation = generation;
        this.views = views;
    }

    /** The generation as the target holds it. */
    public Generation generation() {
        return generation;
    }

    /** Writes rows of an unfinished epoch to tables out of sight, in a transaction of their own. */
    public void stage(long epoch, List<ViewChanges> changes) {
        beginBackfill();
        transactions.run("staging rows of topology '" + topology() + "'", () -> {
            for (var view : views) {
                view.stage(epoch, changes.get(view.ordinal()));
            }
            return null;
        });
    }

    /** Applies complete epochs, as far as a hold allows. */
    public Applied apply(BatchSource source) {
        return generation.live() ? applyLive(source) : applyHidden(source);
    }

    private Applied applyHidden(BatchSource source) {
        Batch batch = source.upTo(null);
        if (batch == null) {
            return new Applied(null, false, Map.of());
        }
        beginBackfill();
        return write(() -> {
            boolean firstContent = generation.epoch() == null;
            var written = new LinkedHashMap<String, Written>();
            for (var view : views) {
                writing = view;
                written.put(
                        view.view().name(),
                        view.apply(batch.last().epoch(), batch.changes().get(view.ordinal())));
                view.ensureKey();
            }
            check(progress.advanceHidden(
                    generation.id(), generation.epoch(), batch.last(), source.positionsAfter(batch)));
            if (firstContent) {
                analyze();
            }
            return new Applied(batch, false, written);
        });
    }

    private Applied applyLive(BatchSource source) {
        return write(() -> {
            Hold hold = Hold.lock(connection, topology());
            Batch batch = source.upTo(hold.lsnMax());
            if (batch == null) {
                Cut next = source.next();
                boolean blocked = hold.lsnMax() != null && next != null;
                if (blocked) {
                    hold.block(connection, topology(), next.lsn());
                }
                return new Applied(null, blocked, Map.of());
            }
            var written = new LinkedHashMap<String, Written>();
            var deltas = new LinkedHashMap<String, Long>();
            for (var view : views) {
                writing = view;
                Written done = writeLive(view, batch);
                written.put(view.view().name(), done);
                if (view.isPublished() && done.rowsDelta() != 0) {
                    deltas.put(view.view().name(), done.rowsDelta());
                }
            }
            changeStates(batch.last());
            check(progress.advance(
                    topology(),
                    generation.id(),
                    generation.epoch(),
                    batch.last(),
                    source.positionsAfter(batch),
                    deltas));
            return new Applied(batch, false, written);
        });
    }

    private Written writeLive(ViewTarget view, Batch batch) throws SQLException {
        var changes = batch.changes().get(view.ordinal());
        if (view.isPublished() && batch.last().failed().containsKey(view.view().name())) {
            view.hold(batch.last().epoch(), changes);
            return Written.NOTHING;
        }
        return view.apply(batch.last().epoch(), changes);
    }

    /** Views that begin to fail, fail otherwise, or are good again; the last may have to be published now. */
    private void changeStates(Cut to) throws SQLException {
        for (var failed : to.failed().entrySet()) {
            if (!failed.getValue().equals(generation.failed().get(failed.getKey()))) {
                states.failed(generation.id(), failed.getKey(), failed.getValue());
            }
        }
        for (var view : views) {
            boolean good = !to.failed().containsKey(view.view().name());
            if (good && !view.isPublished()) {
                writing = view;
                Locks.ddl(connection);
                publish(view);
            } else if (good && generation.failed().containsKey(view.view().name())) {
                states.live(generation.id(), view.view().name());
            }
        }
    }

    /**
     * Shows this generation in place of the one that is live, if any: only rows that differ are written, and relations that
     * stay keep their identity. Views that fail stay out of sight, and under their names the last good rows.
     *
     * @param previous the live generation, or null if the topology shows nothing yet
     */
    public Replacement replace(Generation previous) {
        return transactions.run("showing generation " + number() + " of topology '" + topology() + "'", () -> {
            Hold hold = Hold.lock(connection, topology());
            boolean behind = hold.shown() != null && hold.shown().isAfter(generation.lsn());
            boolean heldBack = hold.lsnMax() != null && generation.lsn().isAfter(hold.lsnMax());
            if (behind || heldBack) {
                return behind ? Replacement.BEHIND : Replacement.HELD;
            }
            Locks.ddl(connection);
            for (var view : views) {
                String error = generation.failed().get(view.view().name());
                if (error != null) {
                    states.failed(generation.id(), view.view().name(), error);
                } else {
                    publish(view);
                }
            }
            states.pauseAllBut(
                    views.stream().map(view -> view.view().name()).toList(),
                    "no longer in the topology file; the relation stays as it was");
            if (previous != null) {
                new GenerationRemoval(connection).run(previous);
            }
            new GenerationCatalog(connection).makeLive(generation.id());
            check(progress.show(generation.id()));
            generation = generation.shown();
            return Replacement.DONE;
        });
    }

    private void publish(ViewTarget view) throws SQLException {
        view.ensureKey();
        long rows = view.countRows();
        var namesInUse = views.stream().map(other -> other.view().relation()).toList();
        var table = new Publisher(connection, topology()).publish(view.view(), view.storage(), namesInUse);
        view.published(table);
        storages.bind(generation.id(), view.view().name(), table.table(), true);
        states.live(generation.id(), view.view().name());
        states.published(view.ordinal(), view.view(), rows);
    }

    private Applied write(Transactions.Work<Applied> work) {
        try {
            Applied applied = transactions.run("writing topology '" + topology() + "'", () -> {
                try {
                    return work.run();
                } catch (SQLException e) {
                    if (writing != null && KeyIndex.DOES_NOT_FIT.contains(String.valueOf(e.getSQLState()))) {
                        throw new KeyTooLong(writing, e);
                    }
                    throw e;
                }
            });
            if (applied.batch() != null) {
                generation = generation.reached(applied.batch().last());
            }
            return applied;
        } catch (KeyTooLong e) {
            String name = e.view.view().name();
            transactions.run("changing the key of view '" + name + "'", () -> {
                Locks.ddl(connection);
                e.view.useDigestKey();
                return null;
            });
            throw TargetFailure.startOver(
                    "a key of view '" + name + "' is too long for an index entry; its index is on a digest now");
        }
    }

    private void beginBackfill() {
        if (!generation.live() && !backfilling) {
            transactions.run("showing progress of topology '" + topology() + "'", () -> {
                states.backfilling(generation.id());
                return null;
            });
            backfilling = true;
        }
    }

    /** The planner needs to know the size of what came in one go. */
    private void analyze() throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var view : views) {
                statement.execute("ANALYZE " + view.storage().table().quoted());
            }
        }
    }

    private void check(boolean advanced) {
        if (!advanced) {
            throw TargetFailure.startOver("the position of topology '" + topology()
                    + "' in the target is not the one that this process left there");
        }
    }

    private String topology() {
        return generation.descriptor().topology();
    }

    private int number() {
        return generation.descriptor().generation();
    }

    /** Takes over a descriptor of the same generation, in the caller's transaction. */
    void describe(TopologyDescriptor changed) throws SQLException {
        var publisher = new Publisher(connection, topology());
        var namesInUse =
                changed.views().stream().map(TopologyDescriptor.View::relation).toList();
        for (var view : views) {
            var now = changed.views().get(view.ordinal());
            if (view.isPublished()) {
                view.published(publisher.update(now, view.storage(), namesInUse));
                states.relation(now);
            }
            view.view(now);
        }
        generation = generation.described(changed);
    }

    private static final class KeyTooLong extends RuntimeException {

        private final transient ViewTarget view;

        private KeyTooLong(ViewTarget view, SQLException cause) {
            super(cause);
            this.view = view;
        }
    }
}
