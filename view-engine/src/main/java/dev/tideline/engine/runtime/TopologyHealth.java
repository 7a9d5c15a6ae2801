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

    public TopologyHealth {
        diagnostics = List.copyOf(diagnostics);
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
