package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.sink.postgres.catalog.RelationCatalog;
import dev.tideline.sink.postgres.catalog.RelationCatalog.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Tells relations that Tideline may write from all others. */
public final class Relations {

    private Relations() {}

    /**
     * The relation of ours under this name, or null if the name is free.
     *
     * @throws DiagnosticException if something stands there that Tideline did not create, that was altered since, or that
     *     another topology shows
     */
    public static Relation ownOrFree(Connection connection, TableName name, String topology) throws SQLException {
        String kind = kind(connection, name);
        if (kind == null) {
            return null;
        }
        var catalog = new RelationCatalog(connection);
        Relation relation = catalog.find(name);
        if (relation == null || !kind.equals(relation.isView() ? "v" : "r")) {
            throw refused(
                    "the target already has " + described(kind) + " " + name + ", which Tideline did not create",
                    "Nothing of it was touched. Choose another name with 'into:', or rename or drop " + name.quoted()
                            + ".");
        }
        var columns = TableColumn.signature(TableColumn.of(connection, name));
        if (!columns.equals(relation.columns())) {
            throw refused(
                    "the columns of " + name + " in the target are no longer those that Tideline gave it: "
                            + difference(relation.columns(), columns),
                    "Undo that change, or drop " + name.quoted()
                            + " to have it made anew. Columns of your own belong into a " + "view over it.");
        }
        if (catalog.isShownByAnother(name, topology)) {
            throw refused(
                    "the relation " + name + " of the target is already kept by topology '" + relation.topology() + "'",
                    "Give the view another name with 'into:'.");
        }
        return relation;
    }

    /** {@code pg_class.relkind}, or null if nothing has this name. */
    static String kind(Connection connection, TableName name) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT relkind FROM pg_class WHERE oid = to_regclass(?)")) {
            statement.setString(1, name.quoted());
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static String described(String kind) {
        return switch (kind) {
            case "r", "p" -> "a table";
            case "v" -> "a view";
            case "m" -> "a materialized view";
            case "f" -> "a foreign table";
            case "S" -> "a sequence";
            case "i", "I" -> "an index";
            default -> "a relation";
        };
    }

    private static String difference(List<String> before, List<String> now) {
        var added = now.stream().filter(column -> !before.contains(column)).toList();
        var gone = before.stream().filter(column -> !now.contains(column)).toList();
        return added.isEmpty() && gone.isEmpty() ? "their order changed" : "new " + added + ", gone " + gone;
    }

    private static DiagnosticException refused(String message, String hint) {
        return new DiagnosticException(Diagnostic.error(DiagnosticCode.TARGET_RELATION, message, hint, null));
    }
}
