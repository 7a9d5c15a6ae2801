package dev.tideline.engine.runtime;

import dev.tideline.engine.circuit.ResultSink;
import dev.tideline.engine.circuit.TableChange;
import dev.tideline.schemas.wire.ResultManifest.FailedView;
import dev.tideline.schemas.wire.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stage computes: a circuit over states. All that it must remember lies in the states it was opened over, once
 * {@link #flush()} has returned; another one over the same states goes on exactly.
 */
public interface StageLogic {

    /** Consumes a slice of an epoch, each table's changes in their order. Where slices are cut does not matter. */
    void step(Map<TableName, List<TableChange>> slice);

    /**
     * Moves the time that the views depend on to that of the epoch; never back. Called after the last slice of an epoch, and again with
     * the same time until it says that nothing is left; when nothing is, another call changes nothing.
     *
     * @param budget about how many rows to look at
     * @return true if nothing is left
     */
    default boolean advance(Instant time, int budget) {
        return true;
    }

    /** The time as of which the views are; empty if none of them depends on time. */
    default Optional<Instant> time() {
        return Optional.empty();
    }

    /** Puts all that must be remembered into the states. Called before every commit. */
    void flush();

    /**
     * Hands out what changed in the views since the last closing. Called after the last slice of an epoch, again and again until
     * it says that nothing is left; commits may come in between, slices may not.
     *
     * @param budget about how many rows to hand out at most
     * @return true if nothing is left
     */
    boolean emit(ResultSink to, int budget);

    /** The views that are failed as of the last slice. */
    List<FailedView> failures();
}
