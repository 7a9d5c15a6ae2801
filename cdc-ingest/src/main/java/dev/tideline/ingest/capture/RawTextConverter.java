package dev.tideline.ingest.capture;

import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.util.Properties;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Keeps every column of every type as PostgreSQL's text, which {@link RawTextStream} delivers. Debezium's own mapping
 * omits columns of some types, is lossy for others (intervals, infinity, BC, arrays) and spends a fifth of its time on
 * timestamps that are only to be printed again.
 */
public final class RawTextConverter implements CustomConverter<SchemaBuilder, RelationalColumn> {

    /** Parameter of a field's schema: the OID of the column's type. */
    static final String TYPE = "tideline.type";

    @Override
    public void configure(Properties properties) {
        // Nothing to configure.
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        registration.register(
                new TextSchema().optional().parameter(TYPE, Integer.toString(column.nativeType())),
                RawTextConverter::convert);
    }

    private static Object convert(Object value) {
        if (value instanceof String || value == null) {
            return value;
        }
        // The rest are column defaults, which Debezium offers in its own representation and which TextSchema drops.
        return UnchangedToastedReplicationMessageColumn.isUnchangedToastedValue(value) ? RowChange.UNAVAILABLE : null;
    }

    /** A default would replace NULL when the value is read. */
    private static final class TextSchema extends SchemaBuilder {

        TextSchema() {
            super(Schema.Type.STRING);
        }

        @Override
        public SchemaBuilder defaultValue(Object value) {
            return this;
        }
    }
}
