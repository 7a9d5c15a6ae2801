package dev.tideline.engine.runtime;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.IngestReply.SnapshotReady;
import dev.tideline.schemas.wire.TopicNames;
import dev.tideline.schemas.wire.TopicSettings;
import dev.tideline.schemas.wire.TopologyDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lives of a topology's generations as far as they are topics, positions and descriptors: whether one can go on, how a new one
 * begins, and what is removed when one has ended.
 *
 * <p>A new generation begins in an order in which every crash is harmless: topics, positions, and last its descriptor. Before that
 * it does not exist, and its number is used again.
 */
final class Generations {

    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

    private final EngineContext context;
    private final Cluster cluster;
    private final ControlTopics control;
    private final TopicNames names;

    Generations(EngineContext context, Cluster cluster, ControlTopics control) {
        this.context = context;
        this.cluster = cluster;
        this.control = control;
        this.names = context.names();
    }

    /** What runs now according to the descriptors; null if nothing does. */
    TopologyDescriptor current(String topology) {
        cluster.ensure(List.of(TopicSettings.compacted(names.topologies())));
        return control.topologies().get(topology);
    }

    /**
     * Why a generation cannot go on where it stopped, for people; null if it can.
     */
    String obstacle(TopologyDescriptor descriptor) {
        Map<String, TopologyDescriptor.Input> inputs = descriptor.inputs();
        Map<String, Uuid> ids = cluster.ids(inputs.keySet());
        for (var input : inputs.entrySet()) {
            Uuid id = ids.get(input.getKey());
            if (id == null) {
                return "topic " + input.getKey() + " has been deleted";
            }
            if (!id.toString().equals(input.getValue().id())) {
                return "topic " + input.getKey() + " has been deleted and created again";
            }
        }
        String application = names.application(descriptor.topology(), descriptor.generation());
        Map<String, Long> positions = cluster.positions(application);
        Map<String, Long> starts = cluster.starts(inputs.keySet());
        Map<String, Long> ends = cluster.ends(inputs.keySet());
        boolean hasRead = false;
        for (var input : inputs.entrySet()) {
            String topic = input.getKey();
            Long position = positions.get(topic);
            if (position == null) {
                return "its position in topic " + topic + " has expired";
            }
            if (position < starts.get(topic)) {
                return "records of topic " + topic
                        + " were deleted before they were read (the next one would have been " + position
                        + ", the first that is left is " + starts.get(topic) + ")";
            }
            if (position > ends.get(topic)) {
                return "topic " + topic + " ends at " + ends.get(topic) + ", before its position " + position;
            }
            hasRead |= position != input.getValue().from();
        }
        if (hasRead && internalTopics(application).isEmpty()) {
            return "the changelog of its state has been deleted";
        }
        return null;
    }

    /** A number for the next generation: behind all that have left traces. */
    int next(StageProgram program, TopologyDescriptor current) {
        int number = current == null ? 1 : current.generation() + 1;
        while (hasResults(program, number)) {
            number++;
        }
        return number;
    }

    private boolean hasResults(StageProgram program, int generation) {
        var topics = new ArrayList<String>();
        topics.add(names.resultEpochs(program.topology(), generation));
        program.views().forEach(view -> topics.add(names.results(program.topology(), view.name(), generation)));
        return cluster.ends(cluster.ids(topics).keySet()).values().stream().anyMatch(end -> end > 0);
    }

    /** Creates topics and positions of a new generation and makes it known. From then on it exists. */
    TopologyDescriptor begin(StageLayout layout, SnapshotReady snapshot, Map<String, Long> starts) {
        StageProgram program = layout.program();
        var topics = new ArrayList<TopicSettings>();
        layout.changeTopics().forEach(topic -> topics.add(TopicSettings.log(topic, 1, context.retention())));
        topics.add(TopicSettings.log(layout.resultEpochs(), 1, context.retention()));
        var views = new ArrayList<TopologyDescriptor.View>();
        for (int view = 0; view < program.views().size(); view++) {
            topics.add(TopicSettings.log(layout.resultTopic(view), 1, context.retention()));
            views.add(program.views().get(view).descriptor(layout.resultTopic(view)));
        }
        cluster.ensure(topics);

        var positions = new HashMap<>(starts);
        layout.snapshotTopics().forEach(topic -> positions.put(topic, 0L));
        Map<String, Uuid> ids = cluster.ids(layout.sourceTopics());
        var inputs = new HashMap<String, TopologyDescriptor.Input>();
        for (String topic : layout.sourceTopics()) {
            Uuid id = ids.get(topic);
            if (id == null) {
                throw new DiagnosticException(Diagnostic.error(
                        DiagnosticCode.KAFKA_TOPIC, "Topic " + topic + " of the snapshot is gone.", null, null));
            }
            inputs.put(topic, new TopologyDescriptor.Input(id.toString(), positions.get(topic)));
        }
        var descriptor = new TopologyDescriptor(
                program.topology(),
                layout.generation(),
                program.planHash(),
                layout.resultEpochs(),
                1,
                snapshot,
                views,
                inputs);
        removeState(layout.application());
        cluster.setPositions(layout.application(), positions);
        control.publish(descriptor);
        LOG.info(
                "{}: generation {} begins with the snapshot at {}",
                program.topology(),
                layout.generation(),
                snapshot.lsn());
        return descriptor;
    }

    /**
     * Empties those of a generation's snapshot topics that no other topology still has to read.
     *
     * @return true if none is left to empty
     */
    boolean emptySnapshot(TopologyDescriptor descriptor) {
        Set<String> topics = snapshotTopics(descriptor);
        boolean all = !topics.removeAll(unreadElsewhere(descriptor.topology()));
        if (!topics.isEmpty()) {
            cluster.empty(cluster.ids(topics).keySet());
        }
        return all;
    }

    /** Requests made together share a snapshot, and so its topics: those that other topologies have not read to the end. */
    private Set<String> unreadElsewhere(String topology) {
        var unread = new HashSet<String>();
        for (TopologyDescriptor other : control.topologies().values()) {
            Set<String> topics = snapshotTopics(other);
            if (other.topology().equals(topology) || topics.isEmpty()) {
                continue;
            }
            Map<String, Long> positions = cluster.positions(names.application(other.topology(), other.generation()));
            cluster.ends(cluster.ids(topics).keySet()).forEach((topic, end) -> {
                if (positions.getOrDefault(topic, 0L) < end) {
                    unread.add(topic);
                }
            });
        }
        return unread;
    }

    /**
     * Clears away what an earlier process may have left in a generation's way when it was killed: its place in the group, which would
     * be kept for a session, and its open transaction, which all readers would wait for until it times out. Only one process has
     * the topology at a time, so whoever is still there is not entitled to be.
     */
    void takeOver(TopologyDescriptor descriptor) {
        String application = names.application(descriptor.topology(), descriptor.generation());
        cluster.expelMembers(application);
        cluster.abortTransactions(application + "-");
    }

    /**
     * Removes what generations before {@code current} have left, except the last results, which the sink may still be showing.
     *
     * @param retired descriptor of the generation before, if it is known
     * @return false if something is still in use and must be removed later
     */
    boolean retireBefore(TopologyDescriptor current, TopologyDescriptor retired) {
        String topology = current.topology();
        int number = current.generation();
        boolean all = true;
        var topics = new HashSet<String>();
        List<String> existing = cluster.topics(names.prefix() + ".");
        for (int generation = 1; generation < number; generation++) {
            String application = names.application(topology, generation);
            List<String> internal = existing.stream()
                    .filter(topic -> topic.startsWith(application + "-"))
                    .toList();
            if (!cluster.deleteGroup(application)) {
                cluster.expelMembers(application); // a member that stopped or was killed is remembered for some seconds
            }
            if (cluster.deleteGroup(application)) {
                topics.addAll(internal);
                new LocalState(context.stateDirectory(), application).remove();
            } else {
                all = false;
            }
        }
        for (String topic : existing) {
            int generation = resultGeneration(topology, topic);
            if (generation > 0 && generation < number - 1) {
                topics.add(topic);
            }
        }
        if (retired != null) {
            Set<String> snapshot = snapshotTopics(retired);
            control.topologies().values().forEach(other -> snapshot.removeAll(snapshotTopics(other)));
            topics.addAll(cluster.ids(snapshot).keySet());
        }
        cluster.delete(topics);
        return all;
    }

    /** Removes changelogs, positions and local state of an application that does not run. */
    private void removeState(String application) {
        cluster.delete(internalTopics(application));
        cluster.deleteGroup(application);
        new LocalState(context.stateDirectory(), application).remove();
    }

    private List<String> internalTopics(String application) {
        return cluster.topics(application + "-");
    }

    private static Set<String> snapshotTopics(TopologyDescriptor descriptor) {
        var topics = new HashSet<String>();
        if (descriptor.snapshot() != null) {
            descriptor.snapshot().tables().forEach(table -> topics.add(table.topic()));
        }
        return topics;
    }

    /** The generation that a result topic of the topology belongs to; 0 for any other topic. */
    private int resultGeneration(String topology, String topic) {
        String begin = names.application(topology, 0);
        begin = begin.substring(0, begin.length() - "g0".length());
        if (!topic.startsWith(begin)) {
            return 0;
        }
        String[] rest = topic.substring(begin.length()).split("\\.", -1);
        boolean result = rest.length == 2 && rest[1].matches("g[1-9][0-9]{0,8}");
        return result ? Integer.parseInt(rest[1].substring(1)) : 0;
    }
}
