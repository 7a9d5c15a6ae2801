package dev.tideline.ingest.snapshot;

import dev.tideline.ingest.convert.EnvelopeWriter;
import dev.tideline.ingest.convert.RowShapes;
import dev.tideline.ingest.epoch.EpochLog;
import dev.tideline.ingest.source.ReplicationSession;
import dev.tideline.ingest.source.SourceConnections;
import dev.tideline.ingest.source.TransactionWatch;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try to copy tables as of one LSN. The order of its steps is what makes it exact:
 *
 * <ol>
 *   <li>The tables are in the publication, and the stream has passed that place: whatever commits from now on comes through
 *       the slot, except for transactions that wrote before.
 *   <li>Every transaction is an epoch of its own, so that every commit is a boundary between epochs.
 *   <li>A temporary slot is made. PostgreSQL first waits for all transactions that are writing to end, also for those of
 *       the first step, and then names S: its snapshot holds exactly the transactions that ended up to S.
 *   <li>The snapshot is imported and the slot dropped, since it would hold back the log.
 *   <li>E is the first epoch that ends behind S. It is durable before anybody is told, because a restart could otherwise
 *       cut epochs across S.
 *   <li>The rows are copied.
 * </ol>
 */
final class SnapshotAttempt implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(SnapshotAttempt.class);

    private final String id = SnapshotTopics.attemptId();
    private final SourceConnections source;
    private final ChangeStream stream;
    private final SnapshotTopics topics;
    private final Map<TableName, String> created = new LinkedHashMap<>();
    private volatile ReplicationSession replication;
    private volatile Connection copying;
    private volatile boolean aborted;

    SnapshotAttempt(SourceConnections source, ChangeStream stream, SnapshotTopics topics) {
        this.source = source;
        this.stream = stream;
        this.topics = topics;
    }

    /** What came of it. */
    record Result(
            Lsn lsn,
            Instant committedAt,
            Instant asOf,
            long firstEpoch,
            Map<TableName, IngestReply.SnapshotReady.Table> tables) {}

    /**
     * Runs all steps behind the first one.
     *
     * @param progress is told the rows of a table copied so far
     */
    Result run(
            Collection<SourceTable> tables,
            KafkaProducer<byte[], byte[]> producer,
            EnvelopeWriter envelopes,
            ObjLongConsumer<SourceTable> progress)
            throws SQLException, InterruptedException {
        await(stream.prepareTopics(tables.stream().map(SourceTable::name).toList()));
        var log = stream.log();
        log.remember();
        Lsn point;
        EpochLog.Boundary boundary;
        Instant asOf;
        try {
            passHeartbeat();
            await(stream.holdEpochPerTransaction());
            try {
                asOf = stream.sourceTime();
                point = importSnapshot();
                var behind = log.firstEpochBehind(point);
                stream.heartbeat();
                boundary = await(behind);
            } finally {
                stream.releaseEpochPerTransaction();
            }
        } finally {
            log.forget();
        }
        LOGGER.info(
                "Copying {} as of {}, before epoch {}",
                tables.stream().map(table -> table.name().toString()).collect(Collectors.joining(", ")),
                point,
                boundary.firstEpoch());
        var copied = copy(tables, producer, envelopes, point, boundary.firstEpoch() - 1, progress);
        return new Result(point, boundary.committedAt(), asOf, boundary.firstEpoch(), copied);
    }

    /** Waits until the stream is no longer behind, so that the source need not keep the snapshot for long. */
    private void passHeartbeat() throws SQLException, InterruptedException {
        var here = stream.heartbeat();
        await(stream.log().firstEpochBehind(new Lsn(here.value() - 1)));
    }

    @SuppressWarnings("try")
    private Lsn importSnapshot() throws SQLException {
        try (var session = source.openReplication("snapshot");
                var watch = TransactionWatch.start(source, "A snapshot")) {
            replication = session;
            failIfAborted();
            var slot = session.createTemporarySlot("tideline_" + id);
            var connection = source.open("snapshot");
            copying = connection;
            failIfAborted();
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION SNAPSHOT '" + slot.snapshot() + "'");
                statement.execute("SET LOCAL row_security TO off");
            }
            return slot.consistentPoint();
        } finally {
            replication = null;
        }
    }

    private Map<TableName, IngestReply.SnapshotReady.Table> copy(
            Collection<SourceTable> tables,
            KafkaProducer<byte[], byte[]> producer,
            EnvelopeWriter envelopes,
            Lsn point,
            long epoch,
            ObjLongConsumer<SourceTable> progress)
            throws SQLException {
        var copied = new LinkedHashMap<TableName, IngestReply.SnapshotReady.Table>();
        var shapes = new RowShapes(copying);
        long takenAtMs = System.currentTimeMillis();
        var copy = new TableCopy(copying, producer, envelopes, point, epoch, takenAtMs);
        for (var table : tables) {
            failIfAborted();
            String topic = topics.create(id, table.name());
            created.put(table.name(), topic);
            progress.accept(table, 0);
            var shape = shapes.of(table.name(), table.columns(), table.key());
            long rows = copy.run(table, shape, topic, count -> progress.accept(table, count));
            copied.put(table.name(), new IngestReply.SnapshotReady.Table(table.name(), topic, rows));
        }
        copying.commit();
        return copied;
    }

    /** The topics made so far, to be removed if nothing comes of the attempt. */
    List<String> createdTopics() {
        return new ArrayList<>(created.values());
    }

    /** Makes a running attempt fail soon; from another thread. */
    void abort() {
        aborted = true;
        var waiting = replication;
        if (waiting != null) {
            waiting.abort();
        }
        var reading = copying;
        if (reading != null) {
            try {
                reading.abort(Runnable::run);
            } catch (SQLException e) {
                LOGGER.debug("The session of a snapshot was already gone", e);
            }
        }
    }

    private void failIfAborted() throws SQLException {
        if (aborted) {
            throw new SQLException("the attempt at a snapshot was given up");
        }
    }

    private static <T> T await(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() throws SQLException {
        if (copying != null) {
            copying.close();
        }
    }
}
