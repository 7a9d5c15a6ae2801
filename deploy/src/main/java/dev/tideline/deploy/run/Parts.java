package dev.tideline.deploy.run;

import dev.tideline.deploy.http.Check;
import dev.tideline.engine.Engine;
import dev.tideline.engine.EngineSettings;
import dev.tideline.engine.runtime.TopologyHealth;
import dev.tideline.ingest.Ingest;
import dev.tideline.ingest.IngestLimits;
import dev.tideline.ingest.IngestSettings;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.sink.Sink;
import dev.tideline.sink.SinkSettings;
import java.util.List;
import java.util.Locale;

/** Starts each part with its settings. */
final class Parts {

    private Parts() {}

    static RunningPart start(Part part, Installation installation) {
        return switch (part) {
            case INGEST -> ingest(installation);
            case ENGINE -> engine(installation);
            case SINK -> sink(installation);
        };
    }

    private static RunningPart ingest(Installation installation) {
        var config = installation.config();
        var ingest = new Ingest(new IngestSettings(
                config.source(),
                installation.kafka(),
                config.kafka().topicPrefix(),
                config.kafka().retention(),
                config.kafka().replicationFactor(),
                installation.targetIsSource(),
                installation.meters(),
                IngestLimits.DEFAULT));
        ingest.start();
        return new RunningPart() {

            @Override
            public Check check() {
                var health = ingest.health();
                return new Check(Part.INGEST.word(), health.live(), health.ready(), health.reasons());
            }

            @Override
            public List<Diagnostic> obstacles() {
                var failure = ingest.health().failure();
                return failure == null ? List.of() : List.of(failure);
            }

            @Override
            public void close() {
                ingest.close();
            }
        };
    }

    private static RunningPart engine(Installation installation) {
        var config = installation.config();
        var engine = new Engine(
                new EngineSettings(
                        config.source().database(),
                        installation.topologies(),
                        installation.kafka(),
                        config.kafka().topicPrefix(),
                        config.kafka().retention(),
                        config.kafka().replicationFactor(),
                        config.dataDir().resolve("engine"),
                        installation.meters()),
                Compilers.of(config, installation.topologies()));
        engine.start();
        return new RunningPart() {

            @Override
            public Check check() {
                var health = engine.health();
                var reasons = health.stream()
                        .filter(topology -> topology.state() != TopologyHealth.State.LIVE)
                        .map(Parts::describe)
                        .toList();
                return new Check(Part.ENGINE.word(), true, reasons.isEmpty(), reasons);
            }

            @Override
            public List<Diagnostic> obstacles() {
                return engine.health().stream()
                        .filter(topology -> topology.state() == TopologyHealth.State.FAILED)
                        .flatMap(topology -> topology.diagnostics().stream())
                        .toList();
            }

            @Override
            public void close() {
                engine.close();
            }
        };
    }

    private static String describe(TopologyHealth topology) {
        var text = new StringBuilder("topology ")
                .append(topology.topology())
                .append(" is ")
                .append(topology.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (topology.detail() != null && !topology.detail().isBlank()) {
            text.append(" (").append(topology.detail()).append(')');
        }
        if (topology.expected() > 0) {
            text.append(", ").append(topology.done()).append(" of ").append(topology.expected());
        }
        topology.diagnostics().stream().limit(1).forEach(first -> text.append(": ")
                .append(first.message()));
        return text.toString();
    }

    private static RunningPart sink(Installation installation) {
        var config = installation.config();
        var sink = new Sink(new SinkSettings(
                config.target(),
                installation.kafka(),
                config.kafka().topicPrefix(),
                config.kafka().replicationFactor(),
                installation.meters()));
        sink.start();
        return new RunningPart() {

            @Override
            public Check check() {
                var health = sink.health();
                return new Check(Part.SINK.word(), health.live(), health.ready(), health.reasons());
            }

            @Override
            public List<Diagnostic> obstacles() {
                return List.of();
            }

            @Override
            public void close() {
                sink.close();
            }
        };
    }
}
