/**
 * Cuts the stream of source transactions into epochs. It decides where epochs end and when they are committed; it must
 * not know how rows are captured or what Kafka needs for them.
 */
package dev.tideline.ingest.epoch;
