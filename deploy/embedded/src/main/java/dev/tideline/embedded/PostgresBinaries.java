package dev.tideline.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked once per user from the Maven artifact into a directory that is named by the archive's
 * checksum. It is unpacked beside its place and then renamed, so that concurrent first starts never see half of it.
 *
 * <p>The default version's artifact is on the class path. Other versions are taken from beside it in the local Maven
 * repository, since a class path cannot hold two versions of one artifact.
 */
final class PostgresBinaries {

    private static final int CHECKSUM_DIGITS = 16;

    private PostgresBinaries() {}

    /** The directory that holds {@code bin}, {@code lib} and {@code share}. */
    static Path unpacked(PostgresVersion version, Path cache, Progress progress) {
        var archive = archive(version);
        try {
            var home = cache.resolve("postgres-" + version.release() + "-" + checksum(archive));
            if (!Files.isDirectory(home)) {
                progress.step("unpacking PostgreSQL " + version.major());
                unpack(archive, home);
            }
            return home;
        } catch (IOException e) {
            throw Failures.failure(
                    "Cannot unpack PostgreSQL into " + cache + ": " + e,
                    "Make the directory writable, or name another one in the environment variable "
                            + CacheDirectory.VARIABLE + ".",
                    e);
        }
    }

    private static URL archive(PostgresVersion version) {
        var name = archiveName();
        try {
            for (var candidate :
                    Collections.list(PostgresBinaries.class.getClassLoader().getResources(name))) {
                var text = candidate.toString();
                if (text.contains("-" + version.release() + ".jar")) {
                    return candidate;
                }
                int release = text.indexOf("-" + PostgresVersion.DEFAULT.release() + ".jar");
                if (release >= 0) {
                    var sibling = new URL(text.replace(PostgresVersion.DEFAULT.release(), version.release()));
                    if (Files.exists(
                            Path.of(sibling.getPath().replaceFirst("^file:", "").replaceFirst("!.*$", "")))) {
                        return sibling;
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot look for " + name, e);
        }
        throw Failures.failure(
                "The binaries of PostgreSQL " + version.release() + " for this platform (" + name + ") are not here.",
                "Run Maven with -Dtideline.test.postgres=" + version.major() + " once to download them.",
                null);
    }

    private static String archiveName() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + (system.startsWith("mac") ? "darwin" : "linux") + "-" + processor + ".txz";
    }

    private static String checksum(URL archive) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        try (var in = new DigestInputStream(open(archive), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, CHECKSUM_DIGITS);
    }

    private static InputStream open(URL archive) throws IOException {
        var connection = archive.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    private static void unpack(URL archive, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        var beside = home.resolveSibling(home.getFileName() + ".unpacking-" + UUID.randomUUID());
        try {
            try (var tar = new TarArchiveInputStream(
                    new XZCompressorInputStream(new BufferedInputStream(open(archive), 1 << 16)))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(entry, tar, beside);
                }
            }
            moveIntoPlace(beside, home);
        } finally {
            PrivateFiles.deleteTree(beside);
        }
    }

    private static void moveIntoPlace(Path beside, Path home) throws IOException {
        try {
            Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        } catch (java.nio.file.FileSystemException e) {
            if (!Files.isDirectory(home)) { // otherwise another process was faster
                throw e;
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        var path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("the archive names a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else {
            Files.createDirectories(path.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(content, path);
                boolean program = (entry.getMode() & 0100) != 0;
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }
}
