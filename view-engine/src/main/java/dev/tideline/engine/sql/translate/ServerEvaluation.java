package dev.tideline.engine.sql.translate;

import dev.tideline.engine.sql.tree.Node;
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

    /** The tree of an expression that stands in the catalogs as SQL, such as the default of an argument. */
    Node analyze(String expression);

    /** The same of one that PostgreSQL may find wrong here; empty then. */
    Optional<Node> accepted(String expression);
}
