package dev.tideline.ingest.publish;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TopicSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics, and knows them again by their ids. */
public final class Topics implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 30;

    private final Admin admin;
    private final short replicationFactor;

    /**
     * @param replicationFactor of new topics; -1 leaves it to the broker
     */
    public Topics(Admin admin, short replicationFactor) {
        this.admin = admin;
        this.replicationFactor = replicationFactor;
    }

    /**
     * Creates what does not exist, as {@code settings} say; what exists stays as it is.
     *
     * @return the topics' ids by name
     */
    public Map<String, String> ensure(Collection<TopicSettings> settings) {
        var names = settings.stream().map(TopicSettings::name).toList();
        var ids = ids(names);
        var missing = settings.stream()
                .filter(topic -> !ids.containsKey(topic.name()))
                .toList();
        if (missing.isEmpty()) {
            return ids;
        }
        create(missing);
        for (int attempt = 0; attempt < 100; attempt++) {
            var now = ids(names);
            if (now.keySet().containsAll(names)) {
                return now;
            }
            pause();
        }
        throw failure("topics were created but do not appear: " + names, null);
    }

    private void create(List<TopicSettings> topics) {
        var fresh = new ArrayList<NewTopic>();
        for (var topic : topics) {
            fresh.add(new NewTopic(topic.name(), topic.partitions(), replicationFactor).configs(topic.config()));
        }
        admin.createTopics(fresh).values().forEach((name, created) -> {
            try {
                await(created);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw failure(
                            "topic " + name + " cannot be created: "
                                    + e.getCause().getMessage(),
                            e.getCause());
                }
            }
        });
    }

    /** The ids of those of the topics that exist. */
    public Map<String, String> ids(Collection<String> names) {
        var ids = new HashMap<String, String>();
        admin.describeTopics(names).topicNameValues().forEach((name, described) -> {
            try {
                TopicDescription topic = await(described);
                ids.put(name, topic.topicId().toString());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failure(
                            "topic " + name + " cannot be described: "
                                    + e.getCause().getMessage(),
                            e.getCause());
                }
            }
        });
        return ids;
    }

    /** Refuses to go on if a topic that rows were written to is not the same any more. */
    public void verify(Map<String, String> remembered) {
        var now = ids(remembered.keySet());
        for (var topic : remembered.entrySet()) {
            String id = now.get(topic.getKey());
            if (!topic.getValue().equals(id)) {
                throw new DiagnosticException(Diagnostic.error(
                        DiagnosticCode.KAFKA_TOPIC,
                        "Topic " + topic.getKey()
                                + (id == null ? " has been deleted" : " has been deleted and created again")
                                + ": changes that were in it are lost.",
                        "Its history cannot be continued. Set another kafka.topic.prefix; views are then built anew from"
                                + " a snapshot.",
                        null));
            }
        }
    }

    /** Names of all topics that begin like this. */
    public Set<String> list(String prefix) {
        try {
            var names = new java.util.HashSet<>(await(admin.listTopics().names()));
            names.removeIf(name -> !name.startsWith(prefix));
            return names;
        } catch (ExecutionException e) {
            throw failure("topics cannot be listed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Deletes topics; those that do not exist are no matter. */
    public void delete(Collection<String> names) {
        admin.deleteTopics(names).topicNameValues().forEach((name, deleted) -> {
            try {
                await(deleted);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failure(
                            "topic " + name + " cannot be deleted: "
                                    + e.getCause().getMessage(),
                            e.getCause());
                }
            }
        });
    }

    private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        } catch (TimeoutException e) {
            throw unreachable(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private static DiagnosticException failure(String message, Throwable cause) {
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return unreachable(cause);
        }
        return new DiagnosticException(
                List.of(Diagnostic.error(
                        DiagnosticCode.KAFKA_TOPIC,
                        "Kafka: " + message,
                        cause instanceof InvalidTopicException
                                ? "Kafka takes . and _ in names of topics for the same: rename the schema or the table, or"
                                        + " set another kafka.topic.prefix."
                                : "Check that the brokers allow this user to create, describe and delete topics of the"
                                        + " prefix.",
                        null)),
                cause);
    }

    private static DiagnosticException unreachable(Throwable cause) {
        return new DiagnosticException(
                List.of(Diagnostic.error(
                        DiagnosticCode.KAFKA_UNREACHABLE,
                        "Kafka does not answer.",
                        "Check kafka.bootstrap.servers, and the security settings if the cluster needs any.",
                        null)),
                cause);
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ofSeconds(5));
    }
}
