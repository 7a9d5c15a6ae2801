package dev.tideline.ingest.snapshot;

import dev.tideline.ingest.convert.EnvelopeWriter;
import dev.tideline.ingest.publish.KafkaClients;
import dev.tideline.ingest.publish.Topics;
import dev.tideline.ingest.request.Requests;
import dev.tideline.ingest.source.SourceConnections;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.IngestRequest;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopicNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the snapshots that are asked for, one after the other; those asked for together are one. Has a thread of its own. */
public final class Snapshots implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Snapshots.class);

    /** Topologies that start together ask within moments of each other. */
    private static final Duration TOGETHER = Duration.ofMillis(150);

    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 6;

    private final SourceConnections source;
    private final String publication;
    private final ChangeStream stream;
    private final Requests requests;
    private final KafkaClients kafka;
    private final SnapshotTopics topics;
    private final Supplier<EnvelopeWriter> envelopes;
    private final BlockingQueue<IngestRequest.Snapshot> waiting = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "tideline-ingest-snapshot");
    private volatile SnapshotAttempt running;
    private final CountDownLatch closing = new CountDownLatch(1);

    public Snapshots(
            SourceConnections source,
            String publication,
            ChangeStream stream,
            Requests requests,
            KafkaClients kafka,
            Topics topics,
            TopicNames names,
            Duration retention,
            Supplier<EnvelopeWriter> envelopes) {
        this.source = source;
        this.publication = publication;
        this.stream = stream;
        this.requests = requests;
        this.kafka = kafka;
        this.topics = new SnapshotTopics(topics, names, retention);
        this.envelopes = envelopes;
        thread.setDaemon(true);
        thread.start();
    }

    public void request(IngestRequest.Snapshot request) {
        waiting.add(request);
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void run() {
        try {
            topics.removeLeftovers(requests.announcedSnapshotTopics());
            while (!closed()) {
                var first = waiting.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null && !closing.await(TOGETHER.toMillis(), TimeUnit.MILLISECONDS)) {
                    var batch = new ArrayList<IngestRequest.Snapshot>();
                    batch.add(first);
                    waiting.drainTo(batch);
                    serve(batch);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!closed()) {
                // The requests are still unanswered; the next session of ingest does them.
                LOGGER.error("Snapshots are not taken any more until ingest starts again", e);
            }
        }
    }

    private void serve(List<IngestRequest.Snapshot> batch) throws InterruptedException {
        var pending = new ArrayList<>(batch);
        for (int attempt = 1; !pending.isEmpty() && !closed(); attempt++) {
            try {
                var tables = prepare(pending);
                if (!pending.isEmpty()) {
                    take(pending, tables);
                    pending.clear();
                }
            } catch (SQLException | RuntimeException e) {
                if (closed()) {
                    return;
                }
                LOGGER.warn("An attempt at a snapshot failed: {}", e.getMessage(), e);
                if (attempt == ATTEMPTS) {
                    pending.forEach(request -> refuse(
                            request,
                            "A snapshot failed " + ATTEMPTS + " times, at last with: " + e.getMessage(),
                            "See ingest's log."));
                    return;
                }
                closing.await(RETRY.toMillis() * attempt, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Refuses what cannot be done, and gets the tables of the rest into the publication. */
    private Map<TableName, SourceTable> prepare(List<IngestRequest.Snapshot> pending) throws SQLException {
        try (Connection connection = source.open("snapshot")) {
            var check = new TableCheck(connection);
            var membership = new Membership(connection, publication);
            pending.removeIf(request -> {
                try {
                    for (var table : request.tables()) {
                        membership.ensure(check.check(table));
                    }
                    return false;
                } catch (Refusal refusal) {
                    refuse(request, refusal.getMessage(), refusal.hint());
                    return true;
                } catch (SQLException e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            });
            var tables = new LinkedHashMap<TableName, SourceTable>();
            for (var wish : union(pending)) {
                tables.put(wish.table(), check.check(wish));
            }
            return tables;
        } catch (Refusal changedMeanwhile) {
            throw new SQLException(changedMeanwhile.getMessage(), changedMeanwhile);
        }
    }

    private static List<IngestRequest.Snapshot.Table> union(List<IngestRequest.Snapshot> requests) {
        var columns = new LinkedHashMap<TableName, LinkedHashSet<String>>();
        for (var request : requests) {
            for (var table : request.tables()) {
                columns.computeIfAbsent(table.table(), name -> new LinkedHashSet<>())
                        .addAll(table.columns());
            }
        }
        return columns.entrySet().stream()
                .map(table -> new IngestRequest.Snapshot.Table(table.getKey(), List.copyOf(table.getValue())))
                .toList();
    }

    private void take(List<IngestRequest.Snapshot> pending, Map<TableName, SourceTable> tables)
            throws SQLException, InterruptedException {
        try (var attempt = new SnapshotAttempt(source, stream, topics);
                var producer = kafka.producer("tideline-ingest-snapshot")) {
            running = attempt;
            if (closed()) {
                return;
            }
            SnapshotAttempt.Result result;
            try {
                result = attempt.run(
                        tables.values(), producer, envelopes.get(), (table, rows) -> tell(pending, table, rows));
            } catch (SQLException | RuntimeException e) {
                discard(attempt, e);
                throw e;
            }
            for (var request : pending) {
                requests.reply(new IngestReply.SnapshotReady(
                        request.id(),
                        result.lsn(),
                        result.committedAt(),
                        result.asOf(),
                        result.firstEpoch(),
                        request.tables().stream()
                                .map(table -> result.tables().get(table.table()))
                                .toList()));
            }
        } finally {
            running = null;
        }
    }

    private void discard(SnapshotAttempt attempt, Exception failure) {
        if (closed()) {
            return;
        }
        try {
            topics.delete(attempt.createdTopics());
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void tell(List<IngestRequest.Snapshot> pending, SourceTable table, long rows) {
        for (var request : pending) {
            if (request.tables().stream().anyMatch(wish -> wish.table().equals(table.name()))) {
                requests.reply(new IngestReply.SnapshotProgress(request.id(), table.name(), rows, table.rows()));
            }
        }
    }

    private void refuse(IngestRequest.Snapshot request, String message, String hint) {
        LOGGER.warn("Snapshot for topology {} refused: {}", request.topology(), message);
        requests.reply(new IngestReply.Refused(request.id(), message, hint));
    }

    @Override
    public void close() {
        closing.countDown();
        var attempt = running;
        if (attempt != null) {
            attempt.abort();
        }
        try {
            thread.join(10_000);
            // Only if it hangs in something that cannot be ended otherwise.
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
