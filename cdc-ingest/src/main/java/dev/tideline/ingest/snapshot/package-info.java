/**
 * Copies tables as of one LSN into topics of their own. Nothing of it touches the change topics, so a failed attempt is
 * simply followed by another one.
 */
package dev.tideline.ingest.snapshot;
