package dev.tideline.ingest.snapshot;

import dev.tideline.ingest.convert.EnvelopeWriter;
import dev.tideline.ingest.convert.RowShape;
import dev.tideline.schemas.wire.Headers;
import dev.tideline.schemas.wire.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Streams the rows of one table, as its session sees them, into a topic. */
final class TableCopy {

    private static final int PROGRESS_ROWS = 1_000;
    private static final long PROGRESS_NANOS = 1_000_000_000L;

    private final Connection connection;
    private final KafkaProducer<byte[], byte[]> producer;
    private final EnvelopeWriter envelopes;
    private final Lsn lsn;
    private final byte[] epoch;
    private final long takenAtMs;

    /**
     * @param lsn which the session's snapshot is of
     * @param epoch that the rows belong to
     */
    TableCopy(
            Connection connection,
            KafkaProducer<byte[], byte[]> producer,
            EnvelopeWriter envelopes,
            Lsn lsn,
            long epoch,
            long takenAtMs) {
        this.connection = connection;
        this.producer = producer;
        this.envelopes = envelopes;
        this.lsn = lsn;
        this.epoch = Headers.epoch(epoch);
        this.takenAtMs = takenAtMs;
    }

    /**
     * Copies, and returns when all rows are stored.
     *
     * @param progress is told now and then how many rows there were
     * @return how many there are
     */
    long run(SourceTable table, RowShape shape, String topic, LongConsumer progress) throws SQLException {
        var failure = new AtomicReference<Exception>();
        var parser = new CopyRows(table.columns().size());
        long rows = 0;
        long toldNanos = System.nanoTime();
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copySql());
        for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
            String[] row = parser.parse(line);
            byte[] value = envelopes.snapshotValue(shape, row, lsn.value(), takenAtMs);
            var record = new ProducerRecord<>(topic, 0, takenAtMs, envelopes.key(shape, row), value);
            record.headers().add(Headers.EPOCH, epoch);
            producer.send(record, (metadata, refused) -> failure.compareAndSet(null, refused));
            rows++;
            if (rows % PROGRESS_ROWS == 0) {
                check(failure);
                if (System.nanoTime() - toldNanos > PROGRESS_NANOS) {
                    toldNanos = System.nanoTime();
                    progress.accept(rows);
                }
            }
        }
        producer.flush();
        check(failure);
        return rows;
    }

    private static void check(AtomicReference<Exception> failure) {
        if (failure.get() != null) {
            throw new KafkaException("a row of a snapshot could not be written", failure.get());
        }
    }
}
