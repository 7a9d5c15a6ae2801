package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Function;
import dev.tideline.engine.sql.tree.Node;
import java.util.List;
import java.util.Optional;

/** What translation asks the server for while it goes on. */
public interface ServerEvaluation {

    /**
     * Evaluates a constant whose form in memory we cannot read.
     *
     * @param literal a single literal of the user's query, as it is written there
     * @return the text form of the literal as a value of that type; empty if PostgreSQL does not make it one
     */
    Optional<String> literalToText(String literal, long typeOid, int typmod);

    /**
     * Calls an immutable function of PostgreSQL itself.
     *
     * @param arguments in text form, none of them NULL
     */
    Evaluated call(Function function, List<String> arguments);

    /**
     * What a call gave.
     *
     * @param text the result in text form; null if that is NULL, or if the call failed
     * @param error what PostgreSQL says if it failed, else null
     */
    record Evaluated(String text, String error) {}

    /** The tree of an expression that stands in the catalogs as SQL, such as the default of an argument. */
    Node analyze(String expression);

    /** The same of one that PostgreSQL may find wrong here; empty then. */
    Optional<Node> accepted(String expression);

    /** What a generated column is computed by: the tree of an expression over its table's columns by their numbers. */
    Node generation(long relation, int column);
}
