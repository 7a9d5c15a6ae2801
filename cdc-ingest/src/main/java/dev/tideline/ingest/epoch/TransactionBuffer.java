package dev.tideline.ingest.epoch;

import dev.tideline.ingest.publish.EpochWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of one source transaction, until its end has come. */
final class TransactionBuffer {

    private final List<Row> rows = new ArrayList<>();
    private long bytes;

    private record Row(String topic, byte[] key, byte[] value, byte[] unavailable) {}

    void add(String topic, byte[] key, byte[] value, byte[] unavailable) {
        rows.add(new Row(topic, key, value, unavailable));
        bytes += value.length + (key == null ? 0 : key.length);
    }

    boolean exceeds(EpochLimits limits) {
        return rows.size() > limits.rows() || bytes > limits.bytes();
    }

    long bytes() {
        return bytes;
    }

    void countInto(Map<String, Long> rowsByTopic) {
        for (Row row : rows) {
            rowsByTopic.merge(row.topic, 1L, Long::sum);
        }
    }

    void moveTo(EpochWriter writer) {
        for (Row row : rows) {
            writer.row(row.topic, row.key, row.value, row.unavailable);
        }
        rows.clear();
        bytes = 0;
    }
}
