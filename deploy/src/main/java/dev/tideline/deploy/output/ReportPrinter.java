package dev.tideline.deploy.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tideline.schemas.diagnostics.DiagnosticJson;
import dev.tideline.schemas.diagnostics.DiagnosticRenderer;

/** Shows a report in the form the user asked for, and returns its exit code. */
public final class ReportPrinter {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportPrinter() {}

    public static int print(Report report, Console console) {
        console.endProgress();
        if (console.json()) {
            console.out().println(json(report));
        } else {
            console.out().print(report.text(console.palette()));
            console.out().flush();
            if (!report.diagnostics().isEmpty()) {
                console.err().print(new DiagnosticRenderer().render(report.diagnostics()));
            }
        }
        console.out().flush();
        console.err().flush();
        return report.exitCode().code();
    }

    private static String json(Report report) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("ok", report.exitCode() == ExitCode.FINE);
        report.writeJson(json);
        json.set("diagnostics", DiagnosticJson.write(report.diagnostics()));
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
