package dev.tideline.schemas.wire;

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
 * topic.
 */
public final class TopicNames {

    private final String prefix;

    public TopicNames(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }

    public String changes(TableName table) {
        return prefix + "." + escape(table.schema()) + "." + escape(table.name());
    }

    public String epochs() {
        return prefix + ".epochs";
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
        return prefix + ".snapshot." + attemptId + "." + escape(table.schema()) + "." + escape(table.name());
    }

    public String topologies() {
        return prefix + ".topologies";
    }

    public String results(String topology, String view, int generation) {
        return prefix + "." + escape(topology) + "." + escape(view) + ".g" + generation;
    }

    public String resultEpochs(String topology, int generation) {
        return prefix + "." + escape(topology) + ".epochs.g" + generation;
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
                escaped.append(String.format("_x%04X_", (int) c));
            }
        }
        return escaped.toString();
    }
}
