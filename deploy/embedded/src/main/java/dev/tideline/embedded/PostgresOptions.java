package dev.tideline.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an {@link EmbeddedPostgres} is made and run. Locale, password and initdb's arguments matter only at the first start
 * in a directory.
 *
 * @param port 0 picks a free one, and the same again at later starts if it is still free
 * @param password of the superuser {@code postgres}; null makes a random one and remembers it in the directory
 * @param durable false turns fsync off: faster, survives a {@code kill -9} of the server but not a crash of the machine
 * @param settings further lines for {@code postgresql.conf}; they override ours
 * @param stopOnExit stop cleanly when the JVM exits. Without it the server is killed with the JVM, unless closed before
 * @param deleteOnClose the directory goes with the server
 */
public record PostgresOptions(
        Path directory,
        PostgresVersion version,
        int port,
        String password,
        boolean durable,
        String locale,
        List<String> initdbArguments,
        Map<String, String> settings,
        boolean stopOnExit,
        boolean deleteOnClose,
        boolean asNobody,
        Progress progress) {

    public PostgresOptions {
        directory = directory.toAbsolutePath().normalize();
        initdbArguments = List.copyOf(initdbArguments);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version.major() + " in " + directory;
    }

    /** Collects options, then starts the server with {@link #start()}. */
    public static final class Builder {

        private final Path directory;
        private final List<String> initdbArguments = new ArrayList<>();
        private final Map<String, String> settings = new LinkedHashMap<>();
        private PostgresVersion version = PostgresVersion.DEFAULT;
        private int port;
        private String password;
        private boolean durable = true;
        private String locale = "C";
        private boolean stopOnExit = true;
        private boolean deleteOnClose;
        private boolean asNobody;
        private Progress progress = Progress.SILENT;

        Builder(Path directory) {
            this.directory = directory;
        }

        public Builder version(PostgresVersion version) {
            this.version = version;
            return this;
        }

        public Builder port(int port) {
            this.port = port;
            return this;
        }

        public Builder password(String password) {
            this.password = password;
            return this;
        }

        public Builder durable(boolean durable) {
            this.durable = durable;
            return this;
        }

        public Builder locale(String locale) {
            this.locale = locale;
            return this;
        }

        public Builder initdbArgument(String argument) {
            initdbArguments.add(argument);
            return this;
        }

        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        public Builder stopOnExit(boolean stopOnExit) {
            this.stopOnExit = stopOnExit;
            return this;
        }

        public Builder deleteOnClose(boolean deleteOnClose) {
            this.deleteOnClose = deleteOnClose;
            return this;
        }

        /** As root, does without user namespaces even where they are allowed. */
        Builder asNobody(boolean asNobody) {
            this.asNobody = asNobody;
            return this;
        }

        public Builder progress(Progress progress) {
            this.progress = progress;
            return this;
        }

        public PostgresOptions options() {
            return new PostgresOptions(
                    directory,
                    version,
                    port,
                    password,
                    durable,
                    locale,
                    initdbArguments,
                    settings,
                    stopOnExit,
                    deleteOnClose,
                    asNobody,
                    progress);
        }

        /** The server, initialised but not started. */
        public EmbeddedPostgres build() {
            return new EmbeddedPostgres(options());
        }

        /** The server, running. */
        public EmbeddedPostgres start() {
            var postgres = build();
            try {
                return postgres.start();
            } catch (RuntimeException e) {
                postgres.close();
                throw e;
            }
        }
    }
}
