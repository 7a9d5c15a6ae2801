package dev.tideline.engine.sql;

import dev.tideline.engine.sql.server.AnalysisSettings;
import dev.tideline.engine.sql.server.RejectedException;
import dev.tideline.engine.sql.server.SourceSession;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;

/** Makes sure that constants in trees have the form in memory that we can read. */
final class ServerMemory {

    private static final AnalysisSettings DEFAULTS = new AnalysisSettings("UTC", "pg_catalog");

    private ServerMemory() {}

    /** @throws DiagnosticException if the server's numbers are not little-endian */
    static void check(SourceSession session) {
        try {
            var target = session.capture("SELECT 1", DEFAULTS)
                    .query()
                    .nodes("targetList")
                    .get(0);
            var one = target.node("expr").bytes("constvalue");
            if (one.length != Long.BYTES || one[0] != 1) {
                throw new DiagnosticException(Diagnostic.error(
                        DiagnosticCode.SOURCE_UNSUPPORTED,
                        "the source runs on a machine that is not little-endian with 64 bits, which is not supported",
                        null,
                        null));
            }
        } catch (RejectedException e) {
            throw new IllegalStateException("the source does not analyse SELECT 1", e);
        }
    }
}
