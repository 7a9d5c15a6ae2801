/** The 99 queries of TPC-DS as views, its data made few, its refreshes, and the count of those that are accepted and exact. */
package dev.tideline.bench.tpcds;
