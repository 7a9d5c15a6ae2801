/**
 * Decides which rows a stage may see: it admits rows by the epoch they name, lets rows of later epochs wait, and says when an
 * epoch is complete, which is when the counts of its manifests are met. Pure: no Kafka, no threads, no clock; what it must not
 * forget it keeps in a {@link dev.tideline.engine.state.KeyedState}. Knows nothing of what a row holds.
 */
package dev.tideline.engine.gate;
