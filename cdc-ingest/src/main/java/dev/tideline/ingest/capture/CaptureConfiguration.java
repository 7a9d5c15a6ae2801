package dev.tideline.ingest.capture;

import dev.tideline.schemas.config.Secret;
import io.debezium.connector.postgresql.PostgresConnector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The configuration of Debezium's task. */
final class CaptureConfiguration {

    /** Fixes the text form of all values, whatever the server's, the database's or the role's settings say. */
    static final String SESSION_STATEMENTS = "SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO, MDY';"
            + " SET IntervalStyle TO 'postgres'; SET bytea_output TO 'hex'; SET extra_float_digits TO 1;"
            + " SET xmloption TO 'content'; SET lc_monetary TO 'C'";

    private CaptureConfiguration() {}

    static Map<String, String> of(CaptureSettings settings) {
        var config = new LinkedHashMap<String, String>();
        config.put("name", settings.name());
        config.put("connector.class", PostgresConnector.class.getName());
        config.put("topic.prefix", "capture");
        connection(settings, config);
        stream(settings, config);
        values(config);
        return config;
    }

    private static void connection(CaptureSettings settings, Map<String, String> config) {
        var hosts = settings.hosts();
        String last = hosts.get(hosts.size() - 1);
        int colon = last.lastIndexOf(':');
        String hostname = String.join(",", hosts);
        config.put("database.hostname", hostname.substring(0, hostname.length() - (last.length() - colon)));
        config.put("database.port", last.substring(colon + 1));
        config.put("database.dbname", settings.database());
        config.put("database.user", settings.user());
        config.put("database.password", reveal(settings.password()));
        settings.driverProperties().forEach((key, value) -> config.put("driver." + key, value));
    }

    private static String reveal(Secret password) {
        return password == null ? "" : password.reveal();
    }

    private static void stream(CaptureSettings settings, Map<String, String> config) {
        config.put("plugin.name", "pgoutput");
        config.put("slot.name", settings.slot());
        config.put("publication.name", settings.publication());
        config.put("publication.autocreate.mode", "disabled");
        config.put("slot.drop.on.stop", "false");
        config.put("lsn.flush.mode", "connector");
        config.put("snapshot.mode", "no_data");
        config.put("provide.transaction.metadata", "true");
        config.put("tombstones.on.delete", "false");
        config.put("skipped.operations", "none");
        config.put("message.prefix.include.list", Pattern.quote(settings.markPrefix()));
        config.put("heartbeat.interval.ms", "0");
        config.put("poll.interval.ms", Long.toString(settings.pollInterval().toMillis()));
        config.put("max.batch.size", "4096");
        config.put("max.queue.size", "16384");
        // The bytes in flight are bounded by InFlightBytes: Debezium's own bound walks over every object of every
        // record.
        config.put("max.queue.size.in.bytes", "0");
        config.put("status.update.interval.ms", "5000");
        // Errors are ours to handle: the whole pipeline is rebuilt from the committed position.
        config.put("errors.max.retries", "0");
        config.put("slot.max.retries", "0");
        config.put("statistics.metrics.enabled", "false");
        if (!settings.excludedTables().isEmpty()) {
            config.put("table.exclude.list", String.join(",", settings.excludedTables()));
        }
    }

    private static void values(Map<String, String> config) {
        config.put("converters", "raw");
        config.put("raw.type", RawTextConverter.class.getName());
        if (LeanSourceInfo.supported()) {
            config.put("sourceinfo.struct.maker", LeanSourceInfo.class.getName());
        }
        config.put("event.processing.failure.handling.mode", "fail");
        // Values cannot fail, they stay text. What can fail is Debezium's evaluation of a column's default, which is
        // not
        // used at all and must not stop the stream.
        config.put("event.converting.failure.handling.mode", "skip");
        config.put("schema.name.adjustment.mode", "none");
        config.put("topic.naming.strategy", OneTopic.class.getName());
    }
}
