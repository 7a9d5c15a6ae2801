package dev.tideline.deploy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.schemas.diagnostics.DiagnosticException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsServerTest {

    private static final Check WELL = new Check("ingest", true, true, List.of());
    private static final Check NOT_READY = new Check("sink", true, false, List.of("the target is away"));
    private static final Check DEAD = new Check("engine", false, false, List.of("died"));

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpClient client = HttpClient.newHttpClient();
    private List<Check> checks = List.of(WELL);
    private final OperationsServer server = OperationsServer.start("127.0.0.1", 0, () -> checks, meters);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isReadyOnlyIfAllPartsAre() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        checks = List.of(WELL, NOT_READY);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz?verbose").body()).isEqualTo("[+] ingest\n[-] sink: the target is away\nnot ok\n");
    }

    @Test
    void isNotLiveIfAPartHasDied() throws Exception {
        checks = List.of(WELL, DEAD);
        assertThat(get("/livez").statusCode()).isEqualTo(503);
        assertThat(get("/livez?verbose").body()).contains("[-] engine: died");
    }

    @Test
    void showsMetricsUnderPrometheusNames() throws Exception {
        Counter.builder("tideline.ingest.rows").register(meters).increment(3);
        var response = get("/metrics");
        assertThat(response.body()).contains("tideline_ingest_rows_total 3");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void changesNothingAndKnowsNothingElse() throws Exception {
        assertThat(get("/etc/passwd").statusCode()).isEqualTo(404);
        var post = HttpRequest.newBuilder(uri("/readyz"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void saysThatThePortIsTaken() {
        assertThatThrownBy(() -> OperationsServer.start("127.0.0.1", server.port(), () -> checks, meters))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining(Integer.toString(server.port()));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
