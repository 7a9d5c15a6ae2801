/** The control topics: wishes to ingest, and its answers. It must not know how a wish is met. */
package dev.tideline.ingest.request;
