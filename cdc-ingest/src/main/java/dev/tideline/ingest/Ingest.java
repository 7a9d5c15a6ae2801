package dev.tideline.ingest;

import dev.tideline.ingest.capture.CaptureException;
import dev.tideline.ingest.preflight.Preflight;
import dev.tideline.ingest.publish.FencingProducer;
import dev.tideline.ingest.publish.KafkaClients;
import dev.tideline.ingest.publish.Topics;
import dev.tideline.ingest.source.SourceConnections;
import dev.tideline.ingest.source.SourceLock;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TopicNames;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of a source database becomes Kafka topics. Several may be started for the same slot: one is active, the others
 * stand by and take over.
 *
 * <p>It heals by itself from everything that can pass: a cut connection, a restarted server, a broker that is away. It
 * never goes on where something would be missing; it says what is wrong in {@link #health()} and tries again.
 */
public final class Ingest implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Ingest.class);
    private static final Duration STANDBY_POLL = Duration.ofMillis(500);
    private static final Duration SHORTEST_BACKOFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
    private static final Duration STABLE = Duration.ofSeconds(30);

    private final IngestSettings settings;
    private final SourceConnections source;
    private final Preflight preflight;
    private final KafkaClients kafka;
    private final IngestStatus status = new IngestStatus();
    private final IngestMetrics metrics;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "tideline-ingest");

    /**
     * @throws DiagnosticException if the source's URL is not one
     */
    public Ingest(IngestSettings settings) {
        this.settings = settings;
        this.source = new SourceConnections(settings.source().database());
        this.preflight = new Preflight(
                source, settings.source().publication(), settings.source().slot(), settings.targetIsSource());
        this.kafka = new KafkaClients(settings.kafkaProperties());
        this.metrics = new IngestMetrics(settings.meters(), status);
    }

    /**
     * Looks whether source and Kafka are fit, and starts.
     *
     * @throws DiagnosticException for what the user must mend first, with the SQL that does it
     */
    public void start() {
        preflight.check(null);
        try (var topics = new Topics(kafka.admin(), settings.replicationFactor())) {
            topics.ids(List.of(new TopicNames(settings.topicPrefix()).offsets()));
        }
        thread.start();
    }

    public IngestHealth health() {
        return status.health();
    }

    /** Commits what has come, and stops. Everything else is read again by the next start. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(3));
            if (thread.isAlive()) {
                preflight.abort();
                thread.join(TimeUnit.SECONDS.toMillis(20));
            }
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(TimeUnit.SECONDS.toMillis(20));
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void run() {
        try {
            var backoff = SHORTEST_BACKOFF;
            while (!stopping()) {
                long startedNanos = System.nanoTime();
                try {
                    runOnce();
                } catch (SQLException | RuntimeException e) {
                    if (stopping()) {
                        LOGGER.info("Stopped while recovering: {}", e.getMessage());
                        break;
                    }
                    recover(e);
                    boolean stable = System.nanoTime() - startedNanos > STABLE.toNanos();
                    backoff = stable ? SHORTEST_BACKOFF : min(backoff.multipliedBy(2), LONGEST_BACKOFF);
                    pause(backoff);
                }
            }
            status.stopped();
        } catch (InterruptedException e) {
            status.stopped();
        } catch (Throwable e) {
            status.died();
            LOGGER.error("Ingest has died", e);
            throw e;
        }
    }

    private void runOnce() throws SQLException, InterruptedException {
        try (var lock = SourceLock.connect(source, settings.source().slot())) {
            while (!lock.tryAcquire()) {
                status.standby();
                pause(STANDBY_POLL);
                if (stopping()) {
                    return;
                }
            }
            new IngestSession(settings, source, preflight, kafka, lock, status, metrics).run(this::stopping);
        }
    }

    private void recover(Exception failure) {
        metrics.restarted();
        var diagnostic = diagnose(failure);
        if (FencingProducer.isFenced(failure)) {
            LOGGER.warn("Another ingest has taken over; waiting for its lock");
        } else if (diagnostic != null) {
            LOGGER.warn("Ingest is interrupted: {}", diagnostic.message());
        } else {
            LOGGER.error("Ingest is interrupted by an unexpected error and starts again", failure);
        }
        status.recovering(diagnostic != null ? diagnostic.message() : String.valueOf(failure.getMessage()), diagnostic);
    }

    private Diagnostic diagnose(Exception failure) {
        if (failure instanceof DiagnosticException known) {
            return known.diagnostics().get(0);
        }
        if (failure instanceof SQLException sql) {
            return source.describe(sql);
        }
        if (failure instanceof CaptureException capture && capture.sqlFailure() != null) {
            return source.describe(capture.sqlFailure());
        }
        if (FencingProducer.isTimeoutRefused(failure)) {
            return Diagnostic.error(
                    DiagnosticCode.KAFKA_UNREACHABLE,
                    "Kafka does not allow transactions of "
                            + settings.limits().kafkaTransactionTimeout().toSeconds() + " s.",
                    "Raise transaction.max.timeout.ms on the brokers.",
                    null);
        }
        if (failure instanceof KafkaException kafkaFailure && !FencingProducer.isFenced(failure)) {
            return Diagnostic.error(
                    DiagnosticCode.KAFKA_UNREACHABLE,
                    "Kafka: " + kafkaFailure.getMessage(),
                    "Check that the brokers run, and that this user may write transactionally to topics of the prefix.",
                    null);
        }
        return null;
    }

    private void pause(Duration time) throws InterruptedException {
        stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
