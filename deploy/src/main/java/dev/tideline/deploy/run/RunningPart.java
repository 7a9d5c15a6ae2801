package dev.tideline.deploy.run;

import dev.tideline.deploy.http.Check;

/** A part that has been started. */
interface RunningPart extends AutoCloseable {

    Check check();

    /** Stops in an orderly way. */
    @Override
    void close();
}
