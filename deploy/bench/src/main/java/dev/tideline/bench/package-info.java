/** Measures the whole pipeline beside its own reader, in one run on one machine: only ratios within a run mean anything. */
package dev.tideline.bench;
