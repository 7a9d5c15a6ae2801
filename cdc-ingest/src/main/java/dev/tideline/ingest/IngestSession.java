package dev.tideline.ingest;

import dev.tideline.ingest.capture.CaptureSettings;
import dev.tideline.ingest.capture.ChangeCapture;
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
import dev.tideline.ingest.request.Requests;
import dev.tideline.ingest.snapshot.Snapshots;
import dev.tideline.ingest.source.ReplicationSession;
import dev.tideline.ingest.source.SourceConnections;
import dev.tideline.ingest.source.SourceLock;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.EpochManifest;
import dev.tideline.schemas.wire.IngestReply;
import dev.tideline.schemas.wire.IngestRequest;
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
            try (var producer = kafka.fencingProducer(
                    names.prefix() + ".ingest", settings.limits().kafkaTransactionTimeout())) {
                var state = StoredState.read(kafka, names);
                topics.verify(state.topicIds());
                var position = position(state);
                var log = new EpochLog(position);
                var listener = EpochListener.all(metrics, log, new StatusListener());
                var writer = new EpochWriter(producer, names, state, position, listener);
                writer.rememberTopic(names.epochs(), shared.get(names.epochs()));
                if (state.position() == null) {
                    writer.commitPosition();
                }
                stream(writer, log, topics, stopping);
            }
        }
    }

    /** Where to begin, at a source that has been checked and prepared. */
    private Position position(StoredState state) throws SQLException {
        var resume = state.position();
        if (resume != null) {
            preflight.check(new Preflight.Resume(
                    resume.lsn(), new ReplicationSession.Identity(resume.systemIdentifier(), resume.timeline())));
            preflight.prepare(resume.lsn());
            return resume;
        }
        var identity = preflight.check(null);
        if (kafka.endOffset(names.epochs()) > 0) {
            throw forgotten();
        }
        return Position.start(preflight.prepare(null), identity.systemIdentifier(), identity.timeline());
    }

    private DiagnosticException forgotten() {
        return new DiagnosticException(Diagnostic.error(
                DiagnosticCode.KAFKA_TOPIC,
                "Topic " + names.epochs() + " holds epochs, but " + names.offsets()
                        + " does not say where they ended: it has been deleted.",
                "Set another kafka.topic.prefix and another source.slot; views are then built anew from a snapshot.",
                null));
    }

    private void stream(EpochWriter writer, EpochLog log, Topics topics, BooleanSupplier stopping)
            throws SQLException, InterruptedException {
        var position = writer.position();
        status.durable(position);
        try (var catalog = source.open("catalog");
                var requests = Requests.open(kafka, names);
                var capture = ChangeCapture.start(captureSettings(), position.lsn());
                var heartbeats = new Heartbeats(lock, settings.limits(), status::heartbeat)) {
            var changeTopics = new ChangeTopics(topics, names, settings.retention(), writer);
            var builder = new EpochBuilder(writer, changeTopics, new RowShapes(catalog), envelopes(), epochLimits());
            LOGGER.info(
                    "Reading slot {} from {}, epoch {}", settings.source().slot(), position.lsn(), position.epoch());
            restorePromises(requests, builder);
            var loop = new StreamLoop(capture, builder, writer, log, changeTopics, topics, lock, heartbeats);
            try (var snapshots = snapshots(loop, requests, topics);
                    var desk = new RequestDesk(requests, request -> serve(request, requests, loop, snapshots))) {
                try {
                    loop.run(() -> turned(desk), status::streaming, stopping);
                } finally {
                    // First of all: the threads closed next may be waiting for the loop.
                    loop.ended();
                }
            }
        }
    }

    private void turned(RequestDesk desk) {
        desk.check();
        status.turned();
    }

    /** An epoch per transaction that was promised holds from the first epoch of this session on. */
    private static void restorePromises(Requests requests, EpochBuilder builder) {
        for (var request : requests.unanswered()) {
            if (request instanceof IngestRequest.EpochPerTransaction wish) {
                builder.epochPerTransaction(wish.until());
            }
        }
    }

    private Snapshots snapshots(StreamLoop loop, Requests requests, Topics topics) {
        return new Snapshots(
                source,
                settings.source().publication(),
                loop,
                requests,
                kafka,
                topics,
                names,
                settings.retention(),
                this::envelopes);
    }

    private void serve(IngestRequest request, Requests requests, StreamLoop loop, Snapshots snapshots) {
        if (request instanceof IngestRequest.Snapshot snapshot) {
            LOGGER.info("Topology {} asks for a snapshot", snapshot.topology());
            snapshots.request(snapshot);
        } else if (request instanceof IngestRequest.EpochPerTransaction wish && !requests.isAnswered(wish.id())) {
            loop.epochPerTransaction(wish.until())
                    .thenAcceptAsync(
                            from -> requests.reply(new IngestReply.EpochPerTransaction(wish.id(), from, wish.until())));
        }
    }

    private EnvelopeWriter envelopes() {
        return new EnvelopeWriter(names.prefix(), source.databaseName(), ChangeCapture.debeziumVersion());
    }

    private EpochLimits epochLimits() {
        var limits = settings.limits();
        return new EpochLimits(
                limits.epochRows(), limits.epochBytes(), limits.commitInterval(), limits.largestTransaction());
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
        public void closed(EpochManifest epoch) {
            // Only what is durable counts.
        }

        @Override
        public void committed(Position position, Duration took) {
            status.durable(position);
        }
    }
}
