package dev.tideline.engine.gate;

import dev.tideline.engine.state.KeyedState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Stands before a stage and turns many channels, which arrive in any interleaving, into one sequence of epochs.
 *
 * <p>An epoch is <em>complete</em> when all its manifests have come and their counts are met, and <em>sealed</em> when besides all
 * its rows have been handed out. The stage takes rows as {@link #offer} admits them and from {@link #release()}; when
 * {@link #closable()}, it finishes what it does with the sealed epochs between {@link #beginClosing()} and {@link #closed()}.
 * Rows behind a sealed epoch wait until it has been closed, except those of epochs that are complete, too, and small: these are
 * folded into the same closing. So an epoch never waits for rows that may not come for long.
 *
 * <p>Memory is made durable by {@link #flush()}: after it, a new gate over the same state goes on exactly. Not thread-safe.
 *
 * @param <R> a row as it arrived
 */
public final class Gate<R> {

    private final GateSpec spec;
    private final GateLimits limits;
    private final KeyedState rows;
    private final RowBytes<R> bytes;
    private final GateState memory;
    private final TreeMap<Long, EpochProgress<R>> epochs = new TreeMap<>();
    private final List<GateManifest> unwrittenManifests = new ArrayList<>();
    private final Set<Long> writtenManifests = new HashSet<>();
    private final Set<Long> unwrittenRows = new HashSet<>();

    private EpochProgress<R> filling;
    private long openFrom;
    private boolean closing;
    private long openRows;
    private EpochMark sealed;
    private int rowsInMemory;
    private long bytesInMemory;
    private int rowsUnwritten;
    private long bytesUnwritten;
    private boolean changed;

    public Gate(GateSpec spec, GateLimits limits, KeyedState state, RowBytes<R> bytes) {
        this.spec = spec;
        this.limits = limits;
        this.bytes = bytes;
        rows = state;
        memory = new GateState(state, spec);
        GateState.Head head = memory.readHead();
        if (head == null) {
            openFrom = spec.firstEpoch();
            filling = progress(spec.firstEpoch());
            spec.firstManifests().forEach(this::announce);
            changed = true;
        } else {
            resume(head);
        }
    }

    private void resume(GateState.Head head) {
        openFrom = head.openFrom();
        closing = head.closing();
        openRows = head.openRows();
        sealed = head.sealed();
        filling = progress(head.filling());
        for (int i = 0; i < head.admitted().length; i++) {
            filling.count(i, head.admitted()[i], channel(i));
            filling.admit(i, head.admitted()[i]);
        }
        memory.readWaiting((epoch, sequence, channel) -> {
            EpochProgress<R> progress = progress(epoch);
            progress.count(channel, 1, channel(channel));
            progress.waiting().found(sequence);
        });
        memory.readManifests(manifest -> {
            progress(manifest.epoch()).announce(manifest, spec);
            writtenManifests.add(manifest.epoch());
        });
        settle();
    }

    /**
     * A row has arrived.
     *
     * @param channel its position in {@link GateSpec#inputs()}
     * @throws GateViolation if it cannot be
     */
    public Admission offer(int channel, long epoch, R row) {
        GateInput input = spec.inputs().get(channel);
        if (epoch < input.firstEpoch()) {
            return Admission.DROPPED;
        }
        if (epoch > input.lastEpoch()) {
            throw GateViolation.outsideChannel(input, epoch);
        }
        if (epoch < filling.epoch()) {
            throw GateViolation.rowBelowFrontier(input.channel(), epoch, filling.epoch());
        }
        EpochProgress<R> progress = progress(epoch);
        progress.count(channel, 1, input.channel());
        changed = true;
        if (progress == filling
                && !closing
                && epoch == openFrom
                && filling.waiting().isEmpty()) {
            filling.admit(channel, 1);
            settle();
            return Admission.ADMITTED;
        }
        await(progress, channel, row);
        return Admission.WAITING;
    }

    /**
     * A manifest has arrived. Those of epochs before the first are ignored.
     *
     * @throws GateViolation if it cannot be
     */
    public void manifest(GateManifest manifest) {
        long epoch = manifest.epoch();
        boolean givenBySpec =
                epoch == spec.firstEpoch() && !spec.firstManifests().isEmpty();
        if (epoch >= spec.firstEpoch() && !givenBySpec) {
            announce(manifest);
        }
    }

    private void announce(GateManifest manifest) {
        long epoch = manifest.epoch();
        if (epoch < filling.epoch()) {
            throw GateViolation.manifestBelowFrontier(manifest.producer(), epoch, filling.epoch());
        }
        progress(epoch).announce(manifest, spec);
        unwrittenManifests.add(manifest);
        changed = true;
        settle();
    }

    /** The next of the waiting rows whose turn has come, or null. The caller must take it as it takes an admitted one. */
    public R release() {
        if (!releasable()) {
            return null;
        }
        WaitingRows<R> waiting = filling.waiting();
        int before = waiting.inMemory();
        long bytesBefore = waiting.bytesInMemory();
        WaitingRows.Entry<R> entry = waiting.remove(rows, bytes);
        rowsInMemory += waiting.inMemory() - before;
        bytesInMemory += waiting.bytesInMemory() - bytesBefore;
        filling.admit(entry.channel(), 1);
        changed = true;
        settle();
        return entry.row();
    }

    /** True if there are epochs to close: complete, all their rows handed out, and not being closed yet. */
    public boolean closable() {
        return !closing && filling.epoch() > openFrom && !folding();
    }

    /** Decides what is closed next. From now on all rows wait. */
    public Closing beginClosing() {
        if (!closable()) {
            throw new IllegalStateException("epoch " + openFrom + " cannot be closed yet");
        }
        closing = true;
        changed = true;
        return closing();
    }

    /** What is being closed, or null. It is remembered, since a closing may take several commits. */
    public Closing closing() {
        return closing ? new Closing(openFrom, filling.epoch() - 1, openFrom == spec.firstEpoch(), sealed) : null;
    }

    /** The stage has finished the closing. */
    public void closed() {
        if (!closing) {
            throw new IllegalStateException("nothing is being closed");
        }
        openFrom = filling.epoch();
        openRows = 0;
        closing = false;
        changed = true;
        settle();
    }

    /** Makes all that happened since the last flush durable. Costs nothing if nothing happened. */
    public void flush() {
        if (!changed) {
            return;
        }
        for (GateManifest manifest : unwrittenManifests) {
            if (manifest.epoch() >= filling.epoch()) {
                memory.writeManifest(manifest);
                writtenManifests.add(manifest.epoch());
            }
        }
        unwrittenManifests.clear();
        for (long epoch : unwrittenRows) {
            EpochProgress<R> progress = epochs.get(epoch);
            if (progress != null) {
                progress.waiting().flush(rows, bytes);
            }
        }
        unwrittenRows.clear();
        rowsUnwritten = 0;
        bytesUnwritten = 0;
        memory.writeHead(new GateState.Head(filling.epoch(), openFrom, closing, openRows, sealed, filling.admitted()));
        changed = false;
    }

    /** The epoch being filled. All before it are complete. */
    public long filling() {
        return filling.epoch();
    }

    /** The first epoch that has not been closed. */
    public long openFrom() {
        return openFrom;
    }

    /** What was said of the epoch before {@link #filling()}; null if none is complete yet. */
    public EpochMark sealed() {
        return sealed;
    }

    /** How many rows wait. */
    public long waiting() {
        return epochs.values().stream()
                .mapToLong(progress -> progress.waiting().size())
                .sum();
    }

    /** Whether {@link #release()} has a row to hand out. */
    public boolean releasable() {
        return !filling.waiting().isEmpty() && mayRelease();
    }

    /** Rows of epochs that are complete or being filled and not closed yet: what a closing would cover, at least. */
    public long openRows() {
        return openRows + filling.receivedTotal();
    }

    /** Rows that have begun to wait, in memory only, since the last {@link #flush()}: what the next one has to write. */
    public int waitingUnwritten() {
        return rowsUnwritten;
    }

    /** About how many bytes of memory those rows take. */
    public long waitingUnwrittenBytes() {
        return bytesUnwritten;
    }

    /** Whether rows or manifests of epochs behind the one being filled have come already. */
    public boolean knowsLaterEpochs() {
        return epochs.lastKey() > filling.epoch();
    }

    /** What the epoch being filled still lacks, for people. */
    public String missing() {
        var missing = new ArrayList<String>();
        for (int producer = 0; producer < spec.producers(); producer++) {
            if (!filling.isAnnouncedBy(producer)) {
                missing.add("the manifest of task " + producer);
            }
        }
        for (int i = 0; i < spec.inputs().size(); i++) {
            long lacking = filling.expected(i) - filling.received(i);
            if (filling.expected(i) >= 0 && lacking > 0) {
                missing.add(lacking + " of " + filling.expected(i) + " rows in " + channel(i));
            }
        }
        return "epoch " + filling.epoch() + " lacks " + (missing.isEmpty() ? "nothing" : String.join(", ", missing));
    }

    private void await(EpochProgress<R> progress, int channel, R row) {
        boolean toMemory = rowsInMemory < limits.heapRows() && bytesInMemory < limits.heapBytes();
        WaitingRows<R> waiting = progress.waiting();
        int before = waiting.inMemory();
        long bytesBefore = waiting.bytesInMemory();
        waiting.add(channel, row, toMemory, rows, bytes);
        if (waiting.inMemory() > before) {
            rowsInMemory++;
            rowsUnwritten++;
            long size = waiting.bytesInMemory() - bytesBefore;
            bytesInMemory += size;
            bytesUnwritten += size;
            unwrittenRows.add(progress.epoch());
        }
    }

    private boolean mayRelease() {
        return !closing && (filling.epoch() == openFrom || folding());
    }

    /**
     * True if the epoch being filled joins those that await closing: it is complete and small enough, and neither it nor the last of
     * them must be closed alone; or it has begun to be handed out already.
     */
    private boolean folding() {
        return filling.admittedTotal() > 0
                || openFrom != spec.firstEpoch()
                        && filling.complete()
                        && !sealed.alone()
                        && !filling.mark().alone()
                        && openRows + filling.receivedTotal() <= limits.foldRows();
    }

    /** Seals all epochs that have become complete and have no waiting rows left. */
    private void settle() {
        while (!closing
                && filling.complete()
                && filling.waiting().isEmpty()
                && (filling.epoch() == openFrom || folding())) {
            openRows += filling.receivedTotal();
            sealed = filling.mark();
            epochs.remove(filling.epoch());
            if (writtenManifests.remove(filling.epoch())) {
                for (int producer = 0; producer < spec.producers(); producer++) {
                    memory.removeManifest(filling.epoch(), producer);
                }
            }
            filling = progress(filling.epoch() + 1);
            changed = true;
        }
    }

    private EpochProgress<R> progress(long epoch) {
        return epochs.computeIfAbsent(
                epoch, e -> new EpochProgress<>(e, spec.inputs().size(), spec.producers()));
    }

    private Channel channel(int position) {
        return spec.inputs().get(position).channel();
    }
}
