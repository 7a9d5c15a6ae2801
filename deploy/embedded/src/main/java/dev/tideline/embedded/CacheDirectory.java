package dev.tideline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Where unpacked programs are kept between runs: a directory of the user's own. */
final class CacheDirectory {

    static final String VARIABLE = "TIDELINE_CACHE";

    private CacheDirectory() {}

    /** {@code $TIDELINE_CACHE}, else the user's cache directory, else (no writable home) one in the temporary directory. */
    static Path find() {
        for (var candidate : candidates()) {
            if (isOurs(candidate)) {
                return candidate;
            }
        }
        throw Failures.failure(
                "No directory to unpack programs into: none of " + candidates() + " is writable.",
                "Name one in the environment variable " + VARIABLE + ".",
                null);
    }

    /** A cache that other users can read, for a server that must run as one of them. */
    static Path findReadableByOthers() {
        var shared = Path.of("/var/tmp", "tideline-" + System.getProperty("user.name"));
        if (isOurs(shared)) {
            return shared;
        }
        throw Failures.failure("Cannot write to " + shared + ".", "Remove it if it belongs to somebody else.", null);
    }

    private static List<Path> candidates() {
        var candidates = new ArrayList<Path>();
        var chosen = System.getenv(VARIABLE);
        if (chosen != null && !chosen.isBlank()) {
            return List.of(Path.of(chosen));
        }
        var standard = System.getenv("XDG_CACHE_HOME");
        if (standard != null && !standard.isBlank()) {
            candidates.add(Path.of(standard, "tideline"));
        }
        candidates.add(Path.of(System.getProperty("user.home"), ".cache", "tideline"));
        candidates.add(Path.of(System.getProperty("java.io.tmpdir"), "tideline-" + System.getProperty("user.name")));
        return candidates;
    }

    /** Others must not be able to put programs there that we would then run. */
    private static boolean isOurs(Path directory) {
        try {
            if (!Files.exists(directory)) {
                if (directory.getParent() != null) {
                    Files.createDirectories(directory.getParent());
                }
                // Tolerates another process that makes it at the same moment.
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            }
            var probe = Files.createTempFile(directory, "probe", null);
            boolean ours = Files.getOwner(directory).equals(Files.getOwner(probe));
            Files.delete(probe);
            return ours;
        } catch (IOException | SecurityException e) {
            return false;
        }
    }
}
