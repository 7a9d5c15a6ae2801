/**
 * What the parts say to each other: names of topics and headers, the form of rows, and the small control messages. Every
 * part may import it, so it must not know any of them, nor Kafka, nor databases.
 */
package dev.tideline.schemas.wire;
