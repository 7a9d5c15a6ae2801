package dev.tideline.deploy.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideline.schemas.diagnostics.Diagnostic;
import java.util.List;

/** What a command found out. It prints nothing itself; whoever runs the command shows it in the form the user asked for. */
public interface Report {

    ExitCode exitCode();

    /** Errors and warnings; shown after the text, and in JSON under {@code diagnostics}. */
    List<Diagnostic> diagnostics();

    /** Adds what programs may want to know; {@code ok} and {@code diagnostics} are added by the caller. */
    void writeJson(ObjectNode json);

    /** The same for people; may be empty. Ends with a line break if it is not. */
    String text(Palette palette);
}
