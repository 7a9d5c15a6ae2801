package dev.tideline.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.schemas.config.TidelineConfig.Database;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.diagnostics.DiagnosticJson;
import dev.tideline.schemas.diagnostics.DiagnosticRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    private static final String SMALLEST = """
            source:
              url: jdbc:postgresql://localhost:5432/shop
              user: tideline
            kafka:
              bootstrap.servers: localhost:9092
            topologies: [views/*.yaml]
            """;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void createTopologies() throws IOException {
        Files.createDirectory(folder.resolve("views"));
        Files.writeString(folder.resolve("views/sales.yaml"), "topology: sales");
        Files.writeString(folder.resolve("views/users.yaml"), "topology: users");
    }

    private Loaded<TidelineConfig> load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("tideline.yaml"), yaml);
        return ConfigLoader.load(file, environment::get);
    }

    private TidelineConfig loaded(String yaml) throws IOException {
        return load(yaml).orThrow();
    }

    @Test
    void fullConfigurationIsRead() throws IOException {
        environment.put("SHOP_PASSWORD", "one");
        Files.writeString(folder.resolve("secret"), "two\n");
        TidelineConfig config = loaded("""
                source:
                  url: jdbc:postgresql://localhost:5432/shop
                  user: tideline
                  password: ${SHOP_PASSWORD}
                  publication: shop_publication
                  slot: shop_slot
                kafka:
                  bootstrap.servers: a:9092,b:9092
                  topic.prefix: shop
                  retention: 36h
                  replication.factor: 3
                  security.protocol: SASL_SSL
                  request.timeout.ms: 30000
                  enable.metrics.push: false
                target:
                  url: jdbc:postgresql://localhost:5433/analytics?sslmode=require
                  user: ${TARGET_USER:-writer}
                  password: ${file:secret}
                topologies: [views/*.yaml, views/sales.yaml]
                data.dir: /var/lib/tideline
                http.host: 0.0.0.0
                http.port: 0
                """);

        assertThat(config.source())
                .isEqualTo(new TidelineConfig.Source(
                        new Database("jdbc:postgresql://localhost:5432/shop", "tideline", new Secret("one")),
                        "shop_publication",
                        "shop_slot"));
        assertThat(config.target())
                .isEqualTo(new Database(
                        "jdbc:postgresql://localhost:5433/analytics?sslmode=require", "writer", new Secret("two")));
        assertThat(config.kafka())
                .isEqualTo(new TidelineConfig.Kafka(
                        false,
                        "shop",
                        Map.of(
                                "bootstrap.servers", "a:9092,b:9092",
                                "security.protocol", "SASL_SSL",
                                "request.timeout.ms", "30000",
                                "enable.metrics.push", "false"),
                        Duration.ofHours(36),
                        (short) 3));
        assertThat(config.topologyFiles())
                .containsExactly(folder.resolve("views/sales.yaml"), folder.resolve("views/users.yaml"));
        assertThat(config.dataDir()).isEqualTo(Path.of("/var/lib/tideline"));
        assertThat(config.httpHost()).isEqualTo("0.0.0.0");
        assertThat(config.httpPort()).isZero();
    }

    @Test
    void whatIsLeftOutHasDefaults() throws IOException {
        TidelineConfig config = loaded(SMALLEST);
        assertThat(config.target()).isEqualTo(config.source().database());
        assertThat(config.source().database().password()).isEqualTo(Secret.EMPTY);
        assertThat(config.source().publication()).isEqualTo("tideline");
        assertThat(config.source().slot()).isEqualTo("tideline");
        assertThat(config.kafka().topicPrefix()).isEqualTo("tideline");
        assertThat(config.kafka().retention()).isEqualTo(Duration.ofDays(7));
        assertThat(config.kafka().replicationFactor()).isEqualTo((short) -1);
        assertThat(config.dataDir()).isEqualTo(folder.resolve("tideline-data"));
        assertThat(config.httpHost()).isEqualTo("127.0.0.1");
        assertThat(config.httpPort()).isEqualTo(8080);
    }

    @Test
    void embeddedBrokerHasNoServersYet() throws IOException {
        TidelineConfig config = loaded(SMALLEST.replace("localhost:9092", "embedded"));
        assertThat(config.kafka().embedded()).isTrue();
        assertThat(config.kafka().clientProperties()).isEmpty();
    }

    @Test
    void variablesAreFilledInAsTextAndAsNumbersWhereNumbersStand() throws IOException {
        environment.putAll(Map.of("NUMBER", "0815", "EMPTY", "", "NESTED", "${NUMBER}", "NULL", "null"));
        TidelineConfig config =
                loaded(SMALLEST.replace("user: tideline", "user: ${NUMBER}\n  password: $${a}$b$$${NESTED}")
                                .replace("localhost:9092", "${EMPTY:-first}:1,${EMPTY}second:2")
                        + "http.port: ${PORT:-81}\ndata.dir: ${NULL}\n");
        assertThat(config.source().database().user()).isEqualTo("0815");
        assertThat(config.source().database().password().reveal()).isEqualTo("${a}$b$${NESTED}");
        assertThat(config.kafka().clientProperties()).containsEntry("bootstrap.servers", "first:1,second:2");
        assertThat(config.httpPort()).isEqualTo(81);
        assertThat(config.dataDir()).isEqualTo(folder.resolve("null"));
    }

    @Test
    void whatIsFilledInIsNotFilledInAgain() throws IOException {
        environment.putAll(Map.of("NUMBER", "0815", "NESTED", "${NUMBER}"));
        TidelineConfig config = loaded(SMALLEST.replace("user: tideline", "user: a${NESTED}"));
        assertThat(config.source().database().user()).isEqualTo("a${NUMBER}");
        assertThat(load(SMALLEST.replace("localhost:5432/shop", "x") + "http.port: ${NESTED}")
                        .diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("http.port must be a port, a whole number from 0 to 65535; it is text");
    }

    @Test
    void passwordMayLookLikeANumber() throws IOException {
        var config = loaded(SMALLEST.replace("user: tideline", "user: tideline\n  password: 0012.50"));
        assertThat(config.source().database().password().reveal()).isEqualTo("0012.50");
    }

    @Test
    void anchorsAndMergesWork() throws IOException {
        TidelineConfig config = loaded("""
                source: &database
                  url: jdbc:postgresql://localhost:5432/shop
                  user: tideline
                target:
                  <<: *database
                  user: writer
                kafka: {bootstrap.servers: embedded}
                topologies: [views/*.yaml]
                """);
        assertThat(config.target().user()).isEqualTo("writer");
        assertThat(config.target().url()).isEqualTo(config.source().database().url());
    }

    @Test
    void globBesideTheConfigurationDoesNotMatchItself() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "topology: a");
        assertThat(loaded(SMALLEST.replace("views/*.yaml", "\"*.yaml\"")).topologyFiles())
                .containsExactly(folder.resolve("a.yaml"));
    }

    @Test
    void missingFileSaysWhatToDo() {
        var loaded = ConfigLoader.load(folder.resolve("absent.yaml"));
        assertThat(loaded.value()).isEmpty();
        assertThat(loaded.diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo(DiagnosticCode.FILE_UNREADABLE);
            assertThat(diagnostic.message()).contains("absent.yaml").contains("no such file");
            assertThat(diagnostic.hint()).contains("--config");
        });
        assertThatThrownBy(loaded::orThrow).isInstanceOf(DiagnosticException.class);
    }

    @Test
    void warningsDoNotStandInTheWay() throws IOException {
        var loaded = load(SMALLEST.replace("localhost:9092", "localhost:9092\n  retenton: 7 days"));
        assertThat(loaded.value()).isPresent();
        assertThat(loaded.diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.isError()).isFalse();
            assertThat(diagnostic.hint()).isEqualTo("did you mean \"retention\"?");
        });
    }

    @Test
    void aliasBombIsRefused() throws IOException {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 8; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(6)));
        }
        assertThat(load(bomb.toString()).diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.message()).contains("aliases are expanded"));
    }

    @Test
    void noTextFormShowsASecret() throws IOException {
        environment.put("SECRET", "hunter2");
        TidelineConfig config = loaded("""
                source:
                  url: jdbc:postgresql://localhost/shop?sslkey=k&sslpassword=hunter2&ssl=true
                  user: tideline
                  password: ${SECRET}
                kafka:
                  bootstrap.servers: localhost:9092
                  ssl.key.password: hunter2
                  sasl.jaas.config: ${SECRET}
                topologies: [views/*.yaml]
                """);
        assertThat(config.kafka().clientProperties()).containsEntry("sasl.jaas.config", "hunter2");
        assertThat(config.toString())
                .doesNotContain("hunter2")
                .contains("ssl=true")
                .contains("sasl.jaas.config");
        assertThat(config.source().database().password().toString()).isEqualTo("********");
        assertThat(new Secret("").toString()).isEmpty();
    }

    /** Every scalar of a configuration full of secrets is spoiled in turn; no message shows what it held. */
    @Test
    void noDiagnosticShowsASecret() throws IOException {
        environment.put("SECRET", "hunter2");
        String yaml = """
                source:
                  url: jdbc:postgresql://localhost/shop
                  user: ${SECRET}
                  password: "hunter2"
                  slot: slot
                kafka:
                  bootstrap.servers: ${SECRET}
                  ssl.key.password: 'hunter2'
                  retention: 7d
                target: {url: 'jdbc:postgresql://localhost/x', user: u, password: hunter2}
                topologies: [views/*.yaml]
                http.port: 80
                """;
        assertThat(load(yaml).value()).isPresent();
        List<String> spoilers = List.of(
                "[",
                "]",
                "{",
                "}",
                ": ",
                "\"",
                "'",
                "@",
                "&",
                "*",
                "!",
                "!x ",
                "!!int ",
                "!x!",
                "%",
                "`",
                ">",
                "\\",
                "\\x",
                "\t",
                "\n",
                "${",
                "|\n",
                "\u0007",
                "[1] #",
                "x #",
                "${SECRET} #");
        int failures = 0;
        for (int at = 0; at <= yaml.length(); at++) {
            String line = yaml.substring(yaml.lastIndexOf('\n', at - 1) + 1);
            if (!line.substring(0, line.indexOf('\n') + 1).matches("(?s).*(hunter2|SECRET).*")) {
                continue;
            }
            for (String spoiler : spoilers) {
                List<Diagnostic> diagnostics = load(yaml.substring(0, at) + spoiler + yaml.substring(at))
                        .diagnostics();
                failures += diagnostics.isEmpty() ? 0 : 1;
                for (Diagnostic diagnostic : diagnostics) {
                    assertThat(diagnostic.message() + diagnostic.hint())
                            .as("%s at %d", spoiler, at)
                            .doesNotContain("hunter2".substring(0, 5));
                }
                assertThat(DiagnosticJson.write(diagnostics).toString()).doesNotContain("hunter2");
                if (!insideKey(yaml, at)) {
                    assertThat(new DiagnosticRenderer().render(diagnostics)).doesNotContain("hunter2");
                }
            }
        }
        assertThat(failures).isGreaterThan(3000);
    }

    /** A key that is torn apart can no longer be told from any other. */
    private static boolean insideKey(String yaml, int at) {
        int start = yaml.lastIndexOf("password", at);
        return start >= 0 && at - start <= "password".length();
    }

    @Test
    void renderedErrorBesideASecretHidesIt() throws IOException {
        var loaded = load(SMALLEST.replace("user: tideline", "user: tideline\n  pasword: hunter2"));
        assertThat(new DiagnosticRenderer().render(loaded.diagnostics()))
                .contains("did you mean \"password\"?")
                .contains("pasword: ********")
                .doesNotContain("hunter2");
    }
}
