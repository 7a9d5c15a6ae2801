package dev.tideline.deploy.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideline.deploy.output.Console;
import dev.tideline.deploy.output.ExitCode;
import dev.tideline.deploy.output.Palette;
import dev.tideline.deploy.output.Report;
import dev.tideline.deploy.run.Compilers;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = {
            "Shows how a view is kept: its operators, what each keeps in its state, and what a change costs.",
            "",
            "Operators that several views of a file need are kept once."
        })
public final class ExplainCommand extends TidelineCommand {

    @Parameters(paramLabel = "VIEW", description = "view or topology.view")
    private String view;

    @Override
    Report execute(Console console) {
        var config = config();
        var topologies = topologies(config);
        var topology = find(topologies);
        var compiled =
                Compilers.of(config, topologies).compile(List.of(topology)).get(0);
        var name = nameIn(topology);
        return new Plan(topology.name(), name, compiled.explain(name), compiled.diagnostics(name));
    }

    private TopologyFile find(List<TopologyFile> topologies) {
        var found =
                topologies.stream().filter(topology -> nameIn(topology) != null).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new DiagnosticException(Diagnostic.error(
                DiagnosticCode.COMMAND,
                found.isEmpty()
                        ? "There is no view named " + view + "."
                        : "Several topologies have a view named " + view + ".",
                found.isEmpty()
                        ? "There are: "
                                + topologies.stream()
                                        .flatMap(file ->
                                                file.views().stream().map(known -> file.name() + "." + known.name()))
                                        .collect(Collectors.joining(", "))
                        : "Name one: "
                                + found.stream()
                                        .map(file -> file.name() + "." + view)
                                        .collect(Collectors.joining(", ")),
                null));
    }

    private String nameIn(TopologyFile topology) {
        return topology.views().stream()
                .map(TopologyFile.ViewDefinition::name)
                .filter(name -> name.equals(view) || (topology.name() + "." + name).equals(view))
                .findFirst()
                .orElse(null);
    }

    private record Plan(String topology, String view, String plan, List<Diagnostic> diagnostics) implements Report {

        @Override
        public ExitCode exitCode() {
            return ExitCode.FINE;
        }

        @Override
        public void writeJson(ObjectNode json) {
            json.put("topology", topology);
            json.put("view", view);
            json.put("plan", plan);
        }

        @Override
        public String text(Palette palette) {
            return plan.endsWith("\n") ? plan : plan + "\n";
        }
    }
}
