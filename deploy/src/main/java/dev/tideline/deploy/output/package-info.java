/**
 * How commands speak: reports that show themselves as text and as JSON, the terminal, colours, tables. Only this package
 * and {@code dev.tideline.deploy} print.
 */
package dev.tideline.deploy.output;
