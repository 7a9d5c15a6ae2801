package dev.tideline.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into one table, by COPY. Closing without {@link #end} takes all of them back. */
public final class TableCopy implements AutoCloseable {

    private final CopyIn copy;

    /** @param options those of COPY, in its own words */
    public TableCopy(Connection connection, String table, String options) throws SQLException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " FROM STDIN (" + options + ")");
    }

    public void write(String line) throws SQLException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
    }

    /** Keeps the rows; returns how many there were. */
    public long end() throws SQLException {
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
