package dev.tideline.deploy.kafka;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.EpochManifest;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads which epochs ingest has closed. */
public final class SourceEpochs {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final String KAFKA_TIMEOUT_MS = "20000";

    /** How far back the search begins; it goes back further as long as that is not enough. */
    private static final long RECORDS_BACK = 1_000;

    private SourceEpochs() {}

    /**
     * The end of the last transaction that ends at or before {@code lsn}. Waits until ingest has closed an epoch behind it,
     * so that nothing can come in between any more.
     *
     * @throws DiagnosticException if ingest does not get there before {@code deadline}
     */
    public static Lsn lastTransactionUpTo(Lsn lsn, Map<String, String> kafka, TopicNames topics, Instant deadline) {
        var properties = new Properties();
        properties.putAll(kafka);
        properties.put("isolation.level", "read_committed");
        properties.put("allow.auto.create.topics", "false");
        properties.put("default.api.timeout.ms", KAFKA_TIMEOUT_MS);
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topics.epochs(), 0);
            consumer.assign(List.of(partition));
            long beginning = consumer.beginningOffsets(List.of(partition)).get(partition);
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            for (long back = RECORDS_BACK; ; back *= 2) {
                long from = Math.max(beginning, end - back);
                consumer.seek(partition, from);
                var found = search(consumer, lsn, deadline);
                if (found != null || from == beginning) {
                    return found == null ? Lsn.ZERO : found;
                }
            }
        } catch (KafkaException e) {
            throw KafkaConnection.unreachable(kafka, e);
        }
    }

    /** From the consumer's position on; null if no epoch with a transaction was met before the first behind the LSN. */
    private static Lsn search(KafkaConsumer<byte[], byte[]> consumer, Lsn lsn, Instant deadline) {
        Lsn last = null;
        while (Instant.now().isBefore(deadline)) {
            for (var row : consumer.poll(POLL)) {
                var manifest = WireJson.read(row.value(), EpochManifest.class);
                if (manifest.lsn().isAfter(lsn)) {
                    return last;
                }
                if (manifest.transactions() > 0) {
                    last = manifest.lsn();
                }
            }
        }
        throw new DiagnosticException(Diagnostic.error(
                DiagnosticCode.TIMED_OUT,
                "Ingest did not come to LSN " + lsn + " in time.",
                "See what /readyz?verbose of tideline run says, or give more time with --timeout.",
                null));
    }
}
