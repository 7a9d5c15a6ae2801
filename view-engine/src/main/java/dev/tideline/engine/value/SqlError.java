package dev.tideline.engine.value;

/**
 * An error that PostgreSQL would raise when it evaluates a row: data, not a failure of ours. Operators catch it and keep it as
 * an error row. It has no stack trace, because a table may hold a million such rows.
 */
public final class SqlError extends RuntimeException {

    private final String sqlState;

    public SqlError(String sqlState, String message) {
        super(message, null, false, false);
        this.sqlState = sqlState;
    }

    public String sqlState() {
        return sqlState;
    }

    public static SqlError divisionByZero() {
        return new SqlError("22012", "division by zero");
    }

    /** {@code type} as PostgreSQL's messages name it: {@code integer out of range}. */
    public static SqlError outOfRange(String type) {
        return new SqlError("22003", type + " out of range");
    }
}
