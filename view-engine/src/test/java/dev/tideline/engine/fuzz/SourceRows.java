package dev.tideline.engine.fuzz;

import dev.tideline.engine.circuit.Topology;
import dev.tideline.engine.circuit.Topology.Change;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.TypeSemantics;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the source's tables hold, read whole after each transaction, and what has changed since the last time. Of generated columns only those
 * have values that the circuit reads: the log has no others.
 */
final class SourceRows {

    private static final String GENERATED = """
            SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = ?::regclass AND attname = ? AND attgenerated <> '')""";

    private final Connection connection;
    private final Topology topology;
    private final Map<Table, List<TypeSemantics>> types = new HashMap<>();
    private final Map<Table, String> queries = new HashMap<>();
    private final Map<Table, ZSet> known = new HashMap<>();

    SourceRows(Connection connection, Topology topology) {
        this.connection = connection;
        this.topology = topology;
        topology.tables.forEach(table -> {
            types.put(
                    table,
                    table.columns().stream()
                            .map(column -> topology.types.semantics(column.type()))
                            .toList());
            known.put(table, new ZSet());
        });
    }

    /** The changes since the last call, as a log might tell them. */
    List<Change> changes() throws SQLException {
        var changes = new ArrayList<Change>();
        for (var table : topology.tables) {
            var now = read(table);
            var difference = new ZSet();
            difference.addAll(now, 1);
            difference.addAll(known.get(table), -1);
            known.put(table, now);
            tell(table, difference, changes);
        }
        return changes;
    }

    /** All rows as of the last call of {@link #changes}. */
    Map<TableName, List<Row>> rows() {
        var rows = new HashMap<TableName, List<Row>>();
        known.forEach((table, bag) -> {
            var list = rows.computeIfAbsent(table.name(), name -> new ArrayList<>());
            bag.forEach((row, weight) -> list.addAll(Collections.nCopies(Math.toIntExact(weight), row)));
        });
        return rows;
    }

    private static void tell(Table table, ZSet difference, List<Change> changes) {
        var names = table.columns().stream().map(Table.TableColumn::name).toList();
        var key = table.primaryKey().isEmpty()
                ? null
                : table.primaryKey().stream().mapToInt(names::indexOf).toArray();
        Map<Row, Row> gone = new LinkedHashMap<>();
        difference.forEach((row, weight) -> {
            for (long i = weight; i < 0; i++) {
                if (key == null) {
                    changes.add(new Change(table.name(), row, null));
                } else {
                    gone.put(row.project(key), row);
                }
            }
        });
        var come = new ArrayList<Change>();
        difference.forEach((row, weight) -> {
            for (long i = weight; i > 0; i--) {
                come.add(new Change(table.name(), key == null ? null : gone.remove(row.project(key)), row));
            }
        });
        gone.values().forEach(row -> changes.add(new Change(table.name(), row, null)));
        changes.addAll(come);
    }

    private ZSet read(Table table) throws SQLException {
        var rows = new ZSet();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query(table))) {
            while (result.next()) {
                var values = new Object[table.columns().size()];
                for (int i = 0; i < values.length; i++) {
                    var text = result.getString(i + 1);
                    values[i] = text == null ? null : types.get(table).get(i).fromText(text, SessionSettings.UTC);
                }
                rows.add(new Row(values), 1);
            }
        }
        return rows;
    }

    private String query(Table table) throws SQLException {
        var known = queries.get(table);
        if (known == null) {
            var columns = new ArrayList<String>();
            for (var column : table.columns()) {
                boolean published = isRead(table, column.name()) || !isGenerated(table, column.name());
                columns.add(published ? TableName.quote(column.name()) : "NULL");
            }
            known = "SELECT " + String.join(", ", columns) + " FROM " + only(table)
                    + table.name().quoted();
            queries.put(table, known);
        }
        return known;
    }

    private boolean isRead(Table table, String column) {
        return topology.spec.inputs().stream()
                .filter(input -> input.table().equals(table.name()))
                .anyMatch(input ->
                        input.columns().stream().anyMatch(read -> read.name().equals(column)));
    }

    private boolean isGenerated(Table table, String column) throws SQLException {
        try (var statement = connection.prepareStatement(GENERATED)) {
            statement.setString(1, table.name().quoted());
            statement.setString(2, column);
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        }
    }

    /** Rows of tables that inherit come under those tables' own names; those of partitions under the name of the whole. */
    private String only(Table table) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT relkind = 'p' FROM pg_class WHERE oid = ?::regclass")) {
            statement.setString(1, table.name().quoted());
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getBoolean(1) ? "" : "ONLY ";
            }
        }
    }
}
