package dev.tideline.deploy.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideline.deploy.output.Amounts;
import dev.tideline.deploy.output.ExitCode;
import dev.tideline.deploy.output.Palette;
import dev.tideline.deploy.output.Report;
import dev.tideline.engine.compile.CompiledTopology;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticJson;
import java.util.List;

/** Which views can be kept. */
record ValidateReport(List<CompiledTopology> topologies) implements Report {

    /** How a view is refreshed: always by its changes, never by recomputation. */
    private static final String INCREMENTAL = "incremental";

    ValidateReport {
        topologies = List.copyOf(topologies);
    }

    @Override
    public ExitCode exitCode() {
        return topologies.stream().allMatch(CompiledTopology::isValid) ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    @Override
    public List<Diagnostic> diagnostics() {
        return topologies.stream()
                .flatMap(topology -> topology.diagnostics().stream())
                .toList();
    }

    @Override
    public void writeJson(ObjectNode json) {
        var list = json.putArray("views");
        for (var topology : topologies) {
            for (var view : topology.file().views()) {
                var found = topology.diagnostics(view.name());
                var item = list.addObject();
                item.put("topology", topology.file().name());
                item.put("view", view.name());
                item.put("ok", isValid(topology, found));
                item.put("refresh", INCREMENTAL);
                item.set("diagnostics", DiagnosticJson.write(found));
            }
        }
    }

    @Override
    public String text(Palette palette) {
        var text = new StringBuilder();
        int valid = 0;
        int all = 0;
        for (var topology : topologies) {
            for (var view : topology.file().views()) {
                boolean ok = isValid(topology, topology.diagnostics(view.name()));
                text.append(ok ? palette.good("✓") : palette.bad("✗"))
                        .append(' ')
                        .append(topology.file().name())
                        .append('.')
                        .append(view.name())
                        .append('\n');
                valid += ok ? 1 : 0;
                all++;
            }
        }
        return text.append(
                        valid == all
                                ? all == 1 ? "The view" : "All " + Amounts.plural(all, "view")
                                : valid + " of " + Amounts.plural(all, "view"))
                .append(" can be kept fresh.\n")
                .toString();
    }

    private static boolean isValid(CompiledTopology topology, List<Diagnostic> found) {
        boolean looked = topology.analysis().general().stream().noneMatch(Diagnostic::isError);
        return looked && found.stream().noneMatch(Diagnostic::isError);
    }
}
