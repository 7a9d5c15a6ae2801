package dev.tideline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedServers;
import dev.tideline.embedded.PostgresDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees who does something wrong: a message with place and remedy, an exit code, and never a stack trace. */
class CommandLineIT {

    private static final String PASSWORD = "postgres";
    private static final int NOBODY_LISTENS = 1;

    @TempDir
    Path directory;

    private PostgresDatabase database;

    @BeforeEach
    void writeFiles() throws Exception {
        database = EmbeddedServers.freshDatabase();
        Files.writeString(directory.resolve("views.yaml"), """
                topology: t
                views:
                  v:
                    query: SELECT 1 AS one
                """);
        writeConfig(database.url());
    }

    @Test
    void withoutACommandItSaysWhichThereAre() {
        var ran = run();
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("demo, run, validate, explain, status, verify");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void unknownCommandsAndFlagsAreNamed() {
        var command = run("fly");
        assertThat(command.code()).isEqualTo(2);
        assertThat(command.err()).contains("There is no command fly");
        var flag = run("status", "--quickly");
        assertThat(flag.code()).isEqualTo(2);
        assertThat(flag.err()).contains("--quickly").contains("tideline status --help");
        var value = run("verify", "--timeout", "soon");
        assertThat(value.code()).isEqualTo(2);
        assertThat(value.err()).contains("'soon' is not a time");
    }

    @Test
    void helpIsData() {
        var ran = run("verify", "--help");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("--timeout").contains("--config").contains("--output");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void globalFlagsMayStandBeforeOrAfterTheCommand() throws Exception {
        assertThat(run("--output", "json", "--config", config(), "status")
                        .json()
                        .get("ok")
                        .asBoolean())
                .isFalse();
        assertThat(run("status", "--output", "json", "--config", config())
                        .json()
                        .get("ok")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void jsonIsOneObjectEvenForBadArguments() throws Exception {
        var diagnostic = run("status", "--output=json", "--quickly")
                .json()
                .get("diagnostics")
                .get(0);
        assertThat(diagnostic.get("code").asText()).isEqualTo("TL-0701");
        assertThat(diagnostic.get("severity").asText()).isEqualTo("error");
        assertThat(diagnostic.get("message").asText()).contains("--quickly");
        assertThat(diagnostic.has("hint")).isTrue();
        assertThat(diagnostic.has("file")).isTrue();
        assertThat(diagnostic.has("line")).isTrue();
        assertThat(diagnostic.has("column")).isTrue();
    }

    @Test
    void aMissingConfigurationIsNoFinding() {
        var ran = run("status", "--config", directory.resolve("other.yaml").toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("other.yaml").contains("hint");
    }

    @Test
    void aWrongKeyIsShownAtItsPlace() throws Exception {
        Files.writeString(directory.resolve("views.yaml"), "topology: t\nviews:\n  v:\n    qery: SELECT 1 AS one\n");
        var topology = run("status", "--config", config());
        assertThat(topology.code()).isEqualTo(4);
        assertThat(topology.err()).contains("views.yaml:4:5").contains("qery");

        Files.writeString(Path.of(config()), Files.readString(Path.of(config())) + "http.prt: 1\n");
        var configuration = run("status", "--config", config());
        assertThat(configuration.code()).isEqualTo(2);
        assertThat(configuration.err()).contains("tideline.yaml").contains("http.prt");
    }

    @Test
    void anUnreachableTargetIsNamedWithoutItsPassword() throws Exception {
        writeConfig("jdbc:postgresql://127.0.0.1:" + NOBODY_LISTENS + "/shop");
        var ran = run("status", "--config", config());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("TL-0501").contains("127.0.0.1:1/shop").doesNotContain("\tat ");
    }

    @Test
    void aWrongPasswordIsToldApart() throws Exception {
        Files.writeString(
                Path.of(config()),
                Files.readString(Path.of(config())).replace("password: postgres", "password: s3cr3t"));
        var ran = run("status", "--config", config());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("target.password").doesNotContain("s3cr3t");
    }

    @Test
    void aTargetThatNobodyHasEverWrittenToIsNotHealthy() throws Exception {
        var ran = run("status", "--config", config(), "-o", "json");
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.json().get("views").get(0).get("state").asText()).isEqualTo("pending");
        assertThat(ran.json().get("diagnostics").get(0).get("hint").asText()).contains("tideline run");
    }

    @Test
    void verifyNamesTheViewsThatThereAre() {
        var ran = run("verify", "nothing", "--config", config());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("no view named nothing").contains("t.v");
    }

    private String config() {
        return directory.resolve("tideline.yaml").toString();
    }

    private void writeConfig(String url) throws Exception {
        Files.writeString(directory.resolve("tideline.yaml"), """
                source:
                  url: %s
                  user: postgres
                  password: %s
                kafka:
                  bootstrap.servers: 127.0.0.1:%d
                  topic.prefix: t
                topologies: [views.yaml]
                """.formatted(url, PASSWORD, NOBODY_LISTENS));
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.of(arguments).withoutStackTrace();
    }
}
