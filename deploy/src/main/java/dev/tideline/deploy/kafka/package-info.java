/**
 * What the commands themselves do in Kafka: find the servers, read which topologies run, ask ingest for something. It must
 * not know the parts.
 */
package dev.tideline.deploy.kafka;
