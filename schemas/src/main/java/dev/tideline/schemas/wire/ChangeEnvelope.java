package dev.tideline.schemas.wire;

/**
 * The JSON of a change record: Debezium's envelope without schema, so that any Debezium consumer can read it.
 *
 * <pre>
 * key    {"id":1}                        the primary key; null for a table without an immediate one
 * value  {"before":{…}|null,"after":{…}|null,
 *         "source":{"version":…,"connector":"postgresql","name":prefix,"ts_ms":…,"db":…,"schema":…,"table":…,"txId":…,"lsn":…},
 *         "op":"c"|"u"|"d"|"t"|"r","ts_ms":…,
 *         "transaction":{"id":…,"total_order":…,"data_collection_order":…}}
 * </pre>
 *
 * {@code c u d} are single rows, {@code t} is a TRUNCATE (null key, sent to every partition), {@code r} a row of a snapshot
 * topic. An update that changes the primary key comes as {@code d} of the old and {@code c} of the new key. A deletion is
 * not followed by a tombstone. {@code before} is complete only under REPLICA IDENTITY FULL; otherwise only its key columns
 * mean anything.
 *
 * <p>How values are written, in change and snapshot topics alike (domains as their base type):
 *
 * <table>
 * <tr><td>boolean</td><td>true, false</td></tr>
 * <tr><td>smallint, integer, bigint, oid</td><td>number</td></tr>
 * <tr><td>real, double precision</td><td>number, shortest form that reads back the same; "NaN", "Infinity", "-Infinity"</td></tr>
 * <tr><td>numeric</td><td>string with PostgreSQL's digits, so that the scale survives; "NaN", "Infinity", "-Infinity"</td></tr>
 * <tr><td>bytea</td><td>string, base64</td></tr>
 * <tr><td>date</td><td>number of days since 1970-01-01; "infinity", "-infinity"</td></tr>
 * <tr><td>time</td><td>number of microseconds since midnight</td></tr>
 * <tr><td>timestamp</td><td>number of microseconds since 1970-01-01 00:00; "infinity", "-infinity"</td></tr>
 * <tr><td>timestamp with time zone</td><td>string, ISO 8601 in UTC as {@link java.time.Instant#toString()} writes it, with up
 *     to six digits of fraction; "infinity", "-infinity"</td></tr>
 * <tr><td>interval</td><td>string, ISO 8601 with signed parts: P1Y2M-3DT4H5M6.789S, all six parts always present</td></tr>
 * <tr><td>arrays of one dimension with lower bound 1, and empty ones</td><td>array of the element's form, null for NULL</td></tr>
 * <tr><td>other arrays</td><td>string, PostgreSQL's text form</td></tr>
 * <tr><td>everything else (text, varchar, char with its padding, json, jsonb, uuid, enums …)</td><td>string, PostgreSQL's text
 *     form</td></tr>
 * </table>
 */
public final class ChangeEnvelope {

    public static final String BEFORE = "before";
    public static final String AFTER = "after";
    public static final String SOURCE = "source";
    public static final String OP = "op";
    public static final String TS_MS = "ts_ms";
    public static final String TRANSACTION = "transaction";

    private ChangeEnvelope() {}
}
