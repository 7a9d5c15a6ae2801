/**
 * PostgreSQL's regular expressions: its syntax (advanced, extended and basic), its rules of which match is taken (the leftmost; longest or
 * shortest as a whole, by the preferences of the parts), and its error messages. Knows code points only; nothing of SQL values, functions
 * and sessions.
 */
package dev.tideline.engine.regex;
