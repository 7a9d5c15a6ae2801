/**
 * Turns result records and manifests into complete epochs: admits rows by their own epoch, holds them until every task's
 * manifest has come and its counts are met, and keeps the last write per key. Pure Java: it knows neither Kafka nor JDBC,
 * neither clock nor threads.
 */
package dev.tideline.sink.epoch;
