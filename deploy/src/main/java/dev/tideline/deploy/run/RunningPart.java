package dev.tideline.deploy.run;

import dev.tideline.deploy.http.Check;
import dev.tideline.schemas.diagnostics.Diagnostic;
import java.util.List;

/** A part that has been started. */
interface RunningPart extends AutoCloseable {

    Check check();

    /** What the user must mend before the part can do all of its work; empty as a rule. */
    List<Diagnostic> obstacles();

    /** Stops in an orderly way. */
    @Override
    void close();
}
