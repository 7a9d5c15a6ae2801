/**
 * What must be right at the source before anything is read from it. Every finding names the SQL that repairs it. It must
 * not know Kafka.
 */
package dev.tideline.ingest.preflight;
