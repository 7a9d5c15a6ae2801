package dev.tideline.schemas.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * What the sink must know of a topology's running generation, in {@code prefix.topologies} under the topology's name. The
 * engine writes it before the generation's first result; it also reads it at start to learn which generation runs.
 *
 * @param generation counts the plans that this topology has had, from 1
 * @param planHash identity of the plan; another hash means another generation
 * @param resultEpochs name of the topic of the result manifests
 * @param tasks how many tasks write result manifests
 * @param snapshot where the generation's first content came from; null until it has been taken
 * @param inputs the topics that the generation reads, so that the engine notices one that was deleted and made again
 */
public record TopologyDescriptor(
        String topology,
        int generation,
        @JsonProperty("plan_hash") String planHash,
        @JsonProperty("result_epochs") String resultEpochs,
        int tasks,
        IngestReply.SnapshotReady snapshot,
        List<View> views,
        Map<String, Input> inputs) {

    public TopologyDescriptor {
        views = List.copyOf(views);
        inputs = inputs == null ? Map.of() : Map.copyOf(inputs);
    }

    public TopologyDescriptor(
            String topology,
            int generation,
            String planHash,
            String resultEpochs,
            int tasks,
            IngestReply.SnapshotReady snapshot,
            List<View> views) {
        this(topology, generation, planHash, resultEpochs, tasks, snapshot, views, Map.of());
    }

    /**
     * A topic that a generation reads.
     *
     * @param id Kafka's id of the topic
     * @param from offset of the first record that the generation reads
     */
    public record Input(String id, long from) {}

    /**
     * A view and the relation that shows it.
     *
     * @param relation the relation that users query, in the target
     * @param topic where the result rows stand
     * @param key names of the columns of the natural key, in order. Empty and {@code bag} false: always at most one row.
     *     Meaningless if {@code bag}
     * @param bag the result has no natural key. Its records are then keyed by {@link ViewRow#ROW_ID} and carry
     *     {@link ViewRow#COUNT}, how often the row occurs; the sink keeps them in a table of its own and shows them through
     *     a plain SQL view under the relation's name
     * @param indexes further indexes that the user asks for, as lists of column names
     */
    public record View(
            String name,
            TableName relation,
            String topic,
            List<Column> columns,
            List<String> key,
            boolean bag,
            List<List<String>> indexes,
            String description) {

        public View {
            columns = List.copyOf(columns);
            key = List.copyOf(key);
            indexes = List.copyOf(indexes);
        }
    }

    /**
     * A column of a view.
     *
     * @param type PostgreSQL's {@code format_type}, such as {@code numeric(10,2)}, with the schema where it is not
     *     pg_catalog's; ready to be used in DDL
     * @param collation quoted name of a collation other than the type's own, or null
     * @param comparison how {@code verify} compares the column
     * @param userType definition of the enum or domain (or of an array's element) that may have to be created in the
     *     target first, or null
     * @param notNull true if the analysis proves that the column is never NULL; false means that it is not known. A key
     *     whose columns are all proven becomes a primary key in the target, any other a unique index
     */
    public record Column(
            String name,
            String type,
            String collation,
            Comparison comparison,
            UserType userType,
            @JsonProperty("not_null") boolean notNull) {

        /** A column of which it is not known whether it can be NULL. */
        public Column(String name, String type, String collation, Comparison comparison, UserType userType) {
            this(name, type, collation, comparison, userType, false);
        }
    }

    /** How two values of a column compare in {@code verify}; SQL leaves open what all but the first show. */
    public enum Comparison {
        /** Byte for byte in PostgreSQL's text form. */
        EXACT,
        /** With the type's equality: 1.0 and 1.00 are the same. */
        TYPE_EQUALITY,
        /** Sums of floating point numbers, whose last digits depend on the order of addition. */
        FLOAT_TOLERANCE,
        /** Arrays, texts and jsons that were put together in an open order: the same characters of their text forms, in any order. */
        ANY_ORDER,
        /** Not: the value may come from any of several rows that the query's order leaves tied. */
        TIED,
        /** Nothing of the view: which rows it has depends on an order that leaves ties. */
        TIED_ROWS
    }

    /**
     * An enum or a domain of the source.
     *
     * @param labels the enum's labels in order; null for a domain
     * @param baseType the domain's base type as DDL; null for an enum
     */
    public record UserType(
            TableName name,
            List<String> labels,
            @JsonProperty("base_type") String baseType) {}
}
