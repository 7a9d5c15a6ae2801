/**
 * Creates and alters what stands in the target: storage tables with their keys and indexes, users' types, the relations that
 * users query. It alters only what Tideline created, never uses CASCADE, and runs inside the caller's transaction, under the
 * lock for DDL.
 */
package dev.tideline.sink.postgres.ddl;
