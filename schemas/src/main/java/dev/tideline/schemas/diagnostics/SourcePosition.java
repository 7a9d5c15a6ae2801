package dev.tideline.schemas.diagnostics;

/**
 * A place in a file that the user wrote.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1, counted in characters (code points)
 */
public record SourcePosition(String file, int line, int column) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
