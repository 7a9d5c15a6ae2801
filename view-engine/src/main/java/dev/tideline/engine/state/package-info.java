/** What operators remember: ordered bytes behind an interface, with an in-memory twin. Pure: no Kafka, no threads, no clock. */
package dev.tideline.engine.state;
