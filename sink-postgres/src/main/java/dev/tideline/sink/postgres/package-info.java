/**
 * The target database: the only packages of the sink that speak JDBC are this one and those below it. It writes complete
 * epochs together with the frontier and the offsets behind them, and keeps the {@code tideline} schema. It must not know
 * Kafka; what to write and where reading stands is handed in.
 */
package dev.tideline.sink.postgres;
