package dev.tideline.deploy.command;

import dev.tideline.deploy.http.Check;
import dev.tideline.deploy.logging.Logs;
import dev.tideline.deploy.output.Console;
import dev.tideline.deploy.output.ExitCode;
import dev.tideline.deploy.output.FailureReport;
import dev.tideline.deploy.output.Report;
import dev.tideline.deploy.run.Compilers;
import dev.tideline.deploy.run.Part;
import dev.tideline.deploy.run.Pipeline;
import dev.tideline.deploy.run.ShutdownSignal;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = {
            "Keeps the views fresh, until it is stopped by SIGTERM or Ctrl-C.",
            "",
            "Several processes may run the same part: one works, the others stand by."
        })
public final class RunCommand extends TidelineCommand {

    private static final Logger LOGGER = LoggerFactory.getLogger(RunCommand.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration SAY_EVERY = Duration.ofSeconds(3);

    @Option(names = "--only", paramLabel = "PART", description = "ingest, engine or sink: run only this part.")
    private Part only;

    private final ShutdownSignal signal = new ShutdownSignal();

    @Override
    Report execute(Console console) throws InterruptedException {
        signal.listen();
        try {
            return run(config());
        } catch (RuntimeException e) {
            if (signal.isRequested()) {
                return new FailureReport(ExitCode.FINE, List.of()); // ended while it was starting
            }
            throw e;
        }
    }

    private Report run(TidelineConfig config) throws InterruptedException {
        var topologies = topologies(config);
        Set<Part> parts = only == null ? EnumSet.allOf(Part.class) : EnumSet.of(only);
        if (parts.contains(Part.ENGINE)) {
            signal.interruptible(() -> checkViews(config, topologies));
        }
        var log = logFile(config);
        Logs.toFile(log);
        Logs.toConsole();
        LOGGER.info(
                "Starting {}; the log is {}", parts.stream().map(Part::word).collect(Collectors.joining(", ")), log);
        try (var pipeline = signal.interruptible(
                () -> Pipeline.start(config, topologies, parts, step -> LOGGER.info("{}", step)))) {
            LOGGER.info("Running; health and metrics at http://{}:{}/", config.httpHost(), pipeline.httpPort());
            var report = watch(pipeline, log);
            LOGGER.info("Stopping");
            return report;
        }
    }

    /** Tells of wrong views before anything is started; false if the source cannot be asked. A source that is away is no reason not to start: the engine waits for it. */
    private static boolean checkViews(TidelineConfig config, List<TopologyFile> topologies) {
        try {
            var diagnostics = Compilers.of(config, topologies).compile(topologies).stream()
                    .flatMap(compiled -> compiled.diagnostics().stream())
                    .filter(Diagnostic::isError)
                    .toList();
            if (!diagnostics.isEmpty()) {
                throw new DiagnosticException(diagnostics, null);
            }
            return true;
        } catch (DiagnosticException e) {
            boolean away = e.diagnostics().stream()
                    .allMatch(diagnostic -> diagnostic.code() == DiagnosticCode.SOURCE_UNREACHABLE);
            if (!away) {
                throw e;
            }
            return false;
        }
    }

    /** Until the process is asked to end, or a part has died. */
    private Report watch(Pipeline pipeline, Path log) throws InterruptedException {
        var wasReady = false;
        var said = "";
        long saidAtNanos = System.nanoTime();
        while (!signal.await(LOOK_EVERY)) {
            var checks = pipeline.checks();
            var dead = checks.stream()
                    .filter(check -> !check.live())
                    .map(RunCommand::describe)
                    .toList();
            if (!dead.isEmpty()) {
                return new FailureReport(
                        ExitCode.BUG,
                        List.of(Diagnostic.error(
                                DiagnosticCode.COMMAND,
                                "A part has died: " + String.join("; ", dead),
                                "This is a bug in Tideline; the log says more: " + log,
                                null)));
            }
            boolean ready = checks.stream().allMatch(Check::ready);
            var reasons = reasons(checks);
            // At once if it is news; what changes all the time, as a backfill's progress does, now and then.
            boolean due = System.nanoTime() - saidAtNanos > SAY_EVERY.toNanos();
            if (ready != wasReady || !reasons.equals(said) && due) {
                LOGGER.info("{}", ready ? "Everything is ready" : "Not everything is ready: " + reasons);
                wasReady = ready;
                said = reasons;
                saidAtNanos = System.nanoTime();
            }
        }
        return new FailureReport(ExitCode.FINE, List.of());
    }

    @Override
    void finished(int code) {
        signal.finished(code);
    }

    private static String reasons(List<Check> checks) {
        return checks.stream()
                .filter(check -> !check.ready())
                .map(RunCommand::describe)
                .collect(Collectors.joining("; "));
    }

    private static String describe(Check check) {
        return check.name() + (check.reasons().isEmpty() ? "" : ": " + String.join("; ", check.reasons()));
    }

    /** Parts in processes of their own may share a data.dir, but never a log file. */
    private Path logFile(TidelineConfig config) {
        return config.dataDir()
                .resolve("log")
                .resolve(only == null ? "tideline.log" : "tideline-" + only.word() + ".log");
    }
}
