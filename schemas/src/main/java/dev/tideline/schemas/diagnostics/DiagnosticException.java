package dev.tideline.schemas.diagnostics;

import java.util.List;

/**
 * Carries diagnostics through code that cannot go on: a server that cannot be reached, a right that is missing. Only what
 * the user can mend travels this way; it is caught at the command line and shown without a stack trace.
 */
public final class DiagnosticException extends RuntimeException {

    private final transient List<Diagnostic> diagnostics;

    public DiagnosticException(Diagnostic diagnostic) {
        this(List.of(diagnostic), null);
    }

    public DiagnosticException(List<Diagnostic> diagnostics, Throwable cause) {
        super(diagnostics.get(0).message(), cause);
        this.diagnostics = List.copyOf(diagnostics);
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
