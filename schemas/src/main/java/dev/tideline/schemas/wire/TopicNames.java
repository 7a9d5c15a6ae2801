package dev.tideline.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names of all topics of one Tideline installation. They follow from the {@code topic.prefix} alone, so that
 * every part finds every other part's topics without being told.
 *
 * <pre>
 * prefix.schema.table                 changes of a source table          ingest → engine
 * prefix.epochs                       one manifest per source epoch      ingest → engine
 * prefix.offsets                      ingest's own resume position       ingest → ingest (compacted)
 * prefix.requests                     wishes to ingest                   engine, verify → ingest
 * prefix.replies                      ingest's answers                   ingest → engine, verify
 * prefix.snapshot.id.schema.table     a table's rows at one LSN          ingest → engine
 * prefix.topologies                   what the sink must know            engine → sink (compacted, key = topology)
 * prefix.topology.view.gN             result rows of generation N        engine → sink
 * prefix.topology.epochs.gN           one manifest per result epoch      engine → sink
 * </pre>
 *
 * Characters that Kafka refuses in a topic name are written as {@code _xHHHH_} (UTF-16 code unit in hexadecimal), and
 * an underscore that could be mistaken for such an escape is escaped itself, so that different tables never share a
 * topic. A view called {@code epochs} is escaped, too, and a name that is longer than Kafka allows ends in a digest of
 * its whole self.
 */
public final class TopicNames {

    /** Kafka's limit. */
    static final int LONGEST_TOPIC = 249;

    private static final String EPOCHS = "epochs";
    /** Escaping never leaves {@code _x} in front of anything but four digits, so no short name looks like a cut one. */
    private static final String DIGEST_MARK = "_xsha256_";

    private static final int DIGEST_BYTES = 16;

    private final String prefix;

    public TopicNames(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }

    public String changes(TableName table) {
        return bounded(prefix + "." + escape(table.schema()) + "." + escape(table.name()));
    }

    public String epochs() {
        return prefix + "." + EPOCHS;
    }

    public String offsets() {
        return prefix + ".offsets";
    }

    public String requests() {
        return prefix + ".requests";
    }

    public String replies() {
        return prefix + ".replies";
    }

    /** The topic of one table in one attempt at a snapshot; {@code attemptId} is fresh for every attempt. */
    public String snapshot(String attemptId, TableName table) {
        return bounded(prefix + ".snapshot." + attemptId + "." + escape(table.schema()) + "." + escape(table.name()));
    }

    public String topologies() {
        return prefix + ".topologies";
    }

    public String results(String topology, String view, int generation) {
        String name = view.equals(EPOCHS) ? escape(view.charAt(0)) + view.substring(1) : escape(view);
        return bounded(prefix + "." + escape(topology) + "." + name + ".g" + generation);
    }

    public String resultEpochs(String topology, int generation) {
        return bounded(prefix + "." + escape(topology) + "." + EPOCHS + ".g" + generation);
    }

    /** The Kafka Streams application id, which also names its internal topics and its consumer group. */
    public String application(String topology, int generation) {
        return prefix + "." + escape(topology) + ".g" + generation;
    }

    static String escape(String name) {
        var escaped = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
            boolean startsAnEscape = c == '_' && name.startsWith("_x", i);
            if (plain || c == '_' && !startsAnEscape) {
                escaped.append(c);
            } else {
                escaped.append(escape(c));
            }
        }
        return escaped.toString();
    }

    private static String escape(char c) {
        return String.format("_x%04X_", (int) c);
    }

    private static String bounded(String name) {
        if (name.length() <= LONGEST_TOPIC) {
            return name;
        }
        String end = DIGEST_MARK + HexFormat.of().formatHex(sha256(name), 0, DIGEST_BYTES);
        return name.substring(0, LONGEST_TOPIC - end.length()) + end;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
