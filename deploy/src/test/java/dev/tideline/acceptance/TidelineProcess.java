package dev.tideline.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code tideline …} as a process of its own, with the class path of the test. */
final class TidelineProcess {

    private final String name;
    private final Process process;
    private final Path output;
    private final Path errors;

    private TidelineProcess(String name, Process process, Path output, Path errors) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    static TidelineProcess start(Path folder, String... arguments) {
        try {
            Path output = Files.createTempFile(folder, "out-", ".log");
            Path errors = Files.createTempFile(folder, "err-", ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx640m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=4",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.tideline.deploy.Tideline"));
            command.addAll(Arrays.asList(arguments));
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new TidelineProcess(String.join(" ", arguments), process, output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        await(30);
    }

    /** SIGTERM; returns the exit code. */
    int stop() {
        process.destroy();
        return await(60);
    }

    /** Waits for the end; returns the exit code. */
    int await(int timeoutSeconds) {
        try {
            if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " did not end within " + timeoutSeconds + " s\n" + tail(60));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    String output() {
        return read(output);
    }

    String errors() {
        return read(errors);
    }

    String tail(int lines) {
        var all = (errors() + output()).lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size())) + "\n";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "tideline " + name + " (pid " + process.pid() + ")";
    }
}
