package dev.tideline.engine.sql.server;

/** PostgreSQL did not accept a statement: what it said about it. */
public final class RejectedException extends Exception {

    private final String sqlState;
    private final String detail;
    private final String hint;
    private final int position;

    RejectedException(String sqlState, String message, String detail, String hint, int position) {
        super(message);
        this.sqlState = sqlState;
        this.detail = detail;
        this.hint = hint;
        this.position = position;
    }

    public String sqlState() {
        return sqlState;
    }

    /** Null if there is none. */
    public String detail() {
        return detail;
    }

    /** Null if there is none. */
    public String hint() {
        return hint;
    }

    /** In characters from 1; 0 for unknown. */
    public int position() {
        return position;
    }
}
