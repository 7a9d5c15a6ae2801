package dev.tideline.engine.runtime;

import dev.tideline.engine.circuit.ResultSink;
import dev.tideline.engine.circuit.TableChange;
import dev.tideline.engine.gate.Admission;
import dev.tideline.engine.gate.Closing;
import dev.tideline.engine.gate.EpochMark;
import dev.tideline.engine.gate.Gate;
import dev.tideline.engine.gate.GateManifest;
import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.StateProvider;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import dev.tideline.schemas.wire.EpochManifest;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.ResultManifest;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The part of a topology that runs between two exchanges: changes come in by the gate, are cut into slices, go through the circuit,
 * and leave as the net changes of whole epochs, each followed by its manifest. Knows nothing of Kafka.
 *
 * <p>Changes are put off until a slice is full or {@link #beforeCommit()}, and only there epochs are closed: what arrives between
 * two commits is stepped, written and emitted once. One call does no more than about {@link StageLimits#turnRows} of work; the rest
 * is done before the next commits.
 */
final class Stage {

    private static final byte[] EMITTED = {'e'};

    /** A slice of so many bytes, as they arrived, is full however few its rows are. */
    private static final long SLICE_BYTES = 16L << 20;

    private final StageLayout layout;
    private final StageLimits limits;
    private final StageOutput output;
    private final StageMetrics metrics;
    private final BooleanSupplier full;
    private final StageLogic logic;
    private final Gate<RawChange> gate;
    private final KeyedState own;
    private final ChangeDecoder[] decoders;
    private final ResultWriter[] writers;
    private final ResultSink sink = new Emission();

    private final Map<TableName, List<TableChange>> slice = new LinkedHashMap<>();
    private int sliceRows;
    private long sliceBytes;

    /** Rows emitted for the epoch that is being closed, by view. */
    private final long[] emitted;

    private long emittedNow;
    private boolean begun;
    /** Whether the time of the epoch that is being closed has come; found out anew by each stage, at no cost. */
    private boolean advanced;

    private boolean timeBegun;
    private boolean emittedIsStored;
    private Lsn lsn;

    /**
     * @param full says when the states hold so much that is not written that a commit should come first
     */
    Stage(
            StageLayout layout,
            StateProvider states,
            StageLimits limits,
            StageOutput output,
            StageMetrics metrics,
            BooleanSupplier full) {
        this.full = full;
        this.layout = layout;
        this.limits = limits;
        this.output = output;
        this.metrics = metrics;
        StageProgram program = layout.program();
        decoders = layout.decoders();
        writers = program.views().stream()
                .map(view -> new ResultWriter(view, program.types()))
                .toArray(ResultWriter[]::new);
        gate = new Gate<>(layout.gate(), limits.gate(), states.state("gate"), RawChange.BYTES);
        own = states.state("stage");
        emitted = new long[writers.length];
        readEmitted();
        logic = program.open(states, limits.heap());
        if (gate.openFrom() == gate.filling() && gate.sealed() != null) {
            lsn = gate.sealed().lsn();
        }
    }

    /** A record of a change or snapshot topic. */
    void change(long epoch, RawChange change) {
        Admission admission = gate.offer(change.channel(), epoch, change);
        if (admission == Admission.ADMITTED) {
            take(change);
            if (sliceIsFull()) {
                step();
            }
        }
        metrics.row(admission);
    }

    /** A record of the topic of source epochs. */
    void manifest(EpochManifest manifest, long timestampMs) {
        if (manifest.bulk()
                && manifest.epoch() >= gate.filling()
                && layout.readsAnyOf(manifest.rows().keySet())) {
            throw new BulkLoadException(manifest.epoch());
        }
        var mark =
                new EpochMark(manifest.lsn(), manifest.committedAt(), manifest.asOf(), timestampMs, manifest.alone());
        gate.manifest(new GateManifest(manifest.epoch(), 0, mark, layout.counts(manifest.rows())));
    }

    /** Whether {@link #beforeCommit} would close something or let something in. */
    boolean hasTurn() {
        return gate.closing() != null || gate.closable() || gate.releasable();
    }

    /** Whether so much has been put off that the commit should come soon, whatever it costs. */
    boolean isFull() {
        return full.getAsBoolean()
                || gate.waitingUnwritten() > limits.turnRows() / 2
                || gate.waitingUnwrittenBytes() > limits.gate().heapBytes() / 2;
    }

    /**
     * Does what is put off, closes what is complete, lets in what may come in, and makes everything durable.
     *
     * @return false if there is more to do than one turn may
     */
    boolean beforeCommit() {
        boolean done = turn();
        step();
        logic.flush();
        writeEmitted();
        gate.flush();
        return done;
    }

    private boolean turn() {
        int left = limits.turnRows();
        while (true) {
            while (gate.closing() != null) {
                left -= emit();
                if (gate.closing() != null && (left <= 0 || full.getAsBoolean())) {
                    return false;
                }
            }
            for (RawChange change = gate.release(); change != null; change = gate.release()) {
                take(change);
                if (sliceIsFull()) {
                    left -= sliceRows;
                    step();
                    if (left <= 0 || full.getAsBoolean()) {
                        return false;
                    }
                }
            }
            step();
            if (!gate.closable()) {
                return true;
            }
            beginClosing();
        }
    }

    Gate<RawChange> gate() {
        return gate;
    }

    /** LSN of the newest epoch that was closed; null if none is known. */
    Lsn lsn() {
        return lsn;
    }

    private void take(RawChange change) {
        TableName table = layout.tableOf(change.channel());
        List<TableChange> changes = slice.computeIfAbsent(table, name -> new ArrayList<>());
        int before = changes.size();
        decoders[change.channel()].decode(change, changes::add);
        sliceRows += changes.size() - before;
        sliceBytes += change.size();
    }

    private boolean sliceIsFull() {
        return sliceRows >= limits.sliceRows() || sliceBytes >= SLICE_BYTES;
    }

    private void step() {
        if (sliceRows == 0) {
            return;
        }
        beginTime();
        metrics.step(sliceRows, () -> logic.step(slice));
        slice.clear();
        sliceRows = 0;
        sliceBytes = 0;
    }

    /** The rows of a snapshot come with its time, so that none is looked at as of another. */
    private void beginTime() {
        var first = layout.gate().firstManifests();
        if (!timeBegun && !first.isEmpty() && gate.openFrom() == layout.gate().firstEpoch()) {
            logic.advance(first.get(0).mark().asOf(), Integer.MAX_VALUE);
        }
        timeBegun = true;
    }

    private void beginClosing() {
        Closing closing = gate.beginClosing();
        if (closing.first()) {
            beginTime();
            // Some views have a row even of no input.
            logic.step(Map.of());
        }
        Arrays.fill(emitted, 0);
        begun = false;
    }

    /** Hands out some more of the epoch being closed, and its manifest if nothing is left; returns how many rows. */
    private int emit() {
        Closing closing = gate.closing();
        if (!advanced) {
            advanced = logic.advance(closing.mark().asOf(), limits.sliceRows());
            if (!advanced) {
                return limits.sliceRows();
            }
        }
        if (!begun) {
            output.begin(closing.epoch(), closing.mark().timestampMs());
            begun = true;
        }
        emittedNow = 0;
        if (logic.emit(sink, limits.emitRows())) {
            output.manifest(manifest(closing));
            gate.closed();
            advanced = false;
            lsn = closing.mark().lsn();
            begun = false;
            metrics.closed(closing);
        }
        metrics.emitted(emittedNow);
        return (int) Math.max(1, emittedNow);
    }

    private ResultManifest manifest(Closing closing) {
        var rows = new HashMap<String, Map<Integer, Long>>();
        for (int view = 0; view < emitted.length; view++) {
            if (emitted[view] > 0) {
                rows.put(layout.resultTopic(view), Map.of(0, emitted[view]));
            }
        }
        EpochMark mark = closing.mark();
        return new ResultManifest(
                0,
                1,
                closing.from(),
                closing.epoch(),
                mark.lsn(),
                mark.committedAt(),
                logic.time().orElse(mark.asOf()),
                closing.first(),
                rows,
                logic.failures());
    }

    private void readEmitted() {
        byte[] stored = own.get(EMITTED);
        if (stored != null) {
            var in = new ByteReader(stored);
            for (int view = 0; view < emitted.length; view++) {
                emitted[view] = in.readVarLong();
            }
            emittedIsStored = true;
        }
    }

    /** Only a closing that outlasts a commit has to be remembered. */
    private void writeEmitted() {
        if (gate.closing() != null) {
            var out = new ByteWriter();
            for (long rows : emitted) {
                out.writeVarLong(rows);
            }
            own.put(EMITTED, out.toByteArray());
            emittedIsStored = true;
        } else if (emittedIsStored) {
            own.put(EMITTED, null);
            emittedIsStored = false;
        }
    }

    private final class Emission implements ResultSink {

        @Override
        public void upsert(int view, Row key, Row row, long count) {
            ResultWriter writer = writers[view];
            output.row(view, writer.key(key), writer.value(row, count));
            count(view);
        }

        @Override
        public void delete(int view, Row key) {
            output.row(view, writers[view].key(key), null);
            count(view);
        }

        private void count(int view) {
            emitted[view]++;
            emittedNow++;
        }
    }
}
