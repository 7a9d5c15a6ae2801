package dev.tideline.engine.runtime;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TopicSettings;
import java.time.Duration;
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
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What the engine asks of the Kafka cluster beside reading and writing: topics, offsets, groups. All topics meant here have one
 * partition. Every method throws a {@link DiagnosticException} if the cluster does not answer or refuses. Thread-safe.
 */
final class Cluster implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 30;
    private static final int EXPULSIONS = 5;
    private static final Duration APPEARS_WITHIN = Duration.ofSeconds(10);

    private final Admin admin;
    private final short replicationFactor;

    /**
     * @param replicationFactor of new topics; -1 leaves it to the broker
     */
    Cluster(Map<String, String> clientProperties, short replicationFactor) {
        this.admin = Admin.create(new HashMap<>(clientProperties));
        this.replicationFactor = replicationFactor;
    }

    /** Creates those topics that do not exist, and waits until all can be seen. */
    void ensure(Collection<TopicSettings> topics) {
        List<String> names = topics.stream().map(TopicSettings::name).toList();
        Set<String> existing = ids(names).keySet();
        List<NewTopic> missing = topics.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), replicationFactor).configs(topic.config()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        admin.createTopics(missing).values().forEach((name, created) -> {
            try {
                await(created, "create topic " + name);
            } catch (TopicExistsException e) {
                // another part of Tideline came first
            }
        });
        long deadline = System.nanoTime() + APPEARS_WITHIN.toNanos();
        while (!ids(names).keySet().containsAll(names)) {
            if (System.nanoTime() > deadline) {
                throw new DiagnosticException(Diagnostic.error(
                        DiagnosticCode.KAFKA_TOPIC,
                        "Kafka created topics but does not show them: " + names,
                        null,
                        null));
            }
            pause();
        }
    }

    /** The ids of those of the topics that exist. */
    Map<String, Uuid> ids(Collection<String> topics) {
        var ids = new HashMap<String, Uuid>();
        admin.describeTopics(topics).topicNameValues().forEach((name, described) -> {
            try {
                TopicDescription topic = await(described, "describe topic " + name);
                if (topic.partitions().size() != 1) {
                    throw new DiagnosticException(Diagnostic.error(
                            DiagnosticCode.KAFKA_TOPIC,
                            "Topic " + name + " has " + topic.partitions().size()
                                    + " partitions; Tideline's topics have one.",
                            "Delete the topic; Tideline creates it again. Or use another kafka.topic.prefix.",
                            null));
                }
                ids.put(name, topic.topicId());
            } catch (UnknownTopicOrPartitionException e) {
                // does not exist
            }
        });
        return ids;
    }

    /** Names of all topics that begin with {@code prefix}. */
    List<String> topics(String prefix) {
        return await(admin.listTopics().names(), "list topics").stream()
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    /** Deletes topics; those that do not exist are no matter. */
    void delete(Collection<String> topics) {
        admin.deleteTopics(topics).topicNameValues().forEach((name, deleted) -> {
            try {
                await(deleted, "delete topic " + name);
            } catch (UnknownTopicOrPartitionException e) {
                // somebody else was faster
            }
        });
    }

    /** Offsets behind the last committed record. */
    Map<String, Long> ends(Collection<String> topics) {
        return offsets(topics, OffsetSpec.latest());
    }

    /** Offsets of the first record that still exists. */
    Map<String, Long> starts(Collection<String> topics) {
        return offsets(topics, OffsetSpec.earliest());
    }

    private Map<String, Long> offsets(Collection<String> topics, OffsetSpec which) {
        var request = new HashMap<TopicPartition, OffsetSpec>();
        topics.forEach(topic -> request.put(partition(topic), which));
        var offsets = new HashMap<String, Long>();
        await(
                        admin.listOffsets(request, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                                .all(),
                        "list offsets")
                .forEach((partition, offset) -> offsets.put(partition.topic(), offset.offset()));
        return offsets;
    }

    /** Removes all records of these topics. */
    void empty(Collection<String> topics) {
        var request = new HashMap<TopicPartition, RecordsToDelete>();
        topics.forEach(topic -> request.put(partition(topic), RecordsToDelete.beforeOffset(-1)));
        await(admin.deleteRecords(request).all(), "delete records");
    }

    /** The positions of a consumer group, by topic; empty if there is no such group. */
    Map<String, Long> positions(String group) {
        var positions = new HashMap<String, Long>();
        try {
            await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), "list positions of " + group)
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            positions.put(partition.topic(), offset.offset());
                        }
                    });
        } catch (GroupIdNotFoundException e) {
            // no positions then
        }
        return positions;
    }

    /** Sets the positions of a group that has no members. */
    void setPositions(String group, Map<String, Long> positions) {
        var request = new HashMap<TopicPartition, OffsetAndMetadata>();
        positions.forEach((topic, offset) -> request.put(partition(topic), new OffsetAndMetadata(offset)));
        await(admin.alterConsumerGroupOffsets(group, request).all(), "set positions of " + group);
    }

    /**
     * Deletes a group, if it exists.
     *
     * @return false if it still has members
     */
    boolean deleteGroup(String group) {
        try {
            await(admin.deleteConsumerGroups(List.of(group)).all(), "delete group " + group);
        } catch (GroupIdNotFoundException e) {
            return true;
        } catch (GroupNotEmptyException e) {
            return false;
        }
        return true;
    }

    /** Removes all members from a group, also those that are only remembered, as after a kill. No matter if there are none. */
    void expelMembers(String group) {
        for (int attempt = 0; attempt < EXPULSIONS; attempt++) {
            try {
                var described =
                        await(admin.describeConsumerGroups(List.of(group)).all(), "describe group " + group);
                if (!described.get(group).members().isEmpty()) {
                    await(
                            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                                    .all(),
                            "remove the members of " + group);
                }
                return;
            } catch (GroupIdNotFoundException e) {
                return; // no members then
            } catch (DiagnosticException e) {
                if (!saysThatOneHasGone(e.getCause())) {
                    throw e;
                }
                // Meanwhile the broker has forgotten it by itself. Others may be left.
            }
        }
    }

    private static boolean saysThatOneHasGone(Throwable refusal) {
        return refusal instanceof IllegalArgumentException // the client finds none to remove
                || refusal.getCause() instanceof UnknownMemberIdException;
    }

    /** Aborts the open transactions of producers that are gone but may still be waited for; any that still lives is shut out. */
    void abortTransactions(String transactionalIdPrefix) {
        var open = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        List<String> ids = await(admin.listTransactions(open).all(), "list transactions").stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(transactionalIdPrefix))
                .toList();
        if (!ids.isEmpty()) {
            await(admin.fenceProducers(ids).all(), "abort the transactions of " + ids);
        }
    }

    private static TopicPartition partition(String topic) {
        return new TopicPartition(topic, 0);
    }

    /**
     * @throws UnknownTopicOrPartitionException so, unwrapped, as well as the other "is not there" and "is there already"
     * @throws DiagnosticException for everything else
     */
    private static <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof UnknownTopicOrPartitionException unknown) {
                throw unknown;
            }
            if (cause instanceof TopicExistsException exists) {
                throw exists;
            }
            if (cause instanceof GroupIdNotFoundException unknown) {
                throw unknown;
            }
            if (cause instanceof GroupNotEmptyException used) {
                throw used;
            }
            if (cause instanceof RetriableException || cause.getCause() instanceof RetriableException) {
                throw unreachable(cause);
            }
            throw new DiagnosticException(
                    new ArrayList<>(List.of(Diagnostic.error(
                            DiagnosticCode.KAFKA_TOPIC,
                            "Kafka refused to " + what + ": " + cause.getMessage(),
                            "Check that the brokers allow this user to create, describe and delete topics and groups of the"
                                    + " prefix.",
                            null))),
                    cause);
        }
    }

    static DiagnosticException unreachable(Throwable cause) {
        return new DiagnosticException(
                List.of(Diagnostic.error(
                        DiagnosticCode.KAFKA_UNREACHABLE,
                        "Kafka does not answer.",
                        "Check kafka.bootstrap.servers, and the security settings if the cluster needs any.",
                        null)),
                cause);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
