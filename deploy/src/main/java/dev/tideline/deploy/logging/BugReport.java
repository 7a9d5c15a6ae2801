package dev.tideline.deploy.logging;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The file that a bug leaves behind, so that a user sees one line and a developer the rest. */
public final class BugReport {

    private BugReport() {}

    /** Writes the stack trace into a new file and returns its name, or null if not even that can be done. */
    public static Path write(Throwable bug, String command) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        out.println("tideline " + command);
        out.println(Instant.now());
        out.println("Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch"));
        bug.printStackTrace(out);
        try {
            return Files.writeString(Files.createTempFile("tideline-bug-", ".txt"), text.toString());
        } catch (IOException e) {
            return null;
        }
    }
}
