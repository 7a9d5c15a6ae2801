/**
 * Writes rows: set-based deletes and upserts of one view, the tables in which rows of unfinished epochs and of failed views
 * wait. It knows neither epochs' completeness nor the frontier, and runs inside the caller's transaction.
 */
package dev.tideline.sink.postgres.apply;
