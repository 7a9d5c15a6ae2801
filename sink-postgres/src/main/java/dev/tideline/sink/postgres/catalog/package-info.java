/**
 * Reads and writes the tables of the {@code tideline} schema, each class one or two of them. It knows JDBC and the schema's
 * tables, but neither how rows are written nor why. All of it runs inside the caller's transaction.
 */
package dev.tideline.sink.postgres.catalog;
