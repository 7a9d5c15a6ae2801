package dev.tideline.ingest.capture;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.pipeline.source.spi.EventMetadataProvider;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;
import io.debezium.pipeline.txmetadata.TransactionInfo;
import io.debezium.pipeline.txmetadata.TransactionMonitor;
import io.debezium.schema.SchemaNameAdjuster;
import io.debezium.spi.schema.DataCollectionId;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * Debezium's beginnings and ends of transactions without its block in each row. Of a row it only counts that it was there;
 * {@link RecordReader} numbers the rows. The block takes Debezium as long as the parsing of the row (it is formatted anew for each).
 */
final class RowCountingMonitor extends TransactionMonitor {

    private final TransactionMonitor boundaries;

    RowCountingMonitor(PostgresConnectorConfig config, TransactionMonitor boundaries) {
        super(config, new NothingOfRows(), SchemaNameAdjuster.NO_OP, record -> {}, "transactions");
        this.boundaries = boundaries;
    }

    @Override
    public void dataEvent(
            Partition partition, DataCollectionId source, OffsetContext offset, Object key, Struct value) {
        var transaction = offset.getTransactionContext();
        transaction.setTotalEventCount(transaction.getTotalEventCount() + 1);
    }

    @Override
    public void transactionStartedEvent(
            Partition partition, TransactionInfo info, OffsetContext offset, Instant timestamp)
            throws InterruptedException {
        boundaries.transactionStartedEvent(partition, info, offset, timestamp);
    }

    @Override
    public void transactionCommittedEvent(Partition partition, OffsetContext offset, Instant timestamp)
            throws InterruptedException {
        boundaries.transactionCommittedEvent(partition, offset, timestamp);
    }

    /** What the superclass would ask about rows, were it told of any. */
    private static final class NothingOfRows implements EventMetadataProvider {

        @Override
        public Instant getEventTimestamp(DataCollectionId source, OffsetContext offset, Object key, Struct value) {
            return null;
        }

        @Override
        public Map<String, String> getEventSourcePosition(
                DataCollectionId source, OffsetContext offset, Object key, Struct value) {
            return Map.of();
        }

        @Override
        public String getTransactionId(DataCollectionId source, OffsetContext offset, Object key, Struct value) {
            return null;
        }
    }
}
