package dev.tideline.engine.runtime;

import dev.tideline.engine.gate.Channel;
import dev.tideline.engine.gate.EpochMark;
import dev.tideline.engine.gate.GateInput;
import dev.tideline.engine.gate.GateManifest;
import dev.tideline.engine.gate.GateSpec;
import dev.tideline.schemas.wire.IngestReply.SnapshotReady;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopicNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which topics one generation of a topology reads and writes, and what their records are. It follows from the program, the
 * generation's number and its snapshot, so it is the same after every restart.
 */
final class StageLayout {

    private static final int PARTITION = 0;
    private static final int INGEST = 0;

    private final StageProgram program;
    private final TopicNames names;
    private final int generation;
    private final GateSpec gate;
    private final TableInput[] inputOfChannel;
    private final Map<String, Integer> channelOfTopic = new HashMap<>();
    private final List<String> changeTopics;
    private final List<String> snapshotTopics;

    StageLayout(StageProgram program, TopicNames names, int generation, SnapshotReady snapshot) {
        this.program = program;
        this.names = names;
        this.generation = generation;
        long firstEpoch = snapshot.firstEpoch();
        var inputs = new ArrayList<GateInput>();
        var tables = new HashMap<Channel, TableInput>();
        var snapshotRows = new HashMap<Channel, Long>();
        changeTopics = new ArrayList<>();
        snapshotTopics = new ArrayList<>();
        for (TableInput input : program.tables()) {
            TableName table = input.table().name();
            var changes = new Channel(names.changes(table), PARTITION, INGEST);
            inputs.add(GateInput.from(changes, firstEpoch));
            tables.put(changes, input);
            changeTopics.add(changes.topic());
            SnapshotReady.Table copied = copied(snapshot, table);
            var copy = new Channel(copied.topic(), PARTITION, INGEST);
            inputs.add(GateInput.only(copy, firstEpoch - 1));
            tables.put(copy, input);
            snapshotTopics.add(copy.topic());
            snapshotRows.put(copy, copied.rows());
        }
        var mark = new EpochMark(
                snapshot.lsn(),
                snapshot.committedAt(),
                snapshot.asOf(),
                snapshot.asOf().toEpochMilli());
        gate = new GateSpec(
                inputs, 1, firstEpoch - 1, List.of(new GateManifest(firstEpoch - 1, INGEST, mark, snapshotRows)));
        inputOfChannel = new TableInput[gate.inputs().size()];
        for (int i = 0; i < inputOfChannel.length; i++) {
            Channel channel = gate.inputs().get(i).channel();
            inputOfChannel[i] = tables.get(channel);
            channelOfTopic.put(channel.topic(), i);
        }
    }

    private static SnapshotReady.Table copied(SnapshotReady snapshot, TableName table) {
        return snapshot.tables().stream()
                .filter(copied -> copied.table().equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the snapshot lacks table " + table));
    }

    StageProgram program() {
        return program;
    }

    int generation() {
        return generation;
    }

    GateSpec gate() {
        return gate;
    }

    String application() {
        return names.application(program.topology(), generation);
    }

    String epochs() {
        return names.epochs();
    }

    List<String> changeTopics() {
        return changeTopics;
    }

    List<String> snapshotTopics() {
        return snapshotTopics;
    }

    /** All topics that the generation reads. */
    List<String> sourceTopics() {
        var topics = new ArrayList<>(changeTopics);
        topics.addAll(snapshotTopics);
        topics.add(epochs());
        return topics;
    }

    boolean isSnapshot(String topic) {
        return snapshotTopics.contains(topic);
    }

    String resultTopic(int view) {
        return names.results(program.topology(), program.views().get(view).name(), generation);
    }

    String resultEpochs() {
        return names.resultEpochs(program.topology(), generation);
    }

    /** Position of the channel that a topic's records come by; null for the topic of epochs. */
    Integer channelOf(String topic) {
        return channelOfTopic.get(topic);
    }

    TableName tableOf(int channel) {
        return inputOfChannel[channel].table().name();
    }

    /** A decoder for each channel. */
    ChangeDecoder[] decoders() {
        var decoders = new ChangeDecoder[inputOfChannel.length];
        for (int i = 0; i < decoders.length; i++) {
            decoders[i] = new ChangeDecoder(inputOfChannel[i], program.types());
        }
        return decoders;
    }

    boolean readsAnyOf(Collection<String> topics) {
        return topics.stream().anyMatch(changeTopics::contains);
    }

    /** A manifest's counts as far as they are of channels that are read here. */
    Map<Channel, Long> counts(Map<String, Map<Integer, Long>> rows) {
        var counts = new HashMap<Channel, Long>();
        rows.forEach((topic, byPartition) -> {
            Integer channel = channelOfTopic.get(topic);
            if (channel != null) {
                byPartition.forEach((partition, count) -> {
                    if (partition != PARTITION) {
                        throw new IllegalStateException("topic " + topic + " has rows in partition " + partition
                                + "; change topics have one partition");
                    }
                    counts.put(gate.inputs().get(channel).channel(), count);
                });
            }
        });
        return counts;
    }
}
