package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * Gives a table of ours other columns without making it anew, so that grants, indexes and views on what stays survive.
 *
 * <p>PostgreSQL adds columns only at the end, so what can stay is the longest run of the new columns' beginning that the
 * table has in this order. A view on a column that must go refuses the change; nothing is dropped with CASCADE. A reader in
 * REPEATABLE READ whose snapshot is older than the change and who has not touched the table yet can see the new columns
 * with its old rows: PostgreSQL's DDL is not under MVCC.
 */
final class TableAlteration {

    private static final Set<String> REFUSED_BY_DEPENDENTS = Set.of("2BP01", "0A000");

    private TableAlteration() {}

    /** Makes the columns of {@code table} those of {@code model}; rows keep what stays and are NULL elsewhere. */
    static void run(Connection connection, TableName table, TableName model) throws SQLException {
        var there = TableColumn.of(connection, table);
        var wanted = TableColumn.of(connection, model);
        var clauses = clauses(there, wanted);
        if (clauses.isEmpty()) {
            return;
        }
        try {
            Sql.run(connection, "ALTER TABLE " + table.quoted() + " " + String.join(", ", clauses));
        } catch (SQLException e) {
            if (REFUSED_BY_DEPENDENTS.contains(String.valueOf(e.getSQLState()))) {
                throw refused(table, e);
            }
            throw e;
        }
    }

    static DiagnosticException refused(TableName relation, SQLException cause) {
        return new DiagnosticException(
                List.of(Diagnostic.error(
                        DiagnosticCode.TARGET_RELATION,
                        "the columns of " + relation + " change, and other objects of the target depend on it: "
                                + cause.getMessage(),
                        "Drop those objects and create them again afterwards; the change is then made by itself. Until then "
                                + "the old contents stay.",
                        null)),
                cause);
    }

    private static List<String> clauses(List<TableColumn> there, List<TableColumn> wanted) {
        var kept = new HashMap<String, TableColumn>();
        var clauses = new ArrayList<String>();
        int next = 0;
        for (var column : there) {
            if (next < wanted.size() && wanted.get(next).name().equals(column.name())) {
                kept.put(column.name(), column);
                next++;
            } else {
                clauses.add("DROP COLUMN " + column.quoted());
            }
        }
        for (var column : wanted) {
            var before = kept.get(column.name());
            if (before == null) {
                clauses.add("ADD COLUMN " + column.quoted() + " " + column.definition());
            } else if (!before.equals(column)) {
                clauses.add("ALTER COLUMN " + column.quoted() + " TYPE " + column.definition() + " USING NULL");
            }
        }
        return clauses;
    }
}
