package dev.tideline.acceptance;

import dev.tideline.schemas.wire.Lsn;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells where in the source's log each commit of a writer ended, by a replication slot of the test's own. Asking the server for its
 * position after a commit would not do: others write into the same log in between, and how much depends on the machine.
 *
 * <p>The writer calls {@link #mark} in every transaction; a transaction that was rolled back is not seen.
 */
final class CommitWitness {

    private static final String NAME = "commit_witness";
    /** Of pgoutput's commit message: its first byte, and where the end of the transaction stands in it. */
    private static final byte COMMIT = 'C';

    private static final int END_LSN = 10;

    private final Connection connection;
    private final String slot;

    /** Starts to watch; what was committed before is not seen. {@code slot} must be free in the whole server. */
    CommitWitness(Connection connection, String slot) throws SQLException {
        this.connection = connection;
        this.slot = slot;
        execute("CREATE TABLE " + NAME + " (number bigint)");
        execute("CREATE PUBLICATION " + NAME + " FOR TABLE " + NAME + " WITH (publish = 'insert')");
        execute("SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
    }

    /** Makes the running transaction one that is seen. */
    void mark(long number) throws SQLException {
        execute("INSERT INTO " + NAME + " VALUES (" + number + ")");
    }

    /** The ends of all commits so far, in their order. Ends the watch. */
    List<Lsn> finish() throws SQLException {
        List<Lsn> ends = new ArrayList<>();
        try (var statement = connection.createStatement();
                var messages = statement.executeQuery("SELECT data FROM pg_logical_slot_get_binary_changes('" + slot
                        + "', NULL, NULL, 'proto_version', '1', 'publication_names', '" + NAME + "')")) {
            while (messages.next()) {
                byte[] message = messages.getBytes(1);
                if (message[0] == COMMIT) {
                    ends.add(new Lsn(ByteBuffer.wrap(message).getLong(END_LSN)));
                }
            }
        }
        execute("SELECT pg_drop_replication_slot('" + slot + "')");
        return ends;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
