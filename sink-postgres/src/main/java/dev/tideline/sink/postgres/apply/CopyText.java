package dev.tideline.sink.postgres.apply;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes rows with COPY in its text format. */
final class CopyText implements AutoCloseable {

    private static final int BUFFER_BYTES = 256 << 10;

    private final CopyIn copy;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER_BYTES + (16 << 10));
    private boolean rowStarted;

    CopyText(Connection connection, String target) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + target + " FROM STDIN");
    }

    CopyText field(String value) {
        if (rowStarted) {
            buffer.write('\t');
        }
        rowStarted = true;
        if (value == null) {
            buffer.write('\\');
            buffer.write('N');
        } else {
            for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
                writeEscaped(b);
            }
        }
        return this;
    }

    void endRow() throws SQLException {
        buffer.write('\n');
        rowStarted = false;
        if (buffer.size() >= BUFFER_BYTES) {
            send();
        }
    }

    /** Ends the COPY; the rows are there when this returns. */
    void finish() throws SQLException {
        send();
        copy.endCopy();
    }

    /** Gives up if it has not been finished. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer.toByteArray(), 0, buffer.size());
        buffer.reset();
    }

    private void writeEscaped(byte b) {
        switch (b) {
            case '\\' -> escape('\\');
            case '\n' -> escape('n');
            case '\r' -> escape('r');
            case '\t' -> escape('t');
            default -> buffer.write(b);
        }
    }

    private void escape(char letter) {
        buffer.write('\\');
        buffer.write(letter);
    }
}
