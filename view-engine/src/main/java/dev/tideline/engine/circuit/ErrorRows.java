package dev.tideline.engine.circuit;

import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeSemantics;
import java.util.List;

/**
 * Errors as rows of three texts: SQLSTATE, PostgreSQL's message, and the row that failed. They do not say which view they concern: an
 * error inside a shared operator flows to every view above it.
 */
public final class ErrorRows {

    private static final int LONGEST_TEXT = 500;

    private final List<TypeSemantics> types;
    private final SessionSettings session;

    /** @param types of the rows that may fail */
    public ErrorRows(List<TypeSemantics> types, SessionSettings session) {
        this.types = types;
        this.session = session;
    }

    /** The error row for a failure at {@code row}. */
    public Row of(SqlError error, Row row) {
        return new Row(error.sqlState(), error.getMessage(), text(row));
    }

    /** PostgreSQL's text of the values, in parentheses; cut where it becomes unreadable. */
    public String text(Row row) {
        var text = new StringBuilder("(");
        for (int i = 0; i < row.size() && text.length() < LONGEST_TEXT; i++) {
            var value = row.get(i);
            text.append(i == 0 ? "" : ", ")
                    .append(value == null ? "NULL" : types.get(i).toText(value, session));
        }
        return text.length() < LONGEST_TEXT ? text.append(')').toString() : text.substring(0, LONGEST_TEXT) + "…";
    }

    public static String sqlState(Row error) {
        return (String) error.get(0);
    }

    public static String message(Row error) {
        return (String) error.get(1);
    }

    public static String failedRow(Row error) {
        return (String) error.get(2);
    }
}
