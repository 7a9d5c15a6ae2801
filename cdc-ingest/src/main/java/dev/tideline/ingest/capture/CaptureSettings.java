package dev.tideline.ingest.capture;

import dev.tideline.schemas.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the capture needs to know.
 *
 * @param hosts {@code host:port} of the server; several for a failover list
 * @param driverProperties further connection properties of the user's URL
 * @param markPrefix prefix of the log messages to deliver as {@link SourceEvent.Mark}s; all others are dropped
 * @param excludedTables {@code schema.table} regular expressions of tables that Debezium must not even look at
 * @param pollInterval how long a poll may wait for its batch to fill; a floor under the latency
 * @param maxBytesInFlight raw text read from the source but not yet polled, beyond which reading pauses
 */
public record CaptureSettings(
        String name,
        List<String> hosts,
        String database,
        String user,
        Secret password,
        Map<String, String> driverProperties,
        String slot,
        String publication,
        String markPrefix,
        List<String> excludedTables,
        Duration pollInterval,
        long maxBytesInFlight) {

    public CaptureSettings {
        hosts = List.copyOf(hosts);
        driverProperties = Map.copyOf(driverProperties);
        excludedTables = List.copyOf(excludedTables);
    }
}
