package dev.tideline.deploy;

import dev.tideline.deploy.command.DemoCommand;
import dev.tideline.deploy.command.ExplainCommand;
import dev.tideline.deploy.command.GlobalOptions;
import dev.tideline.deploy.command.RunCommand;
import dev.tideline.deploy.command.StatusCommand;
import dev.tideline.deploy.command.ValidateCommand;
import dev.tideline.deploy.command.VerifyCommand;
import dev.tideline.deploy.logging.BugReport;
import dev.tideline.deploy.output.Console;
import dev.tideline.deploy.output.ExitCode;
import dev.tideline.deploy.output.FailureReport;
import dev.tideline.deploy.output.ReportPrinter;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command {@code tideline}. */
@Command(
        name = "tideline",
        description = "Keeps SQL views over a PostgreSQL database continuously and exactly fresh, as ordinary tables.",
        mixinStandardHelpOptions = true,
        versionProvider = Tideline.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ValidateCommand.class,
            ExplainCommand.class,
            StatusCommand.class,
            VerifyCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 fine, 1 a bug of ours, 2 could not do it, 4 findings, 5 timed out.",
            "tideline COMMAND --help says more about a command."
        })
public final class Tideline implements Runnable, GlobalOptions.Holder {

    @CommandLine.Mixin
    private GlobalOptions global;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Tideline() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs the command in this process and returns its exit code; for tests, too. */
    public static int execute(String... arguments) {
        return new CommandLine(new Tideline())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Tideline::badArguments)
                .setExecutionExceptionHandler((bug, commandLine, parsed) -> bug(bug, arguments))
                .execute(arguments);
    }

    @Override
    public GlobalOptions global() {
        return global;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: " + commands(spec.commandLine()) + ".");
    }

    private static int badArguments(ParameterException e, String[] arguments) {
        var command = e.getCommandLine().getCommandSpec().qualifiedName();
        return ReportPrinter.print(
                new FailureReport(
                        ExitCode.COULD_NOT,
                        List.of(Diagnostic.error(
                                DiagnosticCode.COMMAND, message(e), "See " + command + " --help.", null))),
                console(arguments));
    }

    private static int bug(Exception bug, String[] arguments) {
        var file = BugReport.write(bug, String.join(" ", arguments));
        return ReportPrinter.print(
                new FailureReport(
                        ExitCode.BUG,
                        List.of(Diagnostic.error(
                                DiagnosticCode.COMMAND,
                                "This is a bug in Tideline: " + bug,
                                file == null ? null : "Please report it with the details in " + file + ".",
                                null))),
                console(arguments));
    }

    /** Where the arguments could not be parsed, the wish for JSON must still be heard. */
    private static Console console(String[] arguments) {
        var all = " " + String.join(" ", Arrays.asList(arguments)) + " ";
        boolean json = all.matches(".* (--output|-o)[ =]?json .*");
        return Console.of(json, Console.Colour.AUTO);
    }

    private static String commands(CommandLine commandLine) {
        return String.join(", ", commandLine.getSubcommands().keySet());
    }

    private static String message(ParameterException e) {
        boolean ofTideline = e.getCommandLine().getCommandSpec().parent() == null;
        if (ofTideline && e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            var first = unmatched.getUnmatched().get(0);
            if (!first.startsWith("-")) {
                return "There is no command " + first + "; there are " + commands(e.getCommandLine()) + ".";
            }
        }
        return sentence(e.getMessage());
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Tideline.class.getPackage().getImplementationVersion();
            return new String[] {"tideline " + (version == null ? "(development)" : version)};
        }
    }
}
