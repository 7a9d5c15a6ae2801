package dev.tideline.deploy.status;

import java.time.Duration;
import java.time.Instant;

/**
 * One row of {@code tideline.view_status}, or a view of the files that has none yet.
 *
 * @param state {@code pending, backfilling, live, paused} or {@code failed}
 * @param lsn the source's LSN at which the rows are exact; null before the first content
 * @param lag as the target computes it; null before the first content
 * @param appliedAgo time since the target was last brought forward, on the target's clock; null before
 * @param rows null if unknown
 * @param error null if there is none
 */
public record ViewStatus(
        String topology,
        String view,
        String relation,
        String state,
        String lsn,
        Instant committedAt,
        Instant appliedAt,
        Duration lag,
        Duration appliedAgo,
        Long rows,
        String error) {

    private static final String LIVE = "live";

    public boolean isLive() {
        return LIVE.equals(state);
    }

    static ViewStatus pending(String topology, String view, String relation) {
        return new ViewStatus(topology, view, relation, "pending", null, null, null, null, null, null, null);
    }
}
