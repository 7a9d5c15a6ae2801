/**
 * The view engine. Data flows one way through its packages:
 *
 * <pre>
 * sql        PostgreSQL analyses the query; its tree becomes a plan        → plan, expr, type
 * plan       algebra and rewrite rules                                      → circuit
 * circuit    incremental operators over Z-sets, pure Java                   → state
 * expr       expressions and the functions of PostgreSQL                    → value
 * compile    topology files → compiled topologies and diagnostics
 * gate       admits rows by epoch, closes complete epochs
 * runtime    Kafka Streams carries gate and circuit
 * </pre>
 */
package dev.tideline.engine;
