package dev.tideline.sink.epoch;

/**
 * Where to read on in one partition of a result topic.
 *
 * @param topicId Kafka's id of the topic, so that a re-created one is noticed
 * @param nextOffset the first record of an epoch that is not applied
 * @param readBefore the offset up to which everything had been read when this was recorded
 */
public record Position(String topic, int partition, String topicId, long nextOffset, long readBefore) {}
