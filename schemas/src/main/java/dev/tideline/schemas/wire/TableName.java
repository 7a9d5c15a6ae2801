package dev.tideline.schemas.wire;

/**
 * A relation of the source or the target, by schema and name, exactly as the catalog spells them (never quoted, never
 * folded).
 */
public record TableName(String schema, String name) implements Comparable<TableName> {

    public TableName {
        if (schema.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("a table needs a schema and a name: '" + schema + "'.'" + name + "'");
        }
    }

    /** The form to put into SQL: both parts quoted. */
    public String quoted() {
        return quote(schema) + "." + quote(name);
    }

    /** Quotes one identifier for SQL. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public int compareTo(TableName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
