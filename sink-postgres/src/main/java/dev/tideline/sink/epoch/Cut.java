package dev.tideline.sink.epoch;

import dev.tideline.schemas.wire.Lsn;
import java.time.Instant;
import java.util.Map;

/**
 * A point at which all views are exact: the end of a result epoch whose manifests have come from all tasks.
 *
 * @param after the last epoch of the cut before; the rows of epochs {@code after < e <= epoch} lead from there to here
 * @param first true if this is the generation's first content
 * @param failed error text by name of the views that are failed as of here
 * @param rows records between the two cuts
 */
public record Cut(
        long after,
        long epoch,
        Lsn lsn,
        Instant committedAt,
        Instant asOf,
        boolean first,
        Map<String, String> failed,
        long rows) {

    public Cut {
        failed = Map.copyOf(failed);
    }
}
