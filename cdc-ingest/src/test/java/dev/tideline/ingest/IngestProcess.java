package dev.tideline.ingest;

import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An ingest in a JVM of its own, which can be killed. */
final class IngestProcess implements AutoCloseable {

    private final Process process;

    private IngestProcess(Process process) {
        this.process = process;
    }

    static IngestProcess start(IngestBench bench) throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                IngestProcess.class.getName(),
                bench.database.url(),
                bench.database.user(),
                bench.database.password(),
                bench.bootstrapServers,
                bench.prefix);
        var log = new File("target/ingest-process.log");
        log.getAbsoluteFile().getParentFile().mkdirs();
        return new IngestProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start());
    }

    /** Runs until it is killed, or its parent is gone. */
    public static void main(String[] arguments) throws InterruptedException {
        var ingest = new Ingest(new IngestSettings(
                new TidelineConfig.Source(
                        new TidelineConfig.Database(arguments[0], arguments[1], new Secret(arguments[2])),
                        arguments[4],
                        arguments[4]),
                Map.of("bootstrap.servers", arguments[3]),
                arguments[4],
                Duration.ofDays(7),
                (short) 1,
                false,
                new SimpleMeterRegistry(),
                IngestLimits.DEFAULT));
        ingest.start();
        var parent = ProcessHandle.current().parent().orElseThrow();
        while (parent.isAlive()) {
            Thread.sleep(200);
        }
        Runtime.getRuntime().halt(1);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
