/**
 * Proves that views are exact: brings the target to one exact LSN without a lock on the source, runs the real queries
 * there, and compares row by row in bounded memory. It relies only on the contracts (the hold, ingest's requests, the
 * descriptors), not on the code of the parts, so that it can find their mistakes.
 */
package dev.tideline.deploy.verify;
