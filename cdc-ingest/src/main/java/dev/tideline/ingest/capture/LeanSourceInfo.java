package dev.tideline.ingest.capture;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.SourceInfoStructMaker;
import io.debezium.connector.postgresql.SourceInfo;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Instant;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Makes the {@code source} block of a record with only what {@link RecordReader} reads. Debezium's own spends as much on
 * it as on parsing the row (it runs a JSON mapper for each event).
 */
public final class LeanSourceInfo implements SourceInfoStructMaker<SourceInfo> {

    static final String BYTES = "bytes";

    private static final MethodHandle TRANSACTION_ID = handle("txId", Long.class);
    private static final MethodHandle TIMESTAMP = handle("timestamp", Instant.class);
    private static final MethodHandle SCHEMA_NAME = handle("schemaName", String.class);
    private static final MethodHandle TABLE_NAME = handle("tableName", String.class);

    private final Schema schema = SchemaBuilder.struct()
            .name("dev.tideline.Source")
            .field(SourceInfo.TIMESTAMP_USEC_KEY, Schema.OPTIONAL_INT64_SCHEMA)
            .field(SourceInfo.TXID_KEY, Schema.OPTIONAL_INT64_SCHEMA)
            .field(SourceInfo.LSN_KEY, Schema.OPTIONAL_INT64_SCHEMA)
            .field(SourceInfo.XMIN_KEY, Schema.OPTIONAL_INT64_SCHEMA)
            .field(SourceInfo.SCHEMA_NAME_KEY, Schema.OPTIONAL_STRING_SCHEMA)
            .field(SourceInfo.TABLE_NAME_KEY, Schema.OPTIONAL_STRING_SCHEMA)
            .field(BYTES, Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private final Field timestamp = schema.field(SourceInfo.TIMESTAMP_USEC_KEY);
    private final Field transactionId = schema.field(SourceInfo.TXID_KEY);
    private final Field lsn = schema.field(SourceInfo.LSN_KEY);
    private final Field schemaName = schema.field(SourceInfo.SCHEMA_NAME_KEY);
    private final Field tableName = schema.field(SourceInfo.TABLE_NAME_KEY);
    private final Field bytes = schema.field(BYTES);

    /** Whether this release of Debezium has the accessors that we need; otherwise its own maker serves. */
    static boolean supported() {
        return TRANSACTION_ID != null && TIMESTAMP != null && SCHEMA_NAME != null && TABLE_NAME != null;
    }

    private static MethodHandle handle(String method, Class<?> type) {
        try {
            var lookup = MethodHandles.privateLookupIn(SourceInfo.class, MethodHandles.lookup());
            return lookup.findVirtual(SourceInfo.class, method, MethodType.methodType(type));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    @Override
    public void init(String connector, String version, CommonConnectorConfig config) {
        // Nothing of it is in the block.
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Struct struct(SourceInfo info) {
        try {
            var time = (Instant) TIMESTAMP.invokeExact(info);
            var struct = new Struct(schema);
            if (time != null) {
                struct.put(timestamp, time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000);
            }
            struct.put(transactionId, (Long) TRANSACTION_ID.invokeExact(info));
            if (info.lsn() != null) {
                struct.put(lsn, info.lsn().asLong());
            }
            struct.put(schemaName, (String) SCHEMA_NAME.invokeExact(info));
            struct.put(tableName, (String) TABLE_NAME.invokeExact(info));
            var inFlight = InFlightBytes.ofThread();
            if (inFlight != null) {
                struct.put(bytes, inFlight.charge());
            }
            return struct;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Debezium's source info cannot be read", e);
        }
    }
}
