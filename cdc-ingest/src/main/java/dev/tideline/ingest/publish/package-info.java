/**
 * Everything that is written to Kafka in epochs: rows, manifests and ingest's own offset, all of an epoch in one Kafka
 * transaction. It must not know where rows come from.
 */
package dev.tideline.ingest.publish;
