package dev.tideline.engine.sql.server;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandler;
import org.postgresql.core.Tuple;
import org.postgresql.util.PSQLWarning;

/** Collects what comes back for a statement that is only parsed and described. */
final class TreeListener implements ResultHandler {

    private final List<String> trees = new ArrayList<>();
    private Field[] fields = {};
    private SQLException exception;

    @Override
    public void handleResultRows(Query query, Field[] resultFields, List<Tuple> rows, ResultCursor cursor) {
        fields = resultFields;
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {}

    @Override
    public void handleWarning(SQLWarning warning) {
        if (warning instanceof PSQLWarning notice && notice.getServerErrorMessage() != null) {
            var detail = notice.getServerErrorMessage().getDetail();
            // Known by its form, since the message itself is in the server's language.
            if (detail != null && detail.startsWith("({QUERY")) {
                trees.add(detail);
            }
        }
    }

    @Override
    public void handleError(SQLException error) {
        if (exception == null) {
            exception = error;
        }
    }

    @Override
    public void handleCompletion() throws SQLException {
        if (exception != null) {
            throw exception;
        }
    }

    @Override
    public void secureProgress() {}

    @Override
    public SQLException getException() {
        return exception;
    }

    List<String> trees() {
        return trees;
    }

    Field[] fields() {
        return fields;
    }
}
