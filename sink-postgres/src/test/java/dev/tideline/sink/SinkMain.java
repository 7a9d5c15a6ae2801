package dev.tideline.sink;

import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A sink in a process of its own, to be killed. Arguments: JDBC URL, user, password, bootstrap servers, topic prefix,
 * rows per transaction, bytes that may wait in memory.
 */
final class SinkMain {

    private SinkMain() {}

    static Process start(SinkTestBed bed, SinkLimits limits, int heapMegabytes) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMegabytes + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SinkMain.class.getName(),
                        bed.database.url(),
                        bed.database.user(),
                        bed.database.password(),
                        bed.bootstrapServers,
                        bed.prefix,
                        String.valueOf(limits.transactionRowsMax()),
                        String.valueOf(limits.waitingBytesMax()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        var sink = new Sink(new SinkSettings(
                new TidelineConfig.Database(arguments[0], arguments[1], new Secret(arguments[2])),
                Map.of("bootstrap.servers", arguments[3]),
                arguments[4],
                (short) 1,
                new SimpleMeterRegistry(),
                null,
                new SinkLimits(Integer.parseInt(arguments[5]), Long.parseLong(arguments[6]))));
        sink.start();
        // Ends with the test: its end of the pipe closes.
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        sink.close();
    }
}
