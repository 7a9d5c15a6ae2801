package dev.tideline.engine.gate;

/**
 * The smallest stream whose rows are counted: what one producing task wrote to one partition of a topic.
 *
 * @param producer number of the producing task; 0 for ingest, which is only one
 */
public record Channel(String topic, int partition, int producer) implements Comparable<Channel> {

    @Override
    public int compareTo(Channel other) {
        int byTopic = topic.compareTo(other.topic);
        if (byTopic != 0) {
            return byTopic;
        }
        return partition != other.partition
                ? Integer.compare(partition, other.partition)
                : Integer.compare(producer, other.producer);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + " from task " + producer;
    }
}
