/**
 * A real PostgreSQL and a real Kafka broker as child processes, from nothing but Maven artifacts: for the demo, for
 * {@code kafka.bootstrap.servers: embedded}, and for every module's integration tests, which also kill and restart them.
 * This package starts, stops and kills servers; it must not know what Tideline stores in them.
 */
package dev.tideline.embedded;
