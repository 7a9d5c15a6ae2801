/**
 * PostgreSQL's functions, operators and casts, each under its signature, exact to the byte and to the error message; what cannot
 * be exact is not here. One class per family. Knows values and types; nothing of expressions, plans and rows.
 */
package dev.tideline.engine.function;
