package dev.tideline.sink.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs work in one transaction and says in the sink's terms what went wrong. */
final class Transactions {

    /** What is done in the transaction. */
    interface Work<T> {
        T run() throws SQLException;
    }

    private final Connection connection;

    Transactions(Connection connection) {
        this.connection = connection;
    }

    /**
     * Commits if {@code work} returns and rolls back if it throws. If the commit itself fails nobody knows whether it
     * happened: the session must be given up, and the next one reads what the target holds.
     *
     * @param doing for messages
     */
    <T> T run(String doing, Work<T> work) {
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollback();
            throw TargetFailure.of(e, doing);
        } catch (RuntimeException e) {
            rollback();
            throw e;
        }
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and the transaction with it; the caller hears of the first error.
        }
    }
}
