package dev.tideline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that comes up, is killed, and comes back. */
class EmbeddedKafkaIT {

    @TempDir
    Path directory;

    @Test
    void keepsCommittedTransactionsAndItsPortThroughKillAndStop() throws Exception {
        try (var kafka = EmbeddedKafka.in(directory).start()) {
            var servers = kafka.bootstrapServers();
            try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                admin.createTopics(List.of(new NewTopic("t", 1, (short) 1)))
                        .all()
                        .get();
            }
            send(servers, "before the kill");
            kafka.kill();
            assertThat(kafka.isRunning()).isFalse();
            kafka.start();
            assertThat(kafka.bootstrapServers()).isEqualTo(servers);
            send(servers, "after the kill");
            kafka.stop();
            kafka.start();
            assertThat(read(servers, 2)).containsExactly("before the kill", "after the kill");
        }
        try (var kafka = EmbeddedKafka.in(directory).start()) {
            assertThat(read(kafka.bootstrapServers(), 2)).hasSize(2);
        }
    }

    @Test
    void refusesASecondBrokerInTheSameDirectory() {
        try (var kafka = EmbeddedKafka.in(directory).start()) {
            assertThatThrownBy(() -> EmbeddedKafka.in(directory).start())
                    .isInstanceOf(DiagnosticException.class)
                    .hasMessageContaining("already in use");
            assertThat(kafka.isRunning()).isTrue();
        }
    }

    @Test
    void saysWhyABrokerDoesNotStart() {
        assertThatThrownBy(() -> EmbeddedKafka.in(directory)
                        .property("num.io.threads", "none")
                        .start())
                .isInstanceOfSatisfying(DiagnosticException.class, e -> {
                    assertThat(e).hasMessageContaining("ended with code");
                    assertThat(e.diagnostics().get(0).hint()).contains("num.io.threads");
                });
    }

    private static void send(String servers, String text) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", "writer"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("t", text));
            producer.flush();
            producer.commitTransaction();
        }
    }

    private static List<String> read(String servers, int count) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partition = List.of(new TopicPartition("t", 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            var texts = new java.util.ArrayList<String>();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(row -> texts.add(row.value()));
                return texts.size() >= count;
            });
            return texts;
        }
    }
}
