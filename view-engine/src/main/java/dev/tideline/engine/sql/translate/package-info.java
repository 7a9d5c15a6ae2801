/**
 * PostgreSQL's analysed trees become plans. One class per kind of thing that is translated; whatever cannot be kept incrementally is
 * refused here, by name and place, and translation goes on, so that all of it is found at once. Knows the catalogs, sends no SQL but
 * through them.
 */
package dev.tideline.engine.sql.translate;
