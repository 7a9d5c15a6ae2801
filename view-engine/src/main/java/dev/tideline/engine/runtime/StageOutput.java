package dev.tideline.engine.runtime;

import dev.tideline.schemas.wire.ResultManifest;

/** Where a stage's results go. */
interface StageOutput {

    /** Called before the rows of an epoch, also when a closing is taken up again after a commit. */
    void begin(long epoch, long timestampMs);

    /**
     * A record of a view.
     *
     * @param value null deletes the row
     */
    void row(int view, byte[] key, byte[] value);

    void manifest(ResultManifest manifest);
}
