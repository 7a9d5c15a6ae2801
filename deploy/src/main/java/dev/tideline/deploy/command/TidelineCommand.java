package dev.tideline.deploy.command;

import dev.tideline.deploy.output.Console;
import dev.tideline.deploy.output.ExitCode;
import dev.tideline.deploy.output.FailureReport;
import dev.tideline.deploy.output.Report;
import dev.tideline.deploy.output.ReportPrinter;
import dev.tideline.schemas.config.ConfigLoader;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyLoader;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What all commands share: the global flags, reading the files, and showing the report. */
abstract class TidelineCommand implements Callable<Integer> {

    @Option(
            names = {"--help", "-h"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @ParentCommand
    private GlobalOptions.Holder parent;

    @Override
    public final Integer call() throws Exception {
        var console = parent.global().console();
        int code = ExitCode.BUG.code();
        try {
            code = ReportPrinter.print(report(console), console);
            return code;
        } finally {
            finished(code);
        }
    }

    private Report report(Console console) throws Exception {
        try {
            return execute(console);
        } catch (UnusableConfiguration e) {
            return new FailureReport(ExitCode.COULD_NOT, e.diagnostics);
        } catch (DiagnosticException e) {
            return new FailureReport(ExitCodes.of(e), e.diagnostics());
        }
    }

    /** Does the work. What the user must mend may be thrown as {@link DiagnosticException}; all else thrown is a bug. */
    abstract Report execute(Console console) throws Exception;

    /** All is done and shown; the process ends with this code. */
    void finished(int code) {}

    /** The configuration; without one, no command can do anything. */
    TidelineConfig config() {
        var loaded = ConfigLoader.load(parent.global().config());
        return loaded.value().orElseThrow(() -> new UnusableConfiguration(loaded.diagnostics()));
    }

    static List<TopologyFile> topologies(TidelineConfig config) {
        return TopologyLoader.load(config.topologyFiles()).orThrow();
    }

    private static final class UnusableConfiguration extends RuntimeException {

        private final transient List<Diagnostic> diagnostics;

        UnusableConfiguration(List<Diagnostic> diagnostics) {
            super("unusable configuration");
            this.diagnostics = diagnostics;
        }
    }
}
