package dev.tideline.schemas.diagnostics;

/**
 * Something that a user must know about what they wrote or run: <strong>user mistakes are values, exceptions are our
 * bugs.</strong>
 *
 * @param code stable, such as {@code TL-0204}; listed in {@link DiagnosticCode}
 * @param message what is wrong, naming the object; for SQL, PostgreSQL's own words
 * @param hint what to do about it (often the SQL to run), or null
 * @param where the place in a file, or null where there is none
 */
public record Diagnostic(DiagnosticCode code, Severity severity, String message, String hint, SourcePosition where) {

    public enum Severity {
        ERROR,
        WARNING
    }

    public static Diagnostic error(DiagnosticCode code, String message, String hint, SourcePosition where) {
        return new Diagnostic(code, Severity.ERROR, message, hint, where);
    }

    public static Diagnostic warning(DiagnosticCode code, String message, String hint, SourcePosition where) {
        return new Diagnostic(code, Severity.WARNING, message, hint, where);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
