package dev.tideline.deploy.command;

import dev.tideline.deploy.kafka.KafkaConnection;
import dev.tideline.deploy.output.Console;
import dev.tideline.deploy.output.Report;
import dev.tideline.deploy.verify.Verification;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = {
            "Proves that views are exact now: compares them at one LSN with what their queries return on the source.",
            "",
            "Needs a running Tideline. The target stands still for a moment while both sides come to the same LSN; the"
                    + " source is not locked. Exits with 4 if there are differences or a view is not live."
        })
public final class VerifyCommand extends TidelineCommand {

    @Parameters(paramLabel = "VIEW", arity = "0..*", description = "view or topology.view; without any, all views.")
    private List<String> views = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = Durations.class,
            description = "How long coming to the same LSN may take (default: ${DEFAULT-VALUE}).")
    private Duration timeout;

    @Override
    Report execute(Console console) {
        var config = config();
        var topologies = topologies(config);
        return new Verification(config, KafkaConnection.properties(config), console::progress)
                .run(topologies, views, timeout);
    }
}
