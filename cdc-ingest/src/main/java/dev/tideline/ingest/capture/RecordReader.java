package dev.tideline.ingest.capture;

import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TableName;
import io.debezium.connector.postgresql.SourceInfo;
import io.debezium.data.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Turns Debezium's records into {@link SourceEvent}s. Used by one thread. */
final class RecordReader {

    private static final String TRANSACTION_STATUS = "status";
    private static final String EVENT_COUNT = "event_count";
    private static final String BEGIN = "BEGIN";
    private static final String END = "END";

    private final InFlightBytes inFlight;
    private final Map<Schema, Envelopes> envelopes = new IdentityHashMap<>();
    private final Map<TableName, TableCount> rowsOfTables = new HashMap<>();
    private long transactions;
    private long rows;

    RecordReader(InFlightBytes inFlight) {
        this.inFlight = inFlight;
    }

    /** The event, or null for a record that says nothing new (the beginning of a transaction). */
    SourceEvent read(SourceRecord record) {
        var value = (Struct) record.value();
        Schema schema = value.schema();
        var envelope = envelopes.get(schema);
        if (envelope != null) {
            return envelope.read(value);
        }
        if (schema.field(TRANSACTION_STATUS) != null) {
            return boundary(record, value);
        }
        if (schema.field("message") != null) {
            return mark(value);
        }
        envelope = new Envelopes(schema, value.getStruct(Envelope.FieldName.SOURCE));
        envelopes.put(schema, envelope);
        return envelope.read(value);
    }

    private SourceEvent boundary(SourceRecord record, Struct value) {
        String status = value.getString(TRANSACTION_STATUS);
        if (BEGIN.equals(status)) {
            transactions++;
            rows = 0;
        }
        if (!END.equals(status)) {
            return null;
        }
        Map<String, ?> offset = record.sourceOffset();
        long micros = (Long) offset.get(SourceInfo.TIMESTAMP_USEC_KEY);
        return new SourceEvent.TransactionEnd(
                (Long) offset.get(SourceInfo.TXID_KEY),
                new Lsn((Long) offset.get(SourceInfo.LSN_KEY)),
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000),
                value.getInt64(EVENT_COUNT));
    }

    private SourceEvent mark(Struct value) {
        var source = value.getStruct(Envelope.FieldName.SOURCE);
        var message = value.getStruct("message");
        var content = message.getBytes("content");
        return new SourceEvent.Mark(
                new Lsn(source.getInt64(SourceInfo.LSN_KEY)), new String(content, StandardCharsets.UTF_8));
    }

    /** How many rows of a table have come in this transaction. */
    private static final class TableCount {

        private long transaction;
        private long rows;

        long next(long current) {
            if (transaction != current) {
                transaction = current;
                rows = 0;
            }
            return ++rows;
        }
    }

    /** How to read the envelopes of one version of one table. */
    private final class Envelopes {

        private final TableLayout layout;
        private final Field operation;
        private final Field before;
        private final Field after;
        private final Field source;
        private final TableCount count;
        private final Field[] columns;
        private final Field lsn;
        private final Field transactionId;
        private final Field micros;
        private final Field bytes;

        Envelopes(Schema schema, Struct firstSource) {
            operation = schema.field(Envelope.FieldName.OPERATION);
            before = schema.field(Envelope.FieldName.BEFORE);
            after = schema.field(Envelope.FieldName.AFTER);
            source = schema.field(Envelope.FieldName.SOURCE);
            List<Field> fields = after.schema().fields();
            columns = fields.toArray(Field[]::new);
            var described = new ArrayList<TableLayout.Column>(columns.length);
            for (Field field : fields) {
                int type = Integer.parseInt(field.schema().parameters().get(RawTextConverter.TYPE));
                described.add(new TableLayout.Column(field.name(), type));
            }
            layout = new TableLayout(
                    new TableName(
                            firstSource.getString(SourceInfo.SCHEMA_NAME_KEY),
                            firstSource.getString(SourceInfo.TABLE_NAME_KEY)),
                    described);
            count = rowsOfTables.computeIfAbsent(layout.table(), table -> new TableCount());
            Schema sourceSchema = source.schema();
            lsn = sourceSchema.field(SourceInfo.LSN_KEY);
            transactionId = sourceSchema.field(SourceInfo.TXID_KEY);
            Field lean = sourceSchema.field(SourceInfo.TIMESTAMP_USEC_KEY);
            micros = lean != null ? lean : sourceSchema.field("ts_us");
            bytes = sourceSchema.field(LeanSourceInfo.BYTES);
        }

        RowChange read(Struct value) {
            var origin = (Struct) value.get(source);
            if (bytes != null && origin.get(bytes) != null) {
                inFlight.release((Long) origin.get(bytes));
            }
            return new RowChange(
                    layout,
                    ((String) value.get(operation)).charAt(0),
                    row((Struct) value.get(before)),
                    row((Struct) value.get(after)),
                    (Long) origin.get(lsn),
                    (Long) origin.get(transactionId),
                    (Long) origin.get(micros),
                    ++rows,
                    count.next(transactions));
        }

        private String[] row(Struct struct) {
            if (struct == null) {
                return null;
            }
            var row = new String[columns.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = (String) struct.get(columns[i]);
            }
            return row;
        }
    }
}
