package dev.tideline.engine.function;

import dev.tideline.engine.value.SqlError;

/** An error of evaluating a jsonpath that predicates take for unknown and that silent calls hide, unlike all other errors. */
final class JsonPathFault extends RuntimeException {

    private final transient SqlError error;

    JsonPathFault(SqlError error) {
        super(error.getMessage(), null, false, false);
        this.error = error;
    }

    JsonPathFault(String sqlState, String message) {
        this(new SqlError(sqlState, message));
    }

    SqlError error() {
        return error;
    }
}
