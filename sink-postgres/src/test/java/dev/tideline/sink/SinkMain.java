package dev.tideline.sink;

import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;

/** A sink in a process of its own, to be killed. Arguments: JDBC URL, user, password, bootstrap servers, topic prefix. */
final class SinkMain {

    private SinkMain() {}

    public static void main(String[] arguments) throws Exception {
        var sink = new Sink(new SinkSettings(
                new TidelineConfig.Database(arguments[0], arguments[1], new Secret(arguments[2])),
                Map.of("bootstrap.servers", arguments[3]),
                arguments[4],
                (short) 1,
                new SimpleMeterRegistry(),
                null,
                new SinkLimits(200, 200_000)));
        sink.start();
        // Ends with the test: its end of the pipe closes.
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        sink.close();
    }
}
