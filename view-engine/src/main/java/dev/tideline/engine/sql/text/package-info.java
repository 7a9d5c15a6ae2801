/**
 * The text of a query and the places in it: tokens, and the way from PostgreSQL's offsets (bytes of the text that was analysed,
 * which is the user's wrapped in ours) back to the line and column that the user sees. Knows no SQL beyond its tokens.
 */
package dev.tideline.engine.sql.text;
