package dev.tideline.embedded;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * The child process of {@link EmbeddedKafka}: formats the log directory on first use, then becomes Kafka's own server. One
 * JVM for both, since starting a JVM is most of what formatting costs.
 *
 * <p>Arguments: the file of server properties, the cluster id.
 */
public final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) {
        var properties = arguments[0];
        var clusterId = arguments[1];
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int code = StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "--cluster-id", clusterId, "--config", properties}, out);
        if (code != 0) {
            System.exit(code);
        }
        Kafka.main(new String[] {properties});
    }
}
