package dev.tideline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers must not stay behind when the JVM that started them is killed, and their directories must be usable at once. */
class OrphanedServersIT {

    private static final long GONE_WITHIN_S = 10;

    @TempDir
    Path directory;

    @Test
    void dieWithAKilledParentAndKeepTheirData() throws Exception {
        var parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        testClassPath(),
                        Parent.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> servers;
        try (var out = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            servers = List.of(serverOf(out), serverOf(out));
        } finally {
            parent.destroyForcibly();
        }
        for (var server : servers) {
            server.onExit().get(GONE_WITHIN_S, TimeUnit.SECONDS);
        }
        try (var postgres = EmbeddedPostgres.in(directory.resolve("postgres")).start();
                var kafka = EmbeddedKafka.in(directory.resolve("kafka")).start()) {
            assertThat(EmbeddedPostgresIT.query(postgres.database("postgres"), "SELECT count(*) FROM t"))
                    .isEqualTo("3");
            assertThat(kafka.isRunning()).isTrue();
        }
    }

    private static ProcessHandle serverOf(BufferedReader out) throws IOException {
        var line = out.readLine();
        assertThat(line).as("process id printed by the parent").matches("\\d+");
        return ProcessHandle.of(Long.parseLong(line)).orElseThrow();
    }

    static String testClassPath() {
        var real = System.getProperty("surefire.test.class.path");
        return real != null ? real : System.getProperty("java.class.path") + File.pathSeparator;
    }

    /** Starts both servers, prints their process ids and waits to be killed. */
    static final class Parent {

        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            var directory = Path.of(arguments[0]);
            var postgres = EmbeddedPostgres.in(directory.resolve("postgres")).start();
            postgres.database("postgres").execute("CREATE TABLE t AS SELECT generate_series(1, 3) AS id");
            var kafka = EmbeddedKafka.in(directory.resolve("kafka")).start();
            System.out.println(postgres.pid());
            System.out.println(kafka.pid());
            Thread.currentThread().join();
        }
    }
}
