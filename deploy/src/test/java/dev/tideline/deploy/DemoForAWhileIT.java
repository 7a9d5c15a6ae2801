package dev.tideline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tideline demo --for …}: ends by itself, proves every view, and leaves nothing behind. */
class DemoForAWhileIT {

    @TempDir
    Path directory;

    @Test
    void provesEveryViewAndCleansUp() throws Exception {
        var temporary = Files.createDirectory(directory.resolve("tmp"));
        var out = directory.resolve("out");
        var err = directory.resolve("err");
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx640m",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Tideline.class.getName(),
                        "demo",
                        "--for",
                        "8s",
                        "--rate",
                        "20"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(6, TimeUnit.MINUTES))
                .as(Files.readString(err))
                .isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(out) + Files.readString(err))
                .isZero();
        assertThat(Files.readString(out).lines()).hasSize(6).allSatisfy(line -> assertThat(line)
                .containsPattern("^\\w+: exact at [0-9A-F]+/[0-9A-F]+, [\\d,]+ rows? compared, 0 differences, "
                        + "freshness [\\d.]+ m?s median, [\\d.]+ m?s 99th percentile"));
        try (var left = Files.list(temporary)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("tideline")))
                    .isEmpty();
        }
    }

    /** Ctrl-C in the long moments before anything is to be seen. */
    @Test
    void endsSoonWhileItIsStillStarting() throws Exception {
        var err = directory.resolve("err");
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Tideline.class.getName(),
                        "demo",
                        "--dir",
                        directory.resolve("shop").toString()))
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(err.toFile())
                .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> !process.isAlive() || Files.readString(err).contains("starting a Kafka broker"));
            var children = process.descendants().toList();
            assertThat(children).as(Files.readString(err)).isNotEmpty();
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS))
                    .as(Files.readString(err))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(Files.readString(err)).doesNotContain("Exception").doesNotContain("All views are live");
        } finally {
            process.destroyForcibly();
        }
    }
}
