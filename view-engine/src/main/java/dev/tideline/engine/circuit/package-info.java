/**
 * The incremental engine proper: DBSP's algebra of Z-set deltas. <strong>Pure Java: no Kafka, no JDBC, no clock, no threads.</strong>
 * Its state lies behind {@link dev.tideline.engine.state.KeyedState}; its inputs are slices of table changes, its outputs the net
 * changes of every view at the end of an epoch.
 */
package dev.tideline.engine.circuit;
