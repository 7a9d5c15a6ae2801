package dev.tideline.engine.circuit;

/**
 * A view that PostgreSQL could not compute now, because some row makes an expression fail.
 *
 * @param view position in the compiled topology
 * @param sqlState PostgreSQL's code
 * @param message PostgreSQL's message
 * @param row text of the row at fault, as the failing operator saw it
 * @param errors how many rows are at fault
 */
public record ViewFailure(int view, String sqlState, String message, String row, long errors) {}
