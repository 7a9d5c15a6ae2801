package dev.tideline.embedded;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What users are told when a server cannot be started. */
final class Failures {

    private static final int LOG_TAIL_LINES = 15;

    private Failures() {}

    static DiagnosticException failure(String message, String hint, Throwable cause) {
        return new DiagnosticException(List.of(Diagnostic.error(DiagnosticCode.COMMAND, message, hint, null)), cause);
    }

    /** A server that ended or did not become ready: shows the end of what it wrote. */
    static DiagnosticException serverFailure(String message, Path... logs) {
        var hint = new StringBuilder();
        for (var log : logs) {
            var tail = Files.exists(log) ? tail(log) : "";
            if (!tail.isBlank()) {
                hint.append(hint.isEmpty() ? "" : "\n")
                        .append(log)
                        .append(" ends with:\n")
                        .append(tail);
            }
        }
        return failure(message, hint.isEmpty() ? null : hint.toString(), null);
    }

    static String tail(Path log) {
        try {
            var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }
}
