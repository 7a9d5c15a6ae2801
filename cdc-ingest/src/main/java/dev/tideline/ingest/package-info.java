/**
 * Ingest: reads the source's log through a replication slot and writes it to Kafka, one topic per table and one of epoch
 * manifests, exactly once. This package wires the parts below it together and is all that the outside sees; it must not
 * know the engine, the sink or the command line.
 */
package dev.tideline.ingest;
