package dev.tideline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
}
