package dev.tideline.schemas.config;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.SourcePosition;
import dev.tideline.schemas.wire.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Kafka takes {@code .} and {@code _} for the same in names of topics: it refuses to create a topic whose name differs from
 * an existing one in nothing else. So view {@code b_c} of topology {@code a} cannot stand beside view {@code c} of topology
 * {@code a_b}.
 */
final class TopicCollisions {

    /** Any prefix will do: it is the same for all topics. */
    private static final TopicNames TOPICS = new TopicNames("prefix");

    private static final int GENERATION = 1;

    private record Owner(String topology, String what, SourcePosition where) {}

    private final Map<String, Owner> owners = new HashMap<>();
    private final List<Diagnostic> diagnostics;

    private TopicCollisions(List<Diagnostic> diagnostics) {
        this.diagnostics = diagnostics;
    }

    static void check(List<TopologyReader> readers, List<Diagnostic> diagnostics) {
        var collisions = new TopicCollisions(diagnostics);
        for (var reader : readers) {
            reader.name().ifPresent(topology -> {
                collisions.add(
                        TOPICS.resultEpochs(topology, GENERATION),
                        new Owner(topology, "topology \"" + topology + "\"", reader.nameAt()));
                for (var target : reader.targets()) {
                    collisions.add(
                            TOPICS.results(topology, target.view(), GENERATION),
                            new Owner(
                                    topology,
                                    "view \"" + target.view() + "\" of topology \"" + topology + "\"",
                                    target.where()));
                }
            });
        }
    }

    private void add(String topic, Owner owner) {
        var first = owners.putIfAbsent(topic.replace('.', '_'), owner);
        // Two topologies of one name, or views of one table, are told of by what they are.
        if (first != null && !first.topology().equals(owner.topology())) {
            diagnostics.add(Diagnostic.error(
                    DiagnosticCode.DUPLICATE_TOPOLOGY,
                    owner.what() + " would share a Kafka topic with " + first.what()
                            + ": Kafka takes . and _ in names of topics for the same",
                    "the other is at " + first.where() + "; give one of them another name",
                    owner.where()));
        }
    }
}
