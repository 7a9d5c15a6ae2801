package dev.tideline.engine.function;

import java.util.List;

/**
 * What {@code JSON_VALUE}, {@code JSON_QUERY} and {@code JSON_EXISTS} are told beside their arguments.
 *
 * @param column of JSON_TABLE that the call computes, for messages; null for a call of its own
 * @param coercion how the result becomes one of the type after RETURNING
 * @param variables the names in PASSING
 * @param onEmpty null if the query says nothing: then ON ERROR counts
 */
public record JsonOptions(
        Operation operation,
        String column,
        Wrapper wrapper,
        boolean omitQuotes,
        Coercion coercion,
        List<String> variables,
        Behavior onEmpty,
        Behavior onError) {

    public JsonOptions {
        variables = List.copyOf(variables);
    }

    /** Which of the functions. */
    public enum Operation {
        EXISTS,
        QUERY,
        VALUE
    }

    /** When JSON_QUERY puts what it found into an array. */
    public enum Wrapper {
        NONE,
        CONDITIONAL,
        UNCONDITIONAL
    }

    /** How a value found becomes a value of the result's type. */
    public enum Coercion {
        /** It is one. */
        NONE,
        /** By the type's input function. */
        TEXT,
        /** As {@code jsonb_populate_record} fills a field. */
        JSON
    }

    /** What to do if nothing is found, or upon an error; the names are those of PostgreSQL's messages. */
    public enum Kind {
        NULL("NULL"),
        ERROR("ERROR"),
        EMPTY("EMPTY"),
        TRUE("TRUE"),
        FALSE("FALSE"),
        UNKNOWN("UNKNOWN"),
        EMPTY_ARRAY("EMPTY ARRAY"),
        EMPTY_OBJECT("EMPTY OBJECT"),
        DEFAULT("DEFAULT");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * An ON EMPTY or ON ERROR clause; its expression is an operand of the call.
     *
     * @param coerced whether the expression's jsonb is still to become a value of the result's type
     * @param checked whether an error of the expression is one of the clause
     */
    public record Behavior(Kind kind, boolean coerced, boolean checked) {

        public boolean isError() {
            return kind == Kind.ERROR;
        }
    }
}
