package dev.tideline.engine.runtime;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.IngestReply.SnapshotReady;
import dev.tideline.schemas.wire.IngestRequest;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Gets a snapshot of the tables of a topology from ingest. Where to begin in the change topics is noted <em>before</em> the request:
 * all rows behind the snapshot come after that, and those of before are dropped by their epoch.
 */
final class Hydration implements AutoCloseable {

    /** If ingest does not even report progress for so long, it is asked again: it may have lost the request. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final StageProgram program;
    private final ControlTopics control;
    private final ControlTopics.Replies replies;
    private final Map<String, Long> starts;
    private final Set<String> requests = new HashSet<>();
    private final Map<TableName, IngestReply.SnapshotProgress> progress = new HashMap<>();
    private long heardNanos;

    Hydration(StageProgram program, Cluster cluster, ControlTopics control, TopicNames names, Duration retention) {
        this.program = program;
        this.control = control;
        cluster.ensure(List.of(
                TopicSettings.control(names.requests()),
                TopicSettings.control(names.replies()),
                TopicSettings.log(names.epochs(), 1, retention)));
        starts = starts(program, cluster, names);
        replies = control.replies();
        try {
            request();
        } catch (RuntimeException e) {
            replies.close();
            throw e;
        }
    }

    /** Ends of the topics as of now; a topic that does not exist yet will be read from its start. */
    private static Map<String, Long> starts(StageProgram program, Cluster cluster, TopicNames names) {
        var topics = new ArrayList<String>();
        program.tables().forEach(input -> topics.add(names.changes(input.table().name())));
        topics.add(names.epochs());
        var starts = new HashMap<String, Long>();
        topics.forEach(topic -> starts.put(topic, 0L));
        starts.putAll(cluster.ends(cluster.ids(topics).keySet()));
        return starts;
    }

    private void request() {
        String id = UUID.randomUUID().toString();
        requests.add(id);
        heardNanos = System.nanoTime();
        control.request(new IngestRequest.Snapshot(
                id,
                program.topology(),
                program.tables().stream().map(Hydration::wanted).toList()));
    }

    /** The columns used, and the key by which the table is kept. */
    private static IngestRequest.Snapshot.Table wanted(TableInput input) {
        var columns = new LinkedHashSet<>(input.table().primaryKey());
        columns.addAll(input.columns());
        return new IngestRequest.Snapshot.Table(input.table().name(), List.copyOf(columns));
    }

    /**
     * Waits a moment for the snapshot.
     *
     * @return null if it is not there yet
     * @throws DiagnosticException if ingest refuses
     */
    SnapshotReady poll(Duration within) {
        for (IngestReply reply : replies.poll(within)) {
            if (!requests.contains(reply.id())) {
                continue;
            }
            heardNanos = System.nanoTime();
            if (reply instanceof SnapshotReady ready) {
                return ready;
            }
            if (reply instanceof IngestReply.SnapshotProgress copied) {
                progress.put(copied.table(), copied);
            }
            if (reply instanceof IngestReply.Refused refused) {
                throw new DiagnosticException(
                        Diagnostic.error(DiagnosticCode.SOURCE_PUBLICATION, refused.message(), refused.hint(), null));
            }
        }
        if (System.nanoTime() - heardNanos > SILENCE.toNanos()) {
            request();
        }
        return null;
    }

    /** Where each change topic and the topic of epochs is to be read from. */
    Map<String, Long> starts() {
        return starts;
    }

    /** True once ingest has reported anything. */
    boolean heard() {
        return !progress.isEmpty();
    }

    long rowsCopied() {
        return progress.values().stream()
                .mapToLong(IngestReply.SnapshotProgress::rowsCopied)
                .sum();
    }

    /** PostgreSQL's estimate, of the tables reported so far. */
    long rowsExpected() {
        return progress.values().stream()
                .mapToLong(IngestReply.SnapshotProgress::rowsExpected)
                .sum();
    }

    @Override
    public void close() {
        replies.close();
    }
}
