/**
 * Queries as algebra. Pure data: no IO, no PostgreSQL catalog, no state. Rewrite rules live in {@code plan.rewrite}, one class each.
 */
package dev.tideline.engine.plan;
