/**
 * Kafka: the only package of the sink that knows its clients. It tails the topic of topology descriptors and reads result
 * records into an epoch assembler, from positions that the target keeps. It must not know JDBC, and commits nothing to Kafka.
 */
package dev.tideline.sink.read;
