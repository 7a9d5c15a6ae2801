package dev.tideline.ingest.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator whom PostgreSQL is waiting for. A replication slot can only begin when all transactions that were
 * writing have ended; one that somebody has forgotten would otherwise hold everything up without a word.
 */
public final class TransactionWatch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(TransactionWatch.class);
    private static final int PATIENCE_SECONDS = 10;

    private static final String OLDEST = """
            SELECT pid, coalesce(application_name, '') AS application, xact_start::text AS since
            FROM pg_catalog.pg_stat_activity
            WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid() ORDER BY age(backend_xid) DESC LIMIT 1""";

    private final SourceConnections source;
    private final String waiting;
    private final CountDownLatch over = new CountDownLatch(1);

    private TransactionWatch(SourceConnections source, String waiting) {
        this.source = source;
        this.waiting = waiting;
    }

    /** Begins to watch; ends with {@link #close}. */
    public static TransactionWatch start(SourceConnections source, String waiting) {
        var watch = new TransactionWatch(source, waiting);
        var thread = new Thread(watch::run, "tideline-ingest-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void run() {
        try {
            while (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                tell();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOGGER.debug("Nobody can say whom {} waits for", waiting, e);
        }
    }

    private void tell() throws SQLException {
        try (Connection connection = source.open("watch");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OLDEST)) {
            if (row.next()) {
                LOGGER.warn(
                        "{} waits for transactions that are still writing; the oldest is of server process {} ({}), since {}",
                        waiting,
                        row.getInt("pid"),
                        row.getString("application"),
                        row.getString("since"));
            }
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
