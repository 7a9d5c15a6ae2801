/**
 * The connection to the source that analysis uses: catalog queries, and statements that are parsed and described but never run.
 * The only package of the engine that speaks JDBC.
 */
package dev.tideline.engine.sql.server;
