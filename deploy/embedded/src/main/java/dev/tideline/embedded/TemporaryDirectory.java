package dev.tideline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A new directory that others may enter (a server may run as somebody else) and that is deleted with all it holds. */
public final class TemporaryDirectory implements AutoCloseable {

    private final Path path;

    private TemporaryDirectory(Path path) {
        this.path = path;
    }

    public static TemporaryDirectory create(String prefix) {
        try {
            return new TemporaryDirectory(Files.createTempDirectory(
                    prefix, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))));
        } catch (IOException e) {
            throw Failures.failure(
                    "Cannot create a temporary directory: " + e, "Name a writable one with -Djava.io.tmpdir.", e);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            PrivateFiles.deleteTree(path);
        } catch (UncheckedIOException e) {
            // A server that ends at this moment may still write; what is left is the system's to clean.
            path.toFile().deleteOnExit();
        }
    }
}
