package dev.tideline.embedded;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an {@link EmbeddedKafka} is run.
 *
 * @param port 0 picks a free one, and the same again at later starts if it is still free
 * @param properties further lines for {@code server.properties}; they override ours
 * @param stopOnExit stop cleanly when the JVM exits. Without it the broker is killed with the JVM, unless closed before
 * @param deleteOnClose the directory goes with the broker
 */
public record KafkaOptions(
        Path directory,
        int port,
        int heapMegabytes,
        Map<String, String> properties,
        boolean stopOnExit,
        boolean deleteOnClose,
        Progress progress) {

    private static final int HEAP_MEGABYTES = 320;

    public KafkaOptions {
        directory = directory.toAbsolutePath().normalize();
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** Collects options, then starts the broker with {@link #start()}. */
    public static final class Builder {

        private final Path directory;
        private final Map<String, String> properties = new LinkedHashMap<>();
        private int port;
        private int heapMegabytes = HEAP_MEGABYTES;
        private boolean stopOnExit = true;
        private boolean deleteOnClose;
        private Progress progress = Progress.SILENT;

        Builder(Path directory) {
            this.directory = directory;
        }

        public Builder port(int port) {
            this.port = port;
            return this;
        }

        public Builder heapMegabytes(int heapMegabytes) {
            this.heapMegabytes = heapMegabytes;
            return this;
        }

        public Builder property(String name, String value) {
            properties.put(name, value);
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

        public Builder progress(Progress progress) {
            this.progress = progress;
            return this;
        }

        public KafkaOptions options() {
            return new KafkaOptions(directory, port, heapMegabytes, properties, stopOnExit, deleteOnClose, progress);
        }

        /** The broker, not started. */
        public EmbeddedKafka build() {
            return new EmbeddedKafka(options());
        }

        /** The broker, running. */
        public EmbeddedKafka start() {
            var kafka = build();
            try {
                return kafka.start();
            } catch (RuntimeException e) {
                kafka.close();
                throw e;
            }
        }
    }
}
