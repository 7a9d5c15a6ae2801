/**
 * What a user is told about their own files and servers: a {@link dev.tideline.schemas.diagnostics.Diagnostic} with its
 * code, place and remedy, and the two forms in which it is shown (text with the source line, JSON). It must not know where
 * diagnostics come from: no YAML, no SQL, no configuration keys, no servers.
 */
package dev.tideline.schemas.diagnostics;
