package dev.tideline.schemas.config;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.diagnostics.SourcePosition;
import dev.tideline.schemas.diagnostics.SourceText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** Reads text files of the user: UTF-8, with or without a byte order mark. */
final class UserFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private UserFile() {}

    /**
     * Reads a file.
     *
     * @param namedAt the place where the user named it, or null if that was on the command line
     * @param hint what to do if it cannot be read, or null
     * @throws DiagnosticException if it cannot be read or is not UTF-8
     */
    static SourceText read(Path file, SourcePosition namedAt, String hint) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DiagnosticException(Diagnostic.error(
                    DiagnosticCode.FILE_UNREADABLE, "cannot read " + file + ": " + reason(file, e), hint, namedAt));
        }
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        boolean malformed = decoder.decode(in, out, true).isError();
        String text = out.flip().toString();
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        var source = new SourceText(file.toString(), text);
        if (malformed) {
            throw new DiagnosticException(Diagnostic.error(
                    DiagnosticCode.FILE_UNREADABLE,
                    file + " is not UTF-8 text",
                    "save the file with the encoding UTF-8",
                    source.positionAt(text.length())));
        }
        return source;
    }

    private static String reason(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        } else if (e instanceof AccessDeniedException) {
            return "permission denied";
        } else if (Files.isDirectory(file)) {
            return "it is a directory";
        }
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
