package dev.tideline.deploy.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideline.deploy.output.Amounts;
import dev.tideline.deploy.output.ExitCode;
import dev.tideline.deploy.output.Palette;
import dev.tideline.deploy.output.Report;
import dev.tideline.deploy.verify.VerifyReport;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the demo proved.
 *
 * @param verified null if it was ended before verifying
 * @param median of the times from a commit to its rows being visible; null without a sample
 */
record DemoReport(VerifyReport verified, List<ViewSighting> views, Duration median, Duration p99, long samples)
        implements Report {

    @Override
    public ExitCode exitCode() {
        if (verified == null) {
            return ExitCode.FINE;
        }
        return verified.isExact() && diagnostics().isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    /** A demo in which nothing moves would prove nothing. */
    @Override
    public List<Diagnostic> diagnostics() {
        var diagnostics = new ArrayList<Diagnostic>();
        if (verified == null) {
            return diagnostics;
        }
        for (var view : views) {
            if (view.rows() == 0 || view.changes() == 0) {
                diagnostics.add(Diagnostic.error(
                        DiagnosticCode.COMMAND,
                        "View " + view.name() + (view.rows() == 0 ? " is empty." : " did not change."),
                        "Let the demo run longer.",
                        null));
            }
        }
        return diagnostics;
    }

    @Override
    public void writeJson(ObjectNode json) {
        json.put("freshness_p50_ms", ms(median));
        json.put("freshness_p99_ms", ms(p99));
        json.put("freshness_samples", samples);
        if (verified != null) {
            verified.writeJson(json);
        }
    }

    @Override
    public String text(Palette palette) {
        if (verified == null) {
            return "";
        }
        Map<String, ViewSighting> seen =
                views.stream().collect(Collectors.toMap(ViewSighting::name, Function.identity()));
        var text = new StringBuilder();
        for (var view : verified.views()) {
            if (view.isExact()) {
                text.append(palette.bold(view.view()))
                        .append(": ")
                        .append(palette.good("exact"))
                        .append(" at ")
                        .append(view.lsn())
                        .append(", ")
                        .append(Amounts.plural(view.rows(), "row"))
                        .append(" compared, 0 differences, ")
                        .append("freshness ")
                        .append(Amounts.time(median))
                        .append(" median, ")
                        .append(Amounts.time(p99))
                        .append(" 99th percentile, seen changing ")
                        .append(Amounts.plural(seen.get(view.view()).changes(), "time"))
                        .append('\n');
            } else if (view.problem() != null) {
                text.append(palette.bold(view.view()))
                        .append(": ")
                        .append(palette.bad("not compared"))
                        .append(", it ")
                        .append(view.problem())
                        .append('\n');
            } else {
                text.append(palette.bold(view.view()))
                        .append(": ")
                        .append(palette.bad("WRONG"))
                        .append(" at ")
                        .append(view.lsn())
                        .append(", ")
                        .append(Amounts.plural(view.rows(), "row"))
                        .append(" compared, ")
                        .append(Amounts.plural(view.differences(), "difference"))
                        .append('\n');
                view.examples()
                        .forEach(example -> text.append("  ").append(example).append('\n'));
            }
        }
        return text.toString();
    }

    private static Double ms(Duration time) {
        return time == null ? null : time.toNanos() / 1e6;
    }
}
