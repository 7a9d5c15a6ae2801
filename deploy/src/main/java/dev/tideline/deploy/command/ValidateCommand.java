package dev.tideline.deploy.command;

import dev.tideline.deploy.output.Console;
import dev.tideline.deploy.output.Report;
import dev.tideline.deploy.run.Compilers;
import picocli.CommandLine.Command;

@Command(
        name = "validate",
        description = {
            "Lets the source analyse all views, and says which cannot be kept and why. Changes nothing anywhere.",
            "",
            "Errors point into the YAML and SQL files. Exits with 4 if a view is invalid."
        })
public final class ValidateCommand extends TidelineCommand {

    @Override
    Report execute(Console console) {
        var config = config();
        var topologies = topologies(config);
        return new ValidateReport(Compilers.of(config, topologies).compile(topologies));
    }
}
