/** The 22 queries of TPC-H as views, its data, its refresh streams, and the check that each view is PostgreSQL's answer. */
package dev.tideline.bench.tpch;
