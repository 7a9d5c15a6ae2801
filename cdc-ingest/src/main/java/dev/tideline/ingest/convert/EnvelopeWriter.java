package dev.tideline.ingest.convert;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.tideline.ingest.capture.RowChange;
import dev.tideline.schemas.wire.ChangeEnvelope;
import dev.tideline.schemas.wire.JsonBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes keys and values of change and snapshot records as {@link ChangeEnvelope} describes them. Buffers are reused: not
 * safe for use by several threads.
 */
public final class EnvelopeWriter {

    private static final SerializedString BEFORE = new SerializedString(ChangeEnvelope.BEFORE);
    private static final SerializedString AFTER = new SerializedString(ChangeEnvelope.AFTER);
    private static final SerializedString SOURCE = new SerializedString(ChangeEnvelope.SOURCE);
    private static final SerializedString OP = new SerializedString(ChangeEnvelope.OP);
    private static final SerializedString TS_MS = new SerializedString(ChangeEnvelope.TS_MS);
    private static final SerializedString TRANSACTION = new SerializedString(ChangeEnvelope.TRANSACTION);

    private static final SerializedString ID = new SerializedString("id");
    private static final SerializedString TOTAL_ORDER = new SerializedString("total_order");
    private static final SerializedString TABLE_ORDER = new SerializedString("data_collection_order");
    private static final SerializedString VERSION = new SerializedString("version");
    private static final SerializedString CONNECTOR = new SerializedString("connector");
    private static final SerializedString POSTGRESQL = new SerializedString("postgresql");
    private static final SerializedString NAME = new SerializedString("name");
    private static final SerializedString SNAPSHOT = new SerializedString("snapshot");
    private static final SerializedString CHANGE = new SerializedString("false");
    private static final SerializedString COPY = new SerializedString("true");
    private static final SerializedString DB = new SerializedString("db");
    private static final SerializedString SCHEMA = new SerializedString("schema");
    private static final SerializedString TABLE = new SerializedString("table");
    private static final SerializedString TRANSACTION_ID = new SerializedString("txId");
    private static final SerializedString LSN = new SerializedString("lsn");

    private final JsonBuffer json = new JsonBuffer();
    private final JsonBuffer names = new JsonBuffer();
    private final SerializedString server;
    private final SerializedString database;
    private final SerializedString version;
    private final List<String> unavailable = new ArrayList<>();

    /**
     * @param server Debezium's name of the source, which here is the topic prefix
     * @param version of Debezium, as its envelope tells it
     */
    public EnvelopeWriter(String server, String database, String version) {
        this.server = new SerializedString(server);
        this.database = new SerializedString(database);
        this.version = new SerializedString(version);
    }

    /** The record's key; null where the table has none, or the record is of no row. */
    public byte[] key(RowShape shape, RowChange change) {
        String[] row = change.after() != null ? change.after() : change.before();
        return row == null ? null : key(shape, row);
    }

    /** The key of a row, null where the table has none. */
    public byte[] key(RowShape shape, String[] row) {
        return shape.keyed() ? json.document(out -> shape.writeKey(row, out)) : null;
    }

    /** The envelope of a change. */
    public byte[] value(RowShape shape, RowChange change) {
        unavailable.clear();
        return json.document(out -> {
            out.writeStartObject();
            out.writeFieldName(BEFORE);
            writeRow(shape, change.before(), out, false);
            out.writeFieldName(AFTER);
            writeRow(shape, change.after(), out, true);
            writeSource(shape, change, out);
            out.writeFieldName(OP);
            out.writeString(operation(change.operation()));
            out.writeFieldName(TS_MS);
            out.writeNumber(System.currentTimeMillis());
            out.writeFieldName(TRANSACTION);
            out.writeStartObject();
            out.writeFieldName(ID);
            out.writeString(change.transactionId() + ":" + change.lsn());
            out.writeFieldName(TOTAL_ORDER);
            out.writeNumber(change.totalOrder());
            out.writeFieldName(TABLE_ORDER);
            out.writeNumber(change.tableOrder());
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    /** The JSON array of the columns whose values the change just written does not know; null if it knows them all. */
    public byte[] unavailable() {
        if (unavailable.isEmpty()) {
            return null;
        }
        return names.document(out -> {
            out.writeStartArray();
            for (String column : unavailable) {
                out.writeString(column);
            }
            out.writeEndArray();
        });
    }

    /** The envelope of a row of a snapshot. */
    public byte[] snapshotValue(RowShape shape, String[] row, long lsn, long takenAtMs) {
        return json.document(out -> {
            out.writeStartObject();
            out.writeFieldName(BEFORE);
            out.writeNull();
            out.writeFieldName(AFTER);
            writeRow(shape, row, out, false);
            out.writeFieldName(SOURCE);
            out.writeStartObject();
            writeOrigin(shape, takenAtMs, COPY, out);
            out.writeFieldName(TRANSACTION_ID);
            out.writeNull();
            out.writeFieldName(LSN);
            out.writeNumber(lsn);
            out.writeEndObject();
            out.writeFieldName(OP);
            out.writeString("r");
            out.writeFieldName(TS_MS);
            out.writeNumber(System.currentTimeMillis());
            out.writeFieldName(TRANSACTION);
            out.writeNull();
            out.writeEndObject();
        });
    }

    private void writeRow(RowShape shape, String[] row, JsonGenerator out, boolean newRow) throws IOException {
        if (row == null) {
            out.writeNull();
            return;
        }
        out.writeStartObject();
        for (int column = 0; column < row.length; column++) {
            String text = row[column];
            if (isUnavailable(text)) {
                out.writeStringField(shape.name(column), text);
                if (newRow) {
                    unavailable.add(shape.name(column));
                }
            } else {
                shape.writeColumn(column, text, out);
            }
        }
        out.writeEndObject();
    }

    /** By identity: a value that only looks like the placeholder is a value. */
    @SuppressWarnings("StringEquality")
    private static boolean isUnavailable(String text) {
        return text == RowChange.UNAVAILABLE;
    }

    private void writeSource(RowShape shape, RowChange change, JsonGenerator out) throws IOException {
        out.writeFieldName(SOURCE);
        out.writeStartObject();
        writeOrigin(shape, Math.floorDiv(change.commitMicros(), 1_000), CHANGE, out);
        out.writeFieldName(TRANSACTION_ID);
        out.writeNumber(change.transactionId());
        out.writeFieldName(LSN);
        out.writeNumber(change.lsn());
        out.writeEndObject();
    }

    private void writeOrigin(RowShape shape, long timeMs, SerializedString snapshot, JsonGenerator out)
            throws IOException {
        out.writeFieldName(VERSION);
        out.writeString(version);
        out.writeFieldName(CONNECTOR);
        out.writeString(POSTGRESQL);
        out.writeFieldName(NAME);
        out.writeString(server);
        out.writeFieldName(TS_MS);
        out.writeNumber(timeMs);
        out.writeFieldName(SNAPSHOT);
        out.writeString(snapshot);
        out.writeFieldName(DB);
        out.writeString(database);
        out.writeFieldName(SCHEMA);
        out.writeString(shape.schemaName());
        out.writeFieldName(TABLE);
        out.writeString(shape.tableName());
    }

    private static String operation(char operation) {
        return switch (operation) {
            case 'c' -> "c";
            case 'u' -> "u";
            case 'd' -> "d";
            case 't' -> "t";
            default -> throw new IllegalStateException("unknown operation '" + operation + "'");
        };
    }
}
