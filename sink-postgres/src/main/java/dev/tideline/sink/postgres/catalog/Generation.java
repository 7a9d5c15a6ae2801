package dev.tideline.sink.postgres.catalog;

import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.sink.epoch.Cut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of {@code tideline.generation}: a plan of a topology and how far its results are in the target.
 *
 * @param id distinguishes generations even if the engine counts from 1 again
 * @param resultEpochsId Kafka's id of the manifest topic; a re-created topic is another generation
 * @param live true if its views are shown; false if it is gathered out of sight
 * @param epoch the last applied epoch, or null before the first content
 * @param lsn the LSN of {@code epoch}, or null
 * @param failed error text by name of the views that are failed as of {@code epoch}
 */
public record Generation(
        long id,
        TopologyDescriptor descriptor,
        String resultEpochsId,
        boolean live,
        Long epoch,
        Lsn lsn,
        Map<String, String> failed) {

    public Generation {
        failed = Map.copyOf(failed);
    }

    /** True if the descriptor and topic id are those of this generation. */
    public boolean is(TopologyDescriptor other, String otherResultEpochsId) {
        return descriptor.resultEpochs().equals(other.resultEpochs()) && resultEpochsId.equals(otherResultEpochsId);
    }

    /** The same generation, applied up to {@code cut}. */
    public Generation reached(Cut cut) {
        return new Generation(id, descriptor, resultEpochsId, live, cut.epoch(), cut.lsn(), cut.failed());
    }

    /** The same generation, shown. */
    public Generation shown() {
        return new Generation(id, descriptor, resultEpochsId, true, epoch, lsn, failed);
    }

    /** The same generation under a descriptor that was written again. */
    public Generation described(TopologyDescriptor changed) {
        return new Generation(id, changed, resultEpochsId, live, epoch, lsn, failed);
    }

    /** As it is stored: every view's name followed by its error. */
    static Object[] flatten(Map<String, String> failed) {
        var flat = new ArrayList<String>();
        failed.forEach((view, error) -> {
            flat.add(view);
            flat.add(error);
        });
        return flat.toArray();
    }

    static Map<String, String> unflatten(List<String> flat) {
        var failed = new HashMap<String, String>();
        for (int i = 0; i < flat.size(); i += 2) {
            failed.put(flat.get(i), flat.get(i + 1));
        }
        return failed;
    }
}
