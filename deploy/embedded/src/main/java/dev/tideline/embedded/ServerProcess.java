package dev.tideline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A child process that cannot outlive this JVM, however the JVM ends: its standard input is a pipe whose other end only we
 * hold. Before the server takes over the process, a small shell forks a watcher that reads from the pipe; when the JVM
 * dies, even by {@code kill -9}, the kernel closes the pipe and the watcher kills the server.
 *
 * <p>The server leads a session of its own, so that Ctrl-C in a terminal reaches only us and servers stop in our order.
 */
final class ServerProcess {

    /** The watcher is forked twice, so that it is not a child that the server would have to reap. */
    private static final String WATCHED = """
            server=$$
            exec 3<&0
            ( trap '' HUP INT TERM; { cat <&3; kill -KILL $server; } & ) >/dev/null 2>&1
            exec 3<&- </dev/null
            if command -v setsid >/dev/null 2>&1; then exec setsid "$@"; fi
            exec "$@"
            """;

    /** Keeps the pipes open: an unreachable process object would have its pipe closed by the garbage collector. */
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code command}; what it prints is appended to {@code log}. */
    static ServerProcess start(List<String> command, Path workingDirectory, Path log) {
        var watched = new ArrayList<>(List.of("/bin/sh", "-c", WATCHED, "tideline-server"));
        watched.addAll(command);
        var builder = new ProcessBuilder(watched)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        try {
            var process = builder.start();
            RUNNING.add(process);
            process.onExit().thenAccept(RUNNING::remove);
            return new ServerProcess(process, log);
        } catch (IOException e) {
            throw Failures.failure("Cannot start " + command.get(0) + ": " + e.getMessage(), null, e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    Path log() {
        return log;
    }

    /** Waits at most this long for the process to end. */
    boolean awaitExit(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for process " + pid(), e);
        }
    }

    /** Sends a signal by its name without SIG; a process that has ended is left alone. */
    void signal(String name) {
        if (!isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + pid() + " 2>/dev/null")
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling process " + pid(), e);
        }
    }

    /** {@code kill -9} of the process and all its descendants; returns when they have gone. */
    void kill() {
        var family = new ArrayList<ProcessHandle>();
        family.add(process.toHandle());
        process.descendants().forEach(family::add);
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(member -> member.onExit().join());
    }
}
