package dev.tideline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The directory of one server: held by at most one live JVM (a file lock, which the kernel drops with the process), and
 * remembering the server's process id, so that a new owner waits until the server of a killed owner has gone.
 */
final class ServerDirectory implements AutoCloseable {

    private static final Duration PREVIOUS_SERVER_GONE_WITHIN = Duration.ofSeconds(20);

    private static final String SETTINGS = "server.settings";

    private final Path directory;
    private final FileChannel lockFile;
    private final FileLock lock;

    private ServerDirectory(Path directory, FileChannel lockFile, FileLock lock) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    static ServerDirectory hold(Path directory, String server) {
        try {
            Files.createDirectories(directory);
            var channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw Failures.failure(
                        "The " + server + " in " + directory + " is already in use by another process.",
                        "Stop that process, or choose another data.dir.",
                        null);
            }
            return new ServerDirectory(directory, channel, lock);
        } catch (IOException e) {
            throw Failures.failure(
                    "Cannot use the directory " + directory + ": " + e,
                    "Make it writable, or choose another data.dir.",
                    e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very JVM
        }
    }

    Path path() {
        return directory;
    }

    Path resolve(String name) {
        return directory.resolve(name);
    }

    /** Settings that outlive the process, such as ports; empty on first use. */
    Properties settings() {
        return settings(directory);
    }

    /** The same for somebody who only wants to look. */
    static Properties settings(Path directory) {
        var settings = new Properties();
        var file = directory.resolve(SETTINGS);
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                settings.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return settings;
    }

    void saveSettings(Properties settings) {
        try {
            var file = resolve(SETTINGS);
            Files.deleteIfExists(file);
            PrivateFiles.create(file);
            try (var out = Files.newBufferedWriter(file)) {
                settings.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void rememberProcess(long pid) {
        try {
            Files.writeString(resolve("pid"), Long.toString(pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for the server of a killed owner: its watcher kills it, which takes a moment. A live process under the
     * remembered id that began after the id was written is a stranger.
     */
    void awaitPreviousServerGone(String server) {
        var file = resolve("pid");
        try {
            if (!Files.exists(file)) {
                return;
            }
            var written = Files.getLastModifiedTime(file).toInstant();
            var previous =
                    ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
            boolean alive = previous.isPresent()
                    && previous.get().isAlive()
                    && previous.get()
                            .info()
                            .startInstant()
                            .map(start -> !start.isAfter(written))
                            .orElse(true);
            if (alive) {
                previous.get().onExit().get(PREVIOUS_SERVER_GONE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            }
            Files.delete(file);
        } catch (TimeoutException e) {
            throw Failures.failure(
                    "The " + server + " in " + directory + " still runs, left behind by an earlier start.",
                    "End the process whose id is in " + file + ".",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an earlier " + server, e);
        } catch (java.util.concurrent.ExecutionException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
