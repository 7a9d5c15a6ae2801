package dev.tideline.ingest.capture;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import io.debezium.connector.postgresql.connection.WalPositionLocator;
import io.debezium.connector.postgresql.spi.SlotCreationResult;
import io.debezium.jdbc.JdbcConnection;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.source.spi.DataChangeEventListener;
import io.debezium.pipeline.txmetadata.TransactionMonitor;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Debezium's PostgreSQL task with a replication stream that delivers text, and without what costs more than the rows themselves: the
 * metrics listener, which describes every event in words for an attribute that nobody reads (half of the task's processor time),
 * and the transaction block in each row ({@link RowCountingMonitor}).
 */
final class RawTextTask extends PostgresConnectorTask {

    private static final Logger LOGGER = LoggerFactory.getLogger(RawTextTask.class);

    private final InFlightBytes inFlight;
    private final Arrivals arrivals;
    private volatile boolean streaming;

    RawTextTask(InFlightBytes inFlight, Arrivals arrivals) {
        this.inFlight = inFlight;
        this.arrivals = arrivals;
    }

    /** Whether the stream from the slot has been started. */
    boolean streaming() {
        return streaming;
    }

    @Override
    protected ReplicationConnection buildReplicationConnection(
            PostgresConnection connection, PostgresSchema schema, PostgresConnectorConfig config) throws SQLException {
        return new TextConnection(super.buildReplicationConnection(connection, schema, config), config);
    }

    private void streamStarts(PostgresConnectorConfig config) {
        inFlight.bindToThread();
        lightenDispatcher(config);
        streaming = true;
    }

    /** Debezium sets its listener just before it starts the stream, so this is the moment to take it away again. */
    private void lightenDispatcher(PostgresConnectorConfig config) {
        try {
            var field = ChangeEventSourceCoordinator.class.getDeclaredField("eventDispatcher");
            field.setAccessible(true);
            var dispatcher = (EventDispatcher<?, ?>) field.get(coordinator);
            dispatcher.setEventListener(DataChangeEventListener.NO_OP());
            var monitor = EventDispatcher.class.getDeclaredField("transactionMonitor");
            monitor.setAccessible(true);
            monitor.set(dispatcher, new RowCountingMonitor(config, (TransactionMonitor) monitor.get(dispatcher)));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.warn(
                    "This release of Debezium keeps its metrics or its transaction blocks; capturing will be slower",
                    e);
        }
    }

    @SuppressWarnings("try")
    private final class TextConnection implements ReplicationConnection {

        private final ReplicationConnection connection;
        private final PostgresConnectorConfig config;

        TextConnection(ReplicationConnection connection, PostgresConnectorConfig config) {
            this.connection = connection;
            this.config = config;
        }

        @Override
        public ReplicationStream startStreaming(WalPositionLocator position) throws SQLException, InterruptedException {
            pinSession();
            return text(connection.startStreaming(position));
        }

        @Override
        public ReplicationStream startStreaming(Lsn offset, WalPositionLocator position)
                throws SQLException, InterruptedException {
            pinSession();
            return text(connection.startStreaming(offset, position));
        }

        /** Debezium runs its configured initial statements on every session but this one. */
        private void pinSession() throws SQLException {
            try (var statement = ((JdbcConnection) connection).connection(false).createStatement()) {
                statement.execute(CaptureConfiguration.SESSION_STATEMENTS);
            }
        }

        private ReplicationStream text(ReplicationStream stream) {
            streamStarts(config);
            return new RawTextStream(stream, inFlight, arrivals);
        }

        @Override
        public Optional<SlotCreationResult> createReplicationSlot() throws SQLException {
            throw new IllegalStateException("the slot exists before the capture starts");
        }

        @Override
        public void initConnection() throws SQLException, InterruptedException {
            connection.initConnection();
        }

        @Override
        public boolean isConnected() throws SQLException {
            return connection.isConnected();
        }

        @Override
        public void reconnect() throws SQLException {
            connection.reconnect();
        }

        @Override
        public void close() throws Exception {
            connection.close();
        }
    }
}
