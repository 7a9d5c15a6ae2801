package dev.tideline.engine.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state directory of one Kafka Streams application on this machine.
 *
 * <p>State that was open when the process died is of no use: it may hold what was never committed. Kafka Streams finds that out, too,
 * but only by failing once, which costs a start. A file says whether the last stop was a clean one.
 */
final class LocalState {

    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);
    private static final String CLEAN = "closed-cleanly";
    private static final String TASK_DIRECTORY = "[0-9]+_[0-9]+";

    private final Path directory;

    LocalState(Path stateDirectory, String application) {
        directory = stateDirectory.resolve(application);
    }

    /** To be called before Kafka Streams opens the state: removes it if it is of no use. */
    void opening() {
        try {
            if (!Files.deleteIfExists(directory.resolve(CLEAN))) {
                for (Path task : tasks()) {
                    Utils.delete(task.toFile());
                }
            }
        } catch (IOException e) {
            LOG.warn("State in {} cannot be removed; Kafka Streams will try it, too", directory, e);
        }
    }

    /** To be called when all has been committed and closed. */
    void closed() {
        try {
            Files.createFile(directory.resolve(CLEAN));
        } catch (IOException e) {
            LOG.warn("The next start will not use the state in {}", directory, e);
        }
    }

    private List<Path> tasks() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(TASK_DIRECTORY))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    void remove() {
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            LOG.warn("State cannot be removed from {}", directory, e);
        }
    }
}
