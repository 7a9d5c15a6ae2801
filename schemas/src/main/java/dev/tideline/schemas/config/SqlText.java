package dev.tideline.schemas.config;

import dev.tideline.schemas.diagnostics.SourcePosition;

/**
 * The text of a query together with where each of its characters stands in the user's file: in a block scalar of the YAML
 * (whose indentation is not part of the text), in a quoted or plain scalar, or in a file of its own.
 */
public interface SqlText {

    /** The SQL. */
    String text();

    /** The place in the user's file of the character at {@code offset} (in UTF-16 units) of {@link #text()}. */
    SourcePosition positionOf(int offset);
}
