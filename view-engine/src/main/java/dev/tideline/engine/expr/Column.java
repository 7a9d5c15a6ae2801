package dev.tideline.engine.expr;

import dev.tideline.engine.type.SqlType;

/**
 * A column that some plan node produces. It is known by its {@code id}, unique within a compilation: two scans of one table have
 * different columns, and a rewrite may move a node without renaming anything. The name is for people.
 */
public record Column(int id, String name, SqlType type) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Column column && column.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return name + "#" + id;
    }
}
