package dev.tideline.engine.runtime;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.wire.Lsn;
import java.time.Instant;
import java.util.List;

/**
 * How one topology is doing.
 *
 * @param generation number of the generation meant by the other fields; 0 before there is one
 * @param detail for people: why it is in this state, or null
 * @param done rows copied, or state entries restored, in the states that make progress; else 0
 * @param expected how many there will be, as far as is known
 * @param lsn all results up to here are written; null if none is known to be
 * @param epoch the last source epoch that has been closed; -1 before the first
 * @param waitingRows rows that came before their epoch's turn
 * @param asOf when this was true
 * @param diagnostics what the user must know; errors in state {@code FAILED}, also others as warnings
 */
public record TopologyHealth(
        String topology,
        int generation,
        State state,
        String detail,
        long done,
        long expected,
        Lsn lsn,
        long epoch,
        long waitingRows,
        Instant asOf,
        List<Diagnostic> diagnostics) {

    private static final long LIVE_WITHIN_MS = 5_000;

    public TopologyHealth {
        diagnostics = List.copyOf(diagnostics);
    }

    /**
     * Of a topology as its runner sees it.
     *
     * @param runner the runner's own state, which counts if nothing runs
     * @param running the generation that is shown; null if there is none
     * @param preparing the one that will take its place; null if there is none
     * @param copying the snapshot that is being waited for; null if none is
     */
    static TopologyHealth of(
            String topology,
            State runner,
            Generation running,
            Generation preparing,
            Hydration copying,
            List<Diagnostic> diagnostics) {
        Generation meant = running != null ? running : preparing;
        StageProgress progress = meant == null ? null : meant.progress();
        boolean ended = runner == State.FAILED || runner == State.STOPPED;
        State state = running == null && ended ? runner : stateOf(running, copying);
        long done = 0;
        long expected = 0;
        if (state == State.WAITING_FOR_SNAPSHOT && copying != null) {
            done = copying.rowsCopied();
            expected = copying.rowsExpected();
        } else if (state == State.RESTORING) {
            done = running.restored();
            expected = running.toRestore();
        }
        return new TopologyHealth(
                topology,
                meant == null ? 0 : meant.number(),
                state,
                progress == null ? null : progress.missing(),
                done,
                expected,
                progress == null ? null : progress.lsn(),
                progress == null ? -1 : progress.closedEpoch(),
                progress == null ? 0 : progress.waitingRows(),
                Instant.now(),
                diagnostics);
    }

    private static State stateOf(Generation running, Hydration copying) {
        if (running == null) {
            return copying != null ? State.WAITING_FOR_SNAPSHOT : State.ANALYSING;
        }
        if (running.restoring()) {
            return State.RESTORING;
        }
        boolean live = running.firstContentIsOut() && running.progress().behindMs() < LIVE_WITHIN_MS;
        return live ? State.LIVE : State.CATCHING_UP;
    }

    /** In the order in which a topology goes through them. */
    public enum State {
        /** The queries are being analysed. */
        ANALYSING,
        /** Ingest is copying the tables. */
        WAITING_FOR_SNAPSHOT,
        /** State is being read back from its changelog. */
        RESTORING,
        /** The snapshot, or what happened since the engine was stopped, is being worked through. */
        CATCHING_UP,
        LIVE,
        /** It does not run; the diagnostics say why and what to do. */
        FAILED,
        STOPPED
    }
}
