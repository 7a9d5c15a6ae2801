/**
 * The only place that knows Debezium and Kafka Connect: runs Debezium's PostgreSQL source task and turns its records into
 * {@link dev.tideline.ingest.capture.SourceEvent}s, whose values are PostgreSQL's own text. It must not know Kafka topics,
 * epochs or JSON.
 */
package dev.tideline.ingest.capture;
