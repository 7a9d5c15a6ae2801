package dev.tideline.ingest.publish;

import dev.tideline.schemas.wire.EpochManifest;
import java.time.Duration;

/** Hears of epochs on the thread that writes them. */
public interface EpochListener {

    /** The epoch has its manifest, but is not durable yet. */
    void closed(EpochManifest epoch);

    /**
     * Everything up to here is durable.
     *
     * @param took time of the commit
     */
    void committed(Position position, Duration took);

    /** Tells several. */
    static EpochListener all(EpochListener... listeners) {
        return new EpochListener() {
            @Override
            public void closed(EpochManifest epoch) {
                for (var listener : listeners) {
                    listener.closed(epoch);
                }
            }

            @Override
            public void committed(Position position, Duration took) {
                for (var listener : listeners) {
                    listener.committed(position, took);
                }
            }
        };
    }
}
