package dev.tideline.sink.epoch;

import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.ResultManifest;
import dev.tideline.schemas.wire.TopologyDescriptor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Collects the records of one generation until whole epochs stand complete.
 *
 * <p>Invariants: manifests of a task are consecutive; a cut is ready only if all tasks closed it and, for every epoch up to
 * it and every channel, exactly as many records came as the manifests promise. More, or fewer with later ones behind them,
 * is an error ({@link BrokenResults}) and nothing is handed out any more.
 */
public final class EpochAssembler {

    /** There is no epoch yet: the generation's first content has still to come. */
    public static final long NONE = -1;

    private final TopologyDescriptor descriptor;
    private final ManifestQueue manifests;
    private final Map<String, Map<Integer, Channel>> channels = new HashMap<>();
    private final TreeMap<Long, OpenEpoch> open = new TreeMap<>();
    private final Map<Channel, Deque<long[]>> manifestOffsets = new HashMap<>();
    private final Deque<Cut> ready = new ArrayDeque<>();
    private final long resumedAfter;
    private long applied;
    private long heapBytes;

    /** @param applied the last epoch that the target holds, or {@link #NONE} */
    public EpochAssembler(TopologyDescriptor descriptor, long applied) {
        this.descriptor = descriptor;
        this.resumedAfter = applied;
        this.applied = applied;
        this.manifests = new ManifestQueue(descriptor, applied);
    }

    /** Makes a partition known; records may only come from channels that have been added. */
    public void add(Channel channel) {
        channels.computeIfAbsent(channel.topic(), topic -> new HashMap<>()).put(channel.partition(), channel);
    }

    /** Takes a result row; a null value deletes. */
    public void row(Channel channel, long offset, long epoch, byte[] key, byte[] value) {
        if (isPassedOver(channel, offset, epoch)) {
            return;
        }
        if (epoch <= lastReady()) {
            throw broken(channel + " holds a row too many of epoch " + epoch + ", at offset " + offset);
        }
        if (descriptor.tasks() == 1 && epoch < channel.lastEpoch()) {
            throw broken(channel + " holds a row of epoch " + epoch + " behind rows of epoch " + channel.lastEpoch()
                    + ", at offset " + offset);
        }
        if (key == null) {
            throw broken(channel + " holds a row without a key, at offset " + offset);
        }
        channel.saw(epoch);
        var openEpoch = openEpoch(epoch);
        var count = openEpoch.count(channel);
        count.received++;
        count.firstOffset = Math.min(count.firstOffset, offset);
        var changes = openEpoch.changes().get(channel.view());
        long before = changes.heapBytes();
        changes.put(new RecordKey(key), value);
        heapBytes += changes.heapBytes() - before;
    }

    /** Takes a manifest. */
    public void manifest(Channel channel, long offset, ResultManifest manifest) {
        if (isPassedOver(channel, offset, manifest.epoch())) {
            return;
        }
        manifests.add(manifest);
        manifestOffsets.computeIfAbsent(channel, c -> new ArrayDeque<>()).add(new long[] {manifest.epoch(), offset});
        var openEpoch = openEpoch(manifest.epoch());
        manifest.rows()
                .forEach((topic, partitions) -> partitions.forEach((partition, rows) -> {
                    var rowChannel = channels.getOrDefault(topic, Map.of()).get(partition);
                    if (rowChannel == null || rowChannel.view() == Channel.MANIFESTS) {
                        throw broken("the manifest of epoch " + manifest.epoch() + " names partition " + partition
                                + " of a topic '" + topic + "', which holds no view's rows");
                    }
                    openEpoch.count(rowChannel).expected += rows;
                }));
    }

    /**
     * The complete epochs to apply next, or null if there is none.
     *
     * @param lsnMax the batch ends at or before this LSN; null for no bound
     * @param rowsMax the batch ends before it has more rows, unless a single epoch alone has
     */
    public Batch batch(Lsn lsnMax, long rowsMax) {
        findReady();
        var cuts = new ArrayList<Cut>();
        long rows = 0;
        for (var cut : ready) {
            boolean beyond = lsnMax != null && cut.lsn().isAfter(lsnMax);
            boolean fits = cuts.isEmpty()
                    || rows + cut.rows() <= rowsMax
                            && cut.failed().equals(cuts.get(0).failed());
            if (beyond || !fits) {
                break;
            }
            cuts.add(cut);
            rows += cut.rows();
        }
        return cuts.isEmpty() ? null : merge(cuts);
    }

    /** The first complete cut that has not been applied, or null. */
    public Cut nextCut() {
        findReady();
        return ready.peekFirst();
    }

    /** The target holds the batch now. */
    public void applied(Batch batch) {
        applied = batch.last().epoch();
        batch.cuts().forEach(cut -> ready.removeFirst());
        var done = open.headMap(applied, true);
        done.values().forEach(epoch -> heapBytes -= heapOf(epoch.changes()));
        done.clear();
        manifestOffsets.values().forEach(offsets -> offsets.removeIf(entry -> entry[0] <= applied));
    }

    /**
     * Hands the rows in memory to {@code stage}, with their epoch and in its order, and forgets them; a later batch over
     * these epochs says so in {@link Batch#spilled()}.
     */
    public void spill(BiConsumer<Long, List<ViewChanges>> stage) {
        for (var epoch : open.values()) {
            if (epoch.changes().stream().anyMatch(changes -> !changes.isEmpty())) {
                heapBytes -= heapOf(epoch.changes());
                stage.accept(epoch.epoch, epoch.spill());
            }
        }
    }

    /**
     * Where reading of a channel must resume once the epochs up to {@code after} are applied: the first record of a later
     * epoch, or {@code position}.
     */
    public long resumeOffset(Channel channel, long after, long position) {
        long lowest = position;
        if (channel.view() == Channel.MANIFESTS) {
            for (long[] entry : manifestOffsets.getOrDefault(channel, new ArrayDeque<>())) {
                if (entry[0] > after) {
                    lowest = Math.min(lowest, entry[1]);
                }
            }
            return lowest;
        }
        for (var epoch : open.tailMap(after, false).values()) {
            var count = epoch.counts().get(channel);
            if (count != null) {
                lowest = Math.min(lowest, count.firstOffset);
            }
        }
        return lowest;
    }

    /**
     * The channels whose rows the next cut lacks although all its manifests have come. That is normal for a moment; once
     * such a channel has been read to its very end the rows are lost.
     */
    public List<Channel> lacking() {
        findReady();
        var missing = new ArrayList<Channel>();
        long end = ready.isEmpty() ? manifests.nextCommonEnd(lastReady()) : NONE;
        if (end != NONE) {
            for (var epoch : open.headMap(end, true).values()) {
                epoch.counts().forEach((channel, count) -> {
                    if (count.received < count.expected) {
                        missing.add(channel);
                    }
                });
            }
        }
        return missing;
    }

    /** An estimate of the heap that waiting rows take. */
    public long heapBytes() {
        return heapBytes;
    }

    /** True if any record of an epoch not yet applied has come. */
    public boolean hasPending() {
        return !open.isEmpty();
    }

    /** The error of rows that never came. */
    public RuntimeException lost(Channel channel) {
        return broken(channel + " has been read to its end and holds fewer rows than the manifests promise");
    }

    private void findReady() {
        for (long end = manifests.nextCommonEnd(lastReady()); end != NONE; end = manifests.nextCommonEnd(lastReady())) {
            long rows = 0;
            for (var epoch : open.headMap(end, true).tailMap(lastReady(), false).values()) {
                if (!isComplete(epoch)) {
                    return;
                }
                rows += epoch.received();
            }
            ready.addLast(manifests.take(lastReady(), end, rows));
        }
    }

    private boolean isComplete(OpenEpoch epoch) {
        boolean complete = true;
        for (var entry : epoch.counts().entrySet()) {
            var channel = entry.getKey();
            var count = entry.getValue();
            boolean laterRowsCame = descriptor.tasks() == 1 && channel.lastEpoch() > epoch.epoch;
            if (count.received > count.expected || count.received < count.expected && laterRowsCame) {
                throw broken(channel + " holds " + count.received + " rows of epoch " + epoch.epoch
                        + ", its manifest says " + count.expected);
            }
            complete &= count.received == count.expected;
        }
        return complete;
    }

    private Batch merge(List<Cut> cuts) {
        long from = cuts.get(0).after();
        var epochs = open.headMap(cuts.get(cuts.size() - 1).epoch(), true)
                .tailMap(from, false)
                .values();
        boolean spilled = epochs.stream().anyMatch(OpenEpoch::spilled);
        if (epochs.size() == 1) {
            return new Batch(cuts, epochs.iterator().next().changes(), spilled);
        }
        var merged = new ArrayList<ViewChanges>();
        for (int view = 0; view < descriptor.views().size(); view++) {
            var changes = new ViewChanges();
            for (var epoch : epochs) {
                changes.putAll(epoch.changes().get(view));
            }
            merged.add(changes);
        }
        return new Batch(cuts, merged, spilled);
    }

    private boolean isPassedOver(Channel channel, long offset, long epoch) {
        return offset < channel.readBefore() && epoch <= resumedAfter;
    }

    private long lastReady() {
        return ready.isEmpty() ? applied : ready.peekLast().epoch();
    }

    private OpenEpoch openEpoch(long epoch) {
        return open.computeIfAbsent(
                epoch, number -> new OpenEpoch(number, descriptor.views().size()));
    }

    private static long heapOf(List<ViewChanges> changes) {
        return changes.stream().mapToLong(ViewChanges::heapBytes).sum();
    }

    private RuntimeException broken(String what) {
        return BrokenResults.because(descriptor.topology(), what);
    }
}
