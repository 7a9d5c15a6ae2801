package dev.tideline.ingest;

import java.time.Duration;

/**
 * Sizes and times. {@link #DEFAULT} is right unless measured otherwise.
 *
 * @param epochRows rows of an open epoch, and of a transaction that is held in memory
 * @param epochBytes the same in bytes of JSON
 * @param commitInterval time between Kafka commits under load; a quiet stream is committed at once
 * @param heartbeatAfterChange how soon after the last captured change the source's log gets a heartbeat
 * @param heartbeatInterval time between heartbeats otherwise
 * @param pollInterval how long changes may be collected before they are looked at: a floor under the latency, and a load
 *     on an idle machine
 * @param kafkaTransactionTimeout after which Kafka gives up a transaction of ours; the broker allows 15 minutes unless its
 *     {@code transaction.max.timeout.ms} says otherwise
 * @param largestTransaction how long one source transaction may take on its way to Kafka before it is announced as a bulk
 *     load; comfortably less than {@code kafkaTransactionTimeout}
 * @param bytesInFlight raw row data between the source's connection and the conversion to JSON
 */
public record IngestLimits(
        int epochRows,
        long epochBytes,
        Duration commitInterval,
        Duration heartbeatAfterChange,
        Duration heartbeatInterval,
        Duration pollInterval,
        Duration kafkaTransactionTimeout,
        Duration largestTransaction,
        long bytesInFlight) {

    public static final IngestLimits DEFAULT = new IngestLimits(
            10_000,
            8L * 1024 * 1024,
            Duration.ofMillis(25),
            Duration.ofMillis(150),
            Duration.ofSeconds(1),
            Duration.ofMillis(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(12),
            64L * 1024 * 1024);

    public IngestLimits {
        if (epochRows < 1 || epochBytes < 1 || bytesInFlight < 1) {
            throw new IllegalArgumentException("limits of ingest must be positive");
        }
        if (largestTransaction.compareTo(kafkaTransactionTimeout) >= 0) {
            throw new IllegalArgumentException("largestTransaction must be less than kafkaTransactionTimeout");
        }
    }
}
