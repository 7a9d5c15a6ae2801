package dev.tideline.deploy.command;

import dev.tideline.deploy.output.Console;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The flags that every command has; they may stand before or after its name. */
public final class GlobalOptions {

    /** The command that the others belong to. */
    public interface Holder {

        GlobalOptions global();
    }

    /** The forms of output. */
    public enum Output {
        text,
        json
    }

    @Option(
            scope = ScopeType.INHERIT,
            names = {"--config", "-c"},
            paramLabel = "FILE",
            defaultValue = "tideline.yaml",
            description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path config;

    @Option(
            scope = ScopeType.INHERIT,
            names = {"--output", "-o"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json: one JSON object on standard output, everything else on standard error.")
    private Output output;

    @Option(
            scope = ScopeType.INHERIT,
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, always or never; NO_COLOR is honoured.")
    private String colour;

    public Path config() {
        return config;
    }

    public boolean json() {
        return output == Output.json;
    }

    Console console() {
        return Console.of(json(), Console.Colour.valueOf(colour.toUpperCase(java.util.Locale.ROOT)));
    }
}
