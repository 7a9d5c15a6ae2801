package dev.tideline.embedded;

import dev.tideline.schemas.wire.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A PostgreSQL server of our own: a child process on 127.0.0.1 with its files in one directory, ready for logical
 * replication. It ends with this JVM, keeps its data, and comes back on the same port. Not thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** How a server is asked to stop. */
    public enum Stop {
        /** Disconnects everybody and writes a checkpoint: the next start needs no recovery. */
        FAST("INT"),
        /** Leaves at once; the next start recovers from the log. */
        IMMEDIATE("QUIT");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
    private static final Duration RETRY_AFTER = Duration.ofMillis(20);
    private static final int ATTEMPTS = 3;

    private final PostgresOptions options;
    private final ServerDirectory directory;
    private final Path log;
    private final UnprivilegedUser user;
    private final Path programs;
    private ExitHook exitHook;
    private String password;
    private int port;
    private ServerProcess process;

    EmbeddedPostgres(PostgresOptions options) {
        this.options = options;
        this.directory = ServerDirectory.hold(options.directory(), "PostgreSQL");
        this.log = directory.resolve("postgres.log");
        try {
            directory.awaitPreviousServerGone("PostgreSQL");
            this.user = options.asNobody() ? UnprivilegedUser.asNobody() : UnprivilegedUser.decide(data());
            this.programs = PostgresBinaries.unpacked(options.version(), user.cache(), options.progress());
            checkVersion();
            loadSettings();
            initialise();
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Options for a server that keeps its files in {@code directory}, which is created when missing. */
    public static PostgresOptions.Builder in(Path directory) {
        return new PostgresOptions.Builder(directory);
    }

    /**
     * Starts the server, also again after {@link #stop} or {@link #kill}, and returns when it answers queries.
     *
     * @throws dev.tideline.schemas.diagnostics.DiagnosticException if it does not come up
     */
    public EmbeddedPostgres start() {
        if (isRunning()) {
            return this;
        }
        boolean portIsOurs = options.port() == 0 && process == null;
        for (int attempt = 1; ; attempt++) {
            try {
                startOnce();
                return this;
            } catch (RuntimeException e) {
                killProcess();
                if (!portIsOurs || attempt == ATTEMPTS || FreePorts.isFree(port)) {
                    throw e;
                }
                port = FreePorts.pick(1).get(0); // somebody else took the port before us
            }
        }
    }

    private void startOnce() {
        options.progress().step("starting PostgreSQL " + options.version().major());
        PostgresSettings.write(data(), port, options.durable(), options.settings());
        saveSettings();
        process = ServerProcess.start(
                user.command(List.of(program("postgres"), "-D", data().toString())), directory.path(), log);
        directory.rememberProcess(process.pid());
        if (options.stopOnExit() && exitHook == null) {
            exitHook = new ExitHook("PostgreSQL", this::stopAndRelease);
        }
        awaitReady();
    }

    private void awaitReady() {
        var deadline = Instant.now().plus(READY_WITHIN);
        while (true) {
            try (var connection = DriverManager.getConnection(jdbcUrl("postgres"), user(), password)) {
                connection.isValid(0);
                return;
            } catch (SQLException e) {
                if (process.awaitExit(RETRY_AFTER)) {
                    throw Failures.serverFailure(
                            "PostgreSQL ended with code " + process.exitCode() + " while starting.", log);
                }
                if (Instant.now().isAfter(deadline)) {
                    throw Failures.serverFailure(
                            "PostgreSQL did not answer within " + READY_WITHIN.toSeconds() + " s: " + e.getMessage(),
                            log);
                }
            }
        }
    }

    /** Stops the server and returns when it has gone. Its data stays. */
    public void stop(Stop how) {
        if (!isRunning()) {
            return;
        }
        process.signal(how.signal);
        if (!process.awaitExit(STOPPED_WITHIN)) {
            process.kill(); // a replication client that never answers can hold up a fast stop for ever
        }
    }

    /** {@code kill -9} of the server and all its processes, as a power cut would; what was committed stays. */
    public void kill() {
        killProcess();
    }

    private void killProcess() {
        if (process != null) {
            process.kill();
        }
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Process id of the running server. */
    public long pid() {
        return process.pid();
    }

    public PostgresVersion version() {
        return options.version();
    }

    public int port() {
        return port;
    }

    public String user() {
        return "postgres";
    }

    public String password() {
        return password;
    }

    public Path log() {
        return log;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public PostgresDatabase database(String name) {
        return new PostgresDatabase(jdbcUrl(name), user(), password);
    }

    public PostgresDatabase createDatabase(String name) throws SQLException {
        database("postgres").execute("CREATE DATABASE " + TableName.quote(name));
        return database(name);
    }

    public boolean hasDatabase(String name) throws SQLException {
        try (var connection = database("postgres").connect();
                var query = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Stops the server, and deletes its files if the options say so. */
    @Override
    public void close() {
        if (exitHook == null || exitHook.cancel()) {
            stopAndRelease();
        }
    }

    private void stopAndRelease() {
        stop(options.deleteOnClose() ? Stop.IMMEDIATE : Stop.FAST);
        directory.close();
        if (options.deleteOnClose()) {
            PrivateFiles.deleteTree(directory.path());
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private String program(String name) {
        return programs.resolve("bin").resolve(name).toString();
    }

    private void checkVersion() {
        var file = data().resolve("PG_VERSION");
        if (!Files.exists(file)) {
            return;
        }
        try {
            var found = Files.readString(file).strip();
            if (!found.equals(Integer.toString(options.version().major()))) {
                throw Failures.failure(
                        data() + " belongs to PostgreSQL " + found + ", not "
                                + options.version().major() + ".",
                        "Choose another directory, or delete this one if its data is not needed.",
                        null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void loadSettings() {
        var saved = directory.settings();
        password = options.password() != null ? options.password() : saved.getProperty("password", Passwords.random());
        if (options.port() != 0) {
            port = options.port();
        } else {
            int last = Integer.parseInt(saved.getProperty("port", "0"));
            port = last != 0 && FreePorts.isFree(last)
                    ? last
                    : FreePorts.pick(1).get(0);
        }
    }

    private void saveSettings() {
        var settings = new Properties();
        settings.putAll(Map.of("port", Integer.toString(port), "password", password));
        directory.saveSettings(settings);
    }

    /** Runs initdb beside the final place and renames, so that an interrupted first start leaves nothing half-made. */
    private void initialise() {
        if (Files.exists(data())) {
            return;
        }
        options.progress().step("initialising a PostgreSQL " + options.version().major() + " database");
        saveSettings();
        var unfinished = directory.resolve("data-initialising");
        var passwordFile = directory.resolve("password");
        try {
            PrivateFiles.deleteTree(unfinished);
            Files.createDirectory(unfinished);
            user.own(unfinished);
            Files.deleteIfExists(passwordFile);
            PrivateFiles.create(passwordFile);
            Files.writeString(passwordFile, password + "\n");
            user.own(passwordFile);
            var initdb =
                    ServerProcess.start(user.command(initdbCommand(unfinished, passwordFile)), directory.path(), log);
            if (!initdb.awaitExit(READY_WITHIN) || initdb.exitCode() != 0) {
                initdb.kill();
                throw Failures.serverFailure("initdb did not succeed.", log);
            }
            PostgresSettings.include(unfinished);
            Files.move(unfinished, data());
        } catch (IOException e) {
            throw Failures.failure("Cannot initialise " + data() + ": " + e, null, e);
        } finally {
            PrivateFiles.deleteTree(passwordFile);
        }
    }

    private List<String> initdbCommand(Path target, Path passwordFile) {
        var command = new ArrayList<>(List.of(
                program("initdb"),
                "--pgdata=" + target,
                "--username=" + user(),
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=" + options.locale()));
        if (!options.durable()) {
            command.add("--no-sync");
        }
        command.addAll(options.initdbArguments());
        return command;
    }
}
