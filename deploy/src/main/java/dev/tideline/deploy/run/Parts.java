package dev.tideline.deploy.run;

import dev.tideline.deploy.http.Check;
import dev.tideline.ingest.Ingest;
import dev.tideline.ingest.IngestLimits;
import dev.tideline.ingest.IngestSettings;
import dev.tideline.sink.Sink;
import dev.tideline.sink.SinkSettings;

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
            public void close() {
                ingest.close();
            }
        };
    }

    private static RunningPart engine(Installation installation) {
        throw new UnsupportedOperationException("wired when the engine lands");
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
            public void close() {
                sink.close();
            }
        };
    }
}
