package dev.tideline.deploy.command;

import dev.tideline.deploy.output.Console;
import dev.tideline.deploy.output.Report;
import dev.tideline.deploy.status.StatusReader;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = {
            "Shows every view: its state, the LSN it is exact at, how fresh it is, its rows and its last error.",
            "",
            "Exits with 4 if a view is not live, or if the target has not been brought forward for a while."
        })
public final class StatusCommand extends TidelineCommand {

    @Override
    Report execute(Console console) {
        var config = config();
        return StatusReader.read(config, topologies(config));
    }
}
