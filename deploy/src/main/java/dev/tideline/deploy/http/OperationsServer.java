package dev.tideline.deploy.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * {@code /livez} and {@code /readyz} answer 200 or 503, with {@code ?verbose} one line per part and why it is not well;
 * {@code /metrics} is for Prometheus. Readiness never fails for lag: a late view is still exact, and restarting helps it least.
 */
public final class OperationsServer implements AutoCloseable {

    private static final int THREADS = 2;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;

    private OperationsServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 picks a free one
     * @throws DiagnosticException if the port is taken
     */
    public static OperationsServer start(
            String host, int port, Supplier<List<Check>> checks, PrometheusMeterRegistry meters) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException | IllegalArgumentException e) {
            throw new DiagnosticException(
                    List.of(Diagnostic.error(
                            DiagnosticCode.CONFIG_INVALID,
                            "Cannot listen on " + host + ":" + port + " for HTTP: " + e.getMessage(),
                            "Choose another http.port, or 0 for any free one.",
                            null)),
                    e);
        }
        server.createContext("/livez", answering(exchange -> health(exchange, checks.get(), Check::live)));
        server.createContext("/readyz", answering(exchange -> health(exchange, checks.get(), Check::ready)));
        server.createContext("/metrics", answering(exchange -> send(exchange, 200, PROMETHEUS, meters.scrape())));
        server.createContext(
                "/", answering(exchange -> send(exchange, 404, TEXT, "There are /livez, /readyz and /metrics.\n")));
        var threads = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, "tideline-http");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.start();
        return new OperationsServer(server, threads);
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void health(HttpExchange exchange, List<Check> checks, Predicate<Check> well) throws IOException {
        boolean fine = checks.stream().allMatch(well);
        var query = exchange.getRequestURI().getQuery();
        var text = new StringBuilder();
        if (query != null && query.startsWith("verbose")) {
            for (var check : checks) {
                text.append(well.test(check) ? "[+] " : "[-] ").append(check.name());
                if (!check.reasons().isEmpty()) {
                    text.append(": ").append(String.join("; ", check.reasons()));
                }
                text.append('\n');
            }
        }
        send(
                exchange,
                fine ? 200 : 503,
                TEXT,
                text.append(fine ? "ok\n" : "not ok\n").toString());
    }

    /** Nobody may change anything here, and a failing answer must not leave the other side waiting. */
    private static HttpHandler answering(HttpHandler handler) {
        return exchange -> {
            try (exchange) {
                var method = exchange.getRequestMethod();
                if (method.equals("GET") || method.equals("HEAD")) {
                    handler.handle(exchange);
                } else {
                    exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                    send(exchange, 405, TEXT, "Only GET.\n");
                }
            } catch (RuntimeException e) {
                send(exchange, 500, TEXT, "This is a bug: " + e + "\n");
            }
        };
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
