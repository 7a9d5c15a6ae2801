package dev.tideline.schemas.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one engine task says of one result epoch, in {@code prefix.topology.epochs.gN}. The sink shows the epoch when it
 * holds the manifests of all tasks and their counts are met.
 *
 * @param task number of the producing task, 0 … tasks-1
 * @param tasks how many tasks the last stage has
 * @param from the first source epoch that this result epoch closes; complete epochs that stood in a row may have been
 *     closed as one. Always one more than the {@code epoch} of the manifest before, except in a first manifest
 * @param epoch the last source epoch that it closes; also the number in the rows' headers
 * @param lsn the source LSN of which all views now hold the exact answers
 * @param committedAt see {@link EpochManifest#committedAt()}
 * @param asOf see {@link EpochManifest#asOf()}
 * @param first true for the epoch that holds a generation's first content (the snapshot)
 * @param rows records of this epoch by topic and partition, those without records left out
 * @param failed the views that are failed as of this epoch; for each of them the sink stages the rows instead of showing
 *     them
 */
public record ResultManifest(
        int task,
        int tasks,
        long from,
        long epoch,
        Lsn lsn,
        @JsonProperty("committed_at") Instant committedAt,
        @JsonProperty("as_of") Instant asOf,
        boolean first,
        Map<String, Map<Integer, Long>> rows,
        List<FailedView> failed) {

    public ResultManifest {
        rows = Map.copyOf(rows);
        failed = List.copyOf(failed);
    }

    /**
     * A view whose query would fail in PostgreSQL as the source stands.
     *
     * @param error PostgreSQL's message and the row that causes it
     */
    public record FailedView(String view, String error) {}
}
