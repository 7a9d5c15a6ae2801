package dev.tideline.ingest.capture;

import java.sql.SQLException;

/** The stream of changes has ended: a connection was cut, or what came could not be read. */
public final class CaptureException extends RuntimeException {

    CaptureException(RuntimeException cause) {
        super(deepest(cause).getMessage(), cause);
    }

    /** PostgreSQL's or the network's complaint, or null if that was not the cause. */
    public SQLException sqlFailure() {
        for (Throwable e = getCause(); e != null; e = e.getCause()) {
            if (e instanceof SQLException failure) {
                return failure;
            }
        }
        return null;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
