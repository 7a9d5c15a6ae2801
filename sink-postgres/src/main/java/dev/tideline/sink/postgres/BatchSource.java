package dev.tideline.sink.postgres;

import dev.tideline.schemas.wire.Lsn;
import dev.tideline.sink.epoch.Batch;
import dev.tideline.sink.epoch.Cut;
import dev.tideline.sink.epoch.Position;
import java.util.List;

/** Where a transaction takes its epochs from, once it knows how far it may go. */
public interface BatchSource {

    /**
     * Complete epochs up to an LSN, or null if there is none.
     *
     * @param lsnMax null for no bound
     */
    Batch upTo(Lsn lsnMax);

    /** The first complete epoch, or null. */
    Cut next();

    /** Where to read on once the batch is applied; positions that have not changed may be left out. */
    List<Position> positionsAfter(Batch batch);
}
