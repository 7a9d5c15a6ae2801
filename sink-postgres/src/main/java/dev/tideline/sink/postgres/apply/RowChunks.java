package dev.tideline.sink.postgres.apply;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts rows into statements of a bounded size, column by column, apart by null mask. */
final class RowChunks {

    /** Rows of one statement: one array per column. */
    record Chunk(long mask, String[][] columns) {}

    /** What is done with a full chunk. */
    interface Statement {
        void run(Chunk chunk) throws SQLException;
    }

    /** Carries the statement's exception through code that visits rows. */
    static final class Failure extends RuntimeException {

        private Failure(SQLException cause) {
            super(cause);
        }

        SQLException cause() {
            return (SQLException) getCause();
        }
    }

    private static final class Pending {
        private final List<String[]> rows = new ArrayList<>();
        private int characters;
    }

    private final int width;
    private final int rowsMax;
    private final int charactersMax;
    private final Statement statement;
    private final Map<Long, Pending> byMask = new HashMap<>();

    RowChunks(int width, int rowsMax, int charactersMax, Statement statement) {
        this.width = width;
        this.rowsMax = rowsMax;
        this.charactersMax = charactersMax;
        this.statement = statement;
    }

    void add(long mask, String[] row) {
        var pending = byMask.computeIfAbsent(mask, m -> new Pending());
        pending.rows.add(row);
        for (String value : row) {
            pending.characters += value == null ? 0 : value.length();
        }
        if (pending.rows.size() >= rowsMax || pending.characters >= charactersMax) {
            byMask.remove(mask);
            run(mask, pending);
        }
    }

    void flush() {
        byMask.forEach(this::run);
        byMask.clear();
    }

    private void run(long mask, Pending pending) {
        var columns = new String[width][pending.rows.size()];
        for (int row = 0; row < pending.rows.size(); row++) {
            for (int column = 0; column < width; column++) {
                columns[column][row] = pending.rows.get(row)[column];
            }
        }
        try {
            statement.run(new Chunk(mask, columns));
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }
}
