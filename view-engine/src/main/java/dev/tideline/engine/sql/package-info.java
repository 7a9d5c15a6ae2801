/**
 * From SQL to plans: PostgreSQL analyses the query, its tree becomes a plan. {@link dev.tideline.engine.sql.SqlAnalyzer} is the
 * entry; {@code server} speaks with the source, {@code tree} reads trees, {@code catalog} knows what OIDs mean, {@code text} finds
 * places in the user's file, {@code translate} does the rest. Knows nothing of operators, state and Kafka.
 */
package dev.tideline.engine.sql;
