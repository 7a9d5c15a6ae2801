package dev.tideline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** What the engine asks of a real Kafka, at bad moments. */
class ClusterIT {

    private static final int AT_ONCE = 6;
    private static final int ROUNDS = 5;

    /** As when the broker forgets a killed process while another takes its place: between being asked for members and removing them. */
    @Test
    void aMemberThatGoesWhileItIsExpelledIsNoObstacle() throws Exception {
        var bootstrap = EmbeddedServers.kafka().bootstrapServers();
        var group = EmbeddedServers.freshTopicPrefix() + ".group";
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try (var cluster = new Cluster(Map.of("bootstrap.servers", bootstrap), (short) -1)) {
            for (int round = 0; round < ROUNDS; round++) {
                try (var member = member(bootstrap, group)) {
                    var together = new CyclicBarrier(AT_ONCE);
                    List<Future<?>> expulsions = new ArrayList<>();
                    for (int i = 0; i < AT_ONCE; i++) {
                        expulsions.add(threads.submit(() -> {
                            together.await();
                            cluster.expelMembers(group);
                            return null;
                        }));
                    }
                    for (var expulsion : expulsions) {
                        expulsion.get();
                    }
                    assertThat(cluster.deleteGroup(group)).as("nobody is left").isTrue();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A member as a stage of the engine is one, known by a name of its own, that has joined and is not heard of again. */
    private static KafkaConsumer<byte[], byte[]> member(String bootstrap, String group) {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        bootstrap,
                        "group.id",
                        group,
                        "group.instance.id",
                        "engine-1",
                        "group.protocol",
                        "classic"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(group + ".topic"));
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            consumer.poll(Duration.ofMillis(100));
            return consumer.groupMetadata().generationId() > 0;
        });
        return consumer;
    }
}
