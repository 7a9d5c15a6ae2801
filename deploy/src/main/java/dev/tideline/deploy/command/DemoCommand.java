package dev.tideline.deploy.command;

import dev.tideline.deploy.demo.Demo;
import dev.tideline.deploy.logging.Logs;
import dev.tideline.deploy.output.Console;
import dev.tideline.deploy.output.ExitCode;
import dev.tideline.deploy.output.FailureReport;
import dev.tideline.deploy.output.Report;
import dev.tideline.deploy.run.ShutdownSignal;
import dev.tideline.embedded.TemporaryDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Shows Tideline at work: starts a PostgreSQL and a Kafka broker of its own, fills a small shop that is steadily"
                    + " written to, and shows its views live.",
            "",
            "Needs nothing but Java. With --for it ends by itself, compares every view with its query at one LSN, and exits"
                    + " with 0 only if all are exact."
        })
public final class DemoCommand extends TidelineCommand {

    private final ShutdownSignal signal = new ShutdownSignal();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "End after this time, such as 30s or 5m, and verify every view.")
    private Duration duration;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "Transactions a second that the shop commits (default: ${DEFAULT-VALUE}).")
    private int transactionsPerSecond;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Keep everything in this directory, for another look later; without it, nothing is kept.")
    private Path directory;

    @Override
    Report execute(Console console) throws Exception {
        signal.listen();
        if (directory != null) {
            return run(directory, console);
        }
        try (var temporary = TemporaryDirectory.create("tideline-demo-")) {
            return run(temporary.path(), console);
        }
    }

    private Report run(Path into, Console console) throws Exception {
        var demo = new Demo(into.toAbsolutePath(), Math.max(1, transactionsPerSecond), duration, console, signal);
        Logs.toFile(demo.logFile());
        try {
            return demo.run();
        } catch (RuntimeException e) {
            if (signal.isRequested()) {
                return new FailureReport(ExitCode.FINE, List.of()); // ended while it was starting
            }
            throw e;
        }
    }

    @Override
    void finished(int code) {
        signal.finished(code);
    }
}
