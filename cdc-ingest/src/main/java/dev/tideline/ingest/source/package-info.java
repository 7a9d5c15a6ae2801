/** Connections to the source database: ordinary ones, replication ones, and the one that holds ingest's lock. */
package dev.tideline.ingest.source;
