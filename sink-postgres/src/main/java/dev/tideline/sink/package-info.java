/**
 * The sink: follows the running topologies and keeps each one's views in the target, one complete epoch after another. This
 * package decides who writes when, and what happens after a failure; Kafka and JDBC are behind {@code read} and
 * {@code postgres}.
 */
package dev.tideline.sink;
