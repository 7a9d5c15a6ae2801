package dev.tideline.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker of our own: one KRaft node as a child JVM on 127.0.0.1, with its files in one directory. It ends with this
 * JVM, keeps its data, and comes back on the same ports. Not thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
    private static final Duration RETRY_AFTER = Duration.ofMillis(50);
    private static final int ADMIN_TIMEOUT_MS = 5_000;
    private static final int ATTEMPTS = 3;

    private final KafkaOptions options;
    private final ServerDirectory directory;
    private final Path log;
    private ExitHook exitHook;
    private String clusterId;
    private int port;
    private int controllerPort;
    private ServerProcess process;

    EmbeddedKafka(KafkaOptions options) {
        this.options = options;
        this.directory = ServerDirectory.hold(options.directory(), "Kafka broker");
        this.log = directory.resolve("kafka.log");
        try {
            directory.awaitPreviousServerGone("Kafka broker");
            loadSettings();
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Options for a broker that keeps its files in {@code directory}, which is created when missing. */
    public static KafkaOptions.Builder in(Path directory) {
        return new KafkaOptions.Builder(directory);
    }

    /** The bootstrap servers of the broker that runs in this directory now, started by whatever process. */
    public static Optional<String> runningIn(Path directory) {
        int port = Integer.parseInt(ServerDirectory.settings(directory).getProperty("port", "0"));
        return port != 0 && FreePorts.accepts(port) ? Optional.of("127.0.0.1:" + port) : Optional.empty();
    }

    /**
     * Starts the broker, also again after {@link #stop} or {@link #kill}, and returns when it serves clients.
     *
     * @throws dev.tideline.schemas.diagnostics.DiagnosticException if it does not come up
     */
    public EmbeddedKafka start() {
        if (isRunning()) {
            return this;
        }
        boolean portsAreOurs = options.port() == 0 && process == null;
        for (int attempt = 1; ; attempt++) {
            try {
                startOnce();
                return this;
            } catch (RuntimeException e) {
                kill();
                if (!portsAreOurs
                        || attempt == ATTEMPTS
                        || FreePorts.isFree(port) && FreePorts.isFree(controllerPort)) {
                    throw e;
                }
                pickPorts(); // somebody else took one of them before us
            }
        }
    }

    private void startOnce() {
        options.progress().step("starting a Kafka broker");
        var properties = directory.resolve("server.properties");
        writeProperties(properties);
        process = ServerProcess.start(command(properties), directory.path(), directory.resolve("kafka.out"));
        directory.rememberProcess(process.pid());
        if (options.stopOnExit() && exitHook == null) {
            exitHook = new ExitHook("The Kafka broker", this::stopAndRelease);
        }
        awaitReady();
    }

    private List<String> command(Path properties) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx" + options.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                // The optimizing compiler would compete with the pipeline for the same few processors, for minutes.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Dlogback.configurationFile=" + copyLoggingConfiguration(),
                "-Dtideline.broker.log=" + log));
        command.addAll(List.of("-cp", classPath(), BrokerMain.class.getName(), properties.toString(), clusterId));
        return command;
    }

    /** All of our own class path; Surefire hides it behind a jar that has only a manifest. */
    private static String classPath() {
        var real = System.getProperty("surefire.test.class.path");
        var entries = new ArrayList<String>();
        for (var entry : (real != null ? real : System.getProperty("java.class.path")).split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                entries.add(Path.of(entry).toAbsolutePath().toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private Path copyLoggingConfiguration() {
        var target = directory.resolve("kafka-logback.xml");
        try (var in = EmbeddedKafka.class.getResourceAsStream("kafka-logback.xml")) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeProperties(Path file) {
        var settings = new Properties();
        settings.putAll(Map.of(
                "cluster.id", clusterId,
                "port", Integer.toString(port),
                "controller.port", Integer.toString(controllerPort)));
        directory.saveSettings(settings);
        try (var out = Files.newBufferedWriter(file)) {
            BrokerProperties.of(directory.resolve("topics"), port, controllerPort, options.properties())
                    .store(out, "Written by Tideline at each start.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        var deadline = Instant.now().plus(READY_WITHIN);
        // First the bare port: a client that finds it closed would fill our log with warnings.
        while (!FreePorts.accepts(port)) {
            waitUntil(deadline, "does not listen");
        }
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS))) {
            while (!servesClients(admin)) {
                waitUntil(deadline, "does not serve clients");
            }
        }
    }

    private void waitUntil(Instant deadline, String complaint) {
        if (process.awaitExit(RETRY_AFTER)) {
            throw Failures.serverFailure(
                    "The Kafka broker ended with code " + process.exitCode() + " while starting.", log, process.log());
        }
        if (Instant.now().isAfter(deadline)) {
            throw Failures.serverFailure(
                    "The Kafka broker " + complaint + " after " + READY_WITHIN.toSeconds() + " s.", log, process.log());
        }
    }

    private static boolean servesClients(Admin admin) {
        try {
            var cluster = admin.describeCluster();
            return !cluster.nodes().get(ADMIN_TIMEOUT_MS, TimeUnit.MILLISECONDS).isEmpty()
                    && cluster.controller().get(ADMIN_TIMEOUT_MS, TimeUnit.MILLISECONDS) != null;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the Kafka broker", e);
        }
    }

    /** Stops the broker in an orderly way and returns when it has gone. Its data stays. */
    public void stop() {
        if (!isRunning()) {
            return;
        }
        process.signal("TERM");
        if (!process.awaitExit(STOPPED_WITHIN)) {
            process.kill();
        }
    }

    /** {@code kill -9}; what was acknowledged stays. */
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Process id of the running broker. */
    public long pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    /** What goes into {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public Path log() {
        return log;
    }

    /** Stops the broker, and deletes its files if the options say so. */
    @Override
    public void close() {
        if (exitHook == null || exitHook.cancel()) {
            stopAndRelease();
        }
    }

    private void stopAndRelease() {
        if (options.deleteOnClose()) {
            kill();
        } else {
            stop();
        }
        directory.close();
        if (options.deleteOnClose()) {
            PrivateFiles.deleteTree(directory.path());
        }
    }

    private void loadSettings() {
        var saved = directory.settings();
        clusterId = saved.getProperty("cluster.id", Uuid.randomUuid().toString());
        port = Integer.parseInt(saved.getProperty("port", "0"));
        controllerPort = Integer.parseInt(saved.getProperty("controller.port", "0"));
        boolean reusable = port != 0
                && (options.port() == 0 || options.port() == port)
                && FreePorts.isFree(port)
                && FreePorts.isFree(controllerPort);
        if (!reusable) {
            pickPorts();
        }
    }

    private void pickPorts() {
        var free = FreePorts.pick(2);
        port = options.port() != 0 ? options.port() : free.get(0);
        controllerPort = free.get(1);
    }
}
