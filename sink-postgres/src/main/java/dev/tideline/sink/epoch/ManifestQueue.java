package dev.tideline.sink.epoch;

import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.ResultManifest;
import dev.tideline.schemas.wire.TopologyDescriptor;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The manifests of all tasks that no cut has used yet. Tasks may close several source epochs as one, each in its own way;
 * all views are exact together only at an epoch at which every task closed one.
 */
final class ManifestQueue {

    private final String topology;
    private final List<Deque<ResultManifest>> byTask = new ArrayList<>();
    private final long[] lastEpochs;

    ManifestQueue(TopologyDescriptor descriptor, long applied) {
        this.topology = descriptor.topology();
        this.lastEpochs = new long[descriptor.tasks()];
        for (int task = 0; task < descriptor.tasks(); task++) {
            byTask.add(new ArrayDeque<>());
            lastEpochs[task] = applied;
        }
    }

    void add(ResultManifest manifest) {
        int task = manifest.task();
        if (manifest.tasks() != byTask.size() || task < 0 || task >= byTask.size()) {
            throw broken("a manifest of epoch " + manifest.epoch() + " comes from task " + task + " of "
                    + manifest.tasks() + ", but there are " + byTask.size());
        }
        long last = lastEpochs[task];
        if (last == EpochAssembler.NONE && !manifest.first()) {
            throw broken("the first manifest of task " + task + " (epoch " + manifest.epoch()
                    + ") is not one of first content; earlier ones are gone");
        }
        if (last != EpochAssembler.NONE && (manifest.first() || manifest.from() != last + 1)) {
            throw broken("the manifest of task " + task + " for epochs " + manifest.from() + " to " + manifest.epoch()
                    + (manifest.first() ? " claims to be first content and" : "") + " follows epoch " + last);
        }
        if (manifest.epoch() < manifest.from() && !manifest.first()) {
            throw broken("a manifest of task " + task + " ends at epoch " + manifest.epoch() + " before its first, "
                    + manifest.from());
        }
        lastEpochs[task] = manifest.epoch();
        byTask.get(task).addLast(manifest);
    }

    /** The first epoch behind {@code after} that all tasks have closed, or {@link EpochAssembler#NONE}. */
    long nextCommonEnd(long after) {
        for (var candidate : byTask.get(0)) {
            long epoch = candidate.epoch();
            boolean common = epoch > after
                    && byTask.stream().allMatch(queue -> queue.stream().anyMatch(m -> m.epoch() == epoch));
            if (common) {
                return epoch;
            }
        }
        return EpochAssembler.NONE;
    }

    /** Takes all manifests up to {@code epoch}, which all tasks have closed. */
    Cut take(long after, long epoch, long rows) {
        Lsn lsn = null;
        Instant committedAt = null;
        Instant asOf = null;
        boolean first = false;
        Map<String, String> failed = new HashMap<>();
        for (var queue : byTask) {
            ResultManifest manifest = queue.removeFirst();
            first |= manifest.first();
            while (manifest.epoch() < epoch) {
                manifest = queue.removeFirst();
                first |= manifest.first();
            }
            if (lsn != null && !Objects.equals(lsn, manifest.lsn())) {
                throw broken("the tasks disagree on the LSN of epoch " + epoch + ": " + lsn + " and " + manifest.lsn());
            }
            lsn = manifest.lsn();
            committedAt = manifest.committedAt();
            asOf = manifest.asOf();
            manifest.failed().forEach(view -> failed.putIfAbsent(view.view(), String.valueOf(view.error())));
        }
        return new Cut(after, epoch, lsn, committedAt, asOf, first, failed, rows);
    }

    private RuntimeException broken(String what) {
        return BrokenResults.because(topology, what);
    }
}
