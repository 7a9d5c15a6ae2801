package dev.tideline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code tideline run} as a process of its own, all three parts in it. */
final class TidelineRun implements AutoCloseable {

    private final Process process;

    private TidelineRun(Process process) {
        this.process = process;
    }

    static TidelineRun start(Path folder) throws IOException {
        var log = folder.resolve("tideline.log").toFile();
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.tideline.deploy.Tideline",
                        "run"))
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new TidelineRun(process);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
