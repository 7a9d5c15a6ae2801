/**
 * PostgreSQL's text form of values becomes the JSON of {@link dev.tideline.schemas.wire.ChangeEnvelope}. The same code
 * serves the log and the snapshots, so that the same value is the same JSON in both. It must not know Debezium or Kafka.
 */
package dev.tideline.ingest.convert;
