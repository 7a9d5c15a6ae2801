package dev.tideline.schemas.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Shows diagnostics to people, with the line of the file that they speak of.
 *
 * <pre>
 * error[TL-0202]: column c.contry does not exist
 *   --&gt; views/sales.yaml:12:16
 *    |
 * 12 |       SELECT c.contry, o.day
 *    |              ^
 *    = hint: did you mean "country"?
 * </pre>
 *
 * <p>Lines that may hold a password are shown without it; control characters of the file never reach the terminal; a
 * line that does not fit is cut around the caret. One renderer reads each file once, so that all its errors are shown
 * against the same text.
 */
public final class DiagnosticRenderer {

    private static final int DEFAULT_WIDTH = 120;

    private final Function<String, Optional<String>> files;
    private final int width;
    private final Map<String, Optional<SourceText>> sources = new HashMap<>();

    /** Shows lines of files on disk, by the names that positions carry. */
    public DiagnosticRenderer() {
        this(DiagnosticRenderer::readFromDisk, DEFAULT_WIDTH);
    }

    /**
     * @param files gives the text of a file by its name, empty if there is none
     * @param width columns that a shown line may take, gutter included
     */
    public DiagnosticRenderer(Function<String, Optional<String>> files, int width) {
        this.files = files;
        this.width = width;
    }

    /** All diagnostics, a blank line between them, and last how many errors and warnings there are. */
    public String render(List<Diagnostic> diagnostics) {
        var out = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            out.append(render(diagnostic)).append('\n');
        }
        long errors = diagnostics.stream().filter(Diagnostic::isError).count();
        long warnings = diagnostics.size() - errors;
        return out.append(counted(errors, "error"))
                .append(", ")
                .append(counted(warnings, "warning"))
                .append('\n')
                .toString();
    }

    /** One diagnostic; ends with a line break. */
    public String render(Diagnostic diagnostic) {
        var out = new StringBuilder();
        String severity = diagnostic.isError() ? "error" : "warning";
        String title = severity + "[" + diagnostic.code().number() + "]: ";
        out.append(title).append(hanging(diagnostic.message(), "  ")).append('\n');
        var where = diagnostic.where();
        String gutter =
                " ".repeat(where == null ? 1 : Integer.toString(where.line()).length());
        if (where != null) {
            out.append(gutter)
                    .append("--> ")
                    .append(printable(where.toString()))
                    .append('\n');
            source(where.file())
                    .filter(text -> where.line() <= text.lineCount())
                    .ifPresent(text -> appendLine(out, gutter, text, where));
        }
        if (diagnostic.hint() != null) {
            String label = gutter + " = hint: ";
            out.append(label)
                    .append(hanging(diagnostic.hint(), " ".repeat(label.length())))
                    .append('\n');
        }
        return out.toString();
    }

    private void appendLine(StringBuilder out, String gutter, SourceText text, SourcePosition where) {
        var line = ShownLine.of(text, where, Math.max(width - gutter.length() - " | ".length(), ShownLine.NARROWEST));
        out.append(gutter).append(" |\n");
        out.append(where.line()).append((" | " + line.text()).stripTrailing()).append('\n');
        out.append(gutter).append(" | ").append(" ".repeat(line.caret())).append("^\n");
    }

    private Optional<SourceText> source(String file) {
        return sources.computeIfAbsent(file, name -> files.apply(name).map(text -> new SourceText(name, text)));
    }

    private static Optional<String> readFromDisk(String file) {
        try {
            String text = Files.readString(Path.of(file));
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (IOException | InvalidPathException e) {
            // The place is worth showing even where its line cannot be.
            return Optional.empty();
        }
    }

    private static String hanging(String text, String indent) {
        return String.join(
                "\n" + indent, text.lines().map(DiagnosticRenderer::printable).toList());
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ShownLine.REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
