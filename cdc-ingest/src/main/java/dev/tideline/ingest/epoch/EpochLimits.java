package dev.tideline.ingest.epoch;

import java.time.Duration;

/**
 * How large epochs grow.
 *
 * @param rows a source transaction of more rows is an epoch of its own; an epoch of this many rows is committed
 * @param bytes the same, in bytes of JSON
 * @param commitInterval time between commits under load; a quiet stream is committed at once
 * @param largestTransaction how long the rows of one transaction may take to be written, before it is given up as a bulk
 *     load; less than Kafka's transaction timeout
 */
public record EpochLimits(int rows, long bytes, Duration commitInterval, Duration largestTransaction) {}
