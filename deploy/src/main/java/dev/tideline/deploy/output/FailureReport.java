package dev.tideline.deploy.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideline.schemas.diagnostics.Diagnostic;
import java.util.List;

/** Nothing but diagnostics: the command could not do its work. */
public record FailureReport(ExitCode exitCode, List<Diagnostic> diagnostics) implements Report {

    public FailureReport {
        diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public void writeJson(ObjectNode json) {}

    @Override
    public String text(Palette palette) {
        return "";
    }
}
