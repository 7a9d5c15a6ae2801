package dev.tideline.schemas.config;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading files: the value if there was no error, and all errors and warnings, in the order of the files and
 * of the places in them.
 *
 * @param value present exactly if {@code diagnostics} holds no error
 */
public record Loaded<T>(Optional<T> value, List<Diagnostic> diagnostics) {

    public Loaded {
        diagnostics = List.copyOf(diagnostics);
        if (value.isPresent() == diagnostics.stream().anyMatch(Diagnostic::isError)) {
            throw new IllegalArgumentException("a value and errors exclude each other: " + diagnostics);
        }
    }

    /** The value, or all errors thrown. */
    public T orThrow() {
        return value.orElseThrow(() -> new DiagnosticException(
                diagnostics.stream().filter(Diagnostic::isError).toList(), null));
    }
}
