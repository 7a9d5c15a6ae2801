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

    /** {@code invalid input syntax for type integer: "x"}. */
    public static SqlError invalidInput(String type, String text) {
        return new SqlError("22P02", "invalid input syntax for type " + type + ": \"" + text + "\"");
    }

    /** {@code value "99999" is out of range for type smallint}. */
    public static SqlError valueOutOfRange(String type, String text) {
        return new SqlError("22003", "value \"" + text + "\" is out of range for type " + type);
    }

    /** A numeric too large for PostgreSQL's storage format. */
    public static SqlError numericOverflow() {
        return new SqlError("22003", "value overflows numeric format");
    }

    /** {@code invalid_parameter_value}, the state of most arguments that a function cannot take. */
    public static SqlError invalidParameter(String message) {
        return new SqlError("22023", message);
    }

    /** {@code feature_not_supported}. */
    public static SqlError notSupported(String message) {
        return new SqlError("0A000", message);
    }

    /** A date, time or interval that leaves the range of its type. */
    public static SqlError datetimeOverflow(String message) {
        return new SqlError("22008", message);
    }
}
