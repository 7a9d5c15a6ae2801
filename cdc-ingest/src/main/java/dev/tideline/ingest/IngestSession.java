package dev.tideline.ingest;

import dev.tideline.ingest.capture.CaptureSettings;
import dev.tideline.ingest.capture.ChangeCapture;
import dev.tideline.ingest.capture.SourceEvent;
import dev.tideline.ingest.convert.EnvelopeWriter;
import dev.tideline.ingest.convert.RowShapes;
import dev.tideline.ingest.epoch.EpochBuilder;
import dev.tideline.ingest.epoch.EpochLimits;
import dev.tideline.ingest.epoch.EpochLog;
import dev.tideline.ingest.preflight.Preflight;
import dev.tideline.ingest.publish.ChangeTopics;
import dev.tideline.ingest.publish.EpochListener;
import dev.tideline.ingest.publish.EpochWriter;
import dev.tideline.ingest.publish.KafkaClients;
import dev.tideline.ingest.publish.Position;
import dev.tideline.ingest.publish.StoredState;
import dev.tideline.ingest.publish.Topics;
import dev.tideline.ingest.source.ReplicationSession;
import dev.tideline.ingest.source.SourceConnections;
import dev.tideline.ingest.source.SourceLock;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.TopicSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the active ingest: from fencing its predecessor to the first failure. Everything in it is built anew by the
 * next session, from what is committed.
 */
final class IngestSession {

    private static final Logger LOGGER = LoggerFactory.getLogger(IngestSession.class);
    private static final Duration TOPIC_CHECK_INTERVAL = Duration.ofSeconds(30);

    private final IngestSettings settings;
    private final SourceConnections source;
    private final Preflight preflight;
    private final KafkaClients kafka;
    private final TopicNames names;
    private final SourceLock lock;
    private final IngestStatus status;
    private final IngestMetrics metrics;

    IngestSession(
            IngestSettings settings,
            SourceConnections source,
            Preflight preflight,
            KafkaClients kafka,
            SourceLock lock,
            IngestStatus status,
            IngestMetrics metrics) {
        this.settings = settings;
        this.source = source;
        this.preflight = preflight;
        this.kafka = kafka;
        this.names = new TopicNames(settings.topicPrefix());
        this.lock = lock;
        this.status = status;
        this.metrics = metrics;
    }

    /** Runs until it is told to stop (and then returns with everything committed) or until something fails. */
    void run(BooleanSupplier stopping) throws SQLException, InterruptedException {
        status.preparing();
        try (var topics = new Topics(kafka.admin(), settings.replicationFactor())) {
            var shared = topics.ensure(List.of(
                    TopicSettings.log(names.epochs(), 1, settings.retention()),
                    TopicSettings.compacted(names.offsets()),
                    TopicSettings.control(names.requests()),
                    TopicSettings.control(names.replies()),
                    TopicSettings.compacted(names.topologies())));
            var producer = EpochWriter.fence(kafka, names, settings.limits().kafkaTransactionTimeout());
            var state = StoredState.read(kafka, names);
            topics.verify(state.topicIds());
            var resume = state.position();
            var identity = preflight.check(
                    resume == null
                            ? null
                            : new Preflight.Resume(
                                    resume.lsn(),
                                    new ReplicationSession.Identity(resume.systemIdentifier(), resume.timeline())));
            if (resume == null && kafka.endOffset(names.epochs()) > 0) {
                throw forgotten();
            }
            var start = preflight.prepare(resume == null ? null : resume.lsn());
            var position =
                    resume != null ? resume : Position.start(start, identity.systemIdentifier(), identity.timeline());
            var log = new EpochLog(position);
            var listener = EpochListener.all(metrics, log, new StatusListener());
            try (var writer = EpochWriter.open(producer, names, state, position, listener)) {
                writer.rememberTopic(names.epochs(), shared.get(names.epochs()));
                if (resume == null) {
                    writer.commitPosition();
                }
                stream(writer, topics, stopping);
            } finally {
                log.fail(new IllegalStateException("the stream of changes has ended"));
            }
        }
    }

    private DiagnosticException forgotten() {
        return new DiagnosticException(Diagnostic.error(
                DiagnosticCode.KAFKA_TOPIC,
                "Topic " + names.epochs() + " holds epochs, but " + names.offsets()
                        + " does not say where they ended: it has been deleted.",
                "Set another kafka.topic.prefix and another source.slot; views are then built anew from a snapshot.",
                null));
    }

    private void stream(EpochWriter writer, Topics topics, BooleanSupplier stopping)
            throws SQLException, InterruptedException {
        var position = writer.position();
        status.durable(position);
        try (var catalog = source.open("catalog");
                var capture = ChangeCapture.start(captureSettings(), position.lsn());
                var heartbeats = new Heartbeats(lock, settings.limits(), status::heartbeat)) {
            var builder = new EpochBuilder(
                    writer,
                    new ChangeTopics(topics, names, settings.retention(), writer),
                    new RowShapes(catalog),
                    new EnvelopeWriter(names.prefix(), source.databaseName(), ChangeCapture.debeziumVersion()),
                    epochLimits());
            LOGGER.info(
                    "Reading slot {} from {}, epoch {}", settings.source().slot(), position.lsn(), position.epoch());
            pump(writer, capture, heartbeats, builder, topics, stopping);
        }
    }

    private void pump(
            EpochWriter writer,
            ChangeCapture capture,
            Heartbeats heartbeats,
            EpochBuilder builder,
            Topics topics,
            BooleanSupplier stopping)
            throws SQLException, InterruptedException {
        var acknowledged = writer.position();
        long topicsCheckedNanos = System.nanoTime();
        boolean announced = false;
        while (!stopping.getAsBoolean()) {
            var events = capture.poll();
            if (!announced && capture.streaming()) {
                status.streaming();
                announced = true;
            }
            for (SourceEvent event : events) {
                builder.accept(event);
                if (event instanceof SourceEvent.TransactionEnd end && end.rows() > 0) {
                    heartbeats.changed();
                }
            }
            builder.commitIfDue(events.isEmpty());
            if (!writer.dirty() && writer.position() != acknowledged) {
                acknowledged = writer.position();
                capture.acknowledge(acknowledged.lsn());
            }
            heartbeats.check();
            if (System.nanoTime() - topicsCheckedNanos > TOPIC_CHECK_INTERVAL.toNanos()) {
                topics.verify(writer.topicIds());
                topicsCheckedNanos = System.nanoTime();
            }
        }
        builder.commitIfDue(true);
    }

    private EpochLimits epochLimits() {
        var limits = settings.limits();
        return new EpochLimits(
                limits.epochRows(),
                limits.epochBytes(),
                limits.commitInterval(),
                limits.kafkaTransactionTimeout().multipliedBy(4).dividedBy(5));
    }

    private CaptureSettings captureSettings() throws SQLException {
        var database = settings.source().database();
        return new CaptureSettings(
                "tideline-" + settings.topicPrefix(),
                source.hosts(),
                source.databaseName(),
                database.user(),
                database.password(),
                source.driverProperties(),
                settings.source().slot(),
                settings.source().publication(),
                SourceLock.markPrefix(settings.source().slot()),
                preflight.unreadableTables(),
                settings.limits().pollInterval(),
                settings.limits().bytesInFlight());
    }

    private final class StatusListener implements EpochListener {

        @Override
        public void closed(dev.tideline.schemas.wire.EpochManifest epoch) {
            // Only what is durable counts.
        }

        @Override
        public void committed(Position position, Duration took) {
            status.durable(position);
        }
    }
}
