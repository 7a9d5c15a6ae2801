package dev.tideline.sink.epoch;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;

/** The result topics do not hold what their manifests say: nothing of it may be shown. */
public final class BrokenResults {

    private BrokenResults() {}

    public static DiagnosticException because(String topology, String what) {
        return new DiagnosticException(Diagnostic.error(
                DiagnosticCode.KAFKA_TOPIC,
                "the results of topology '" + topology + "' are broken: " + what,
                "Nothing of it was applied; the target stays at its last complete state. Result topics must only be written "
                        + "by the engine and never be truncated, re-created or compacted. If nobody touched them, this is a "
                        + "defect of Tideline: please report it with this message.",
                null));
    }
}
