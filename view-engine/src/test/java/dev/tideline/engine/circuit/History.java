package dev.tideline.engine.circuit;

import dev.tideline.engine.circuit.Topology.Change;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.Row;
import dev.tideline.schemas.wire.TableName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random history of some tables: epochs of changes, and the tables' full rows after each. Values come from small domains, so that they
 * meet; NULLs, equal numbers of different scale, key changes, no-op updates and TRUNCATE are among them.
 */
public final class History {

    private final List<Table> tables;
    private final Random random;
    private final Map<TableName, List<Row>> current = new HashMap<>();
    public final List<List<Change>> epochs = new ArrayList<>();
    /** The tables after each epoch. */
    public final List<Map<TableName, List<Row>>> states = new ArrayList<>();

    public History(List<Table> tables, long seed, int epochs) {
        this.tables = tables;
        this.random = new Random(seed);
        tables.forEach(table -> current.put(table.name(), new ArrayList<>()));
        for (int epoch = 0; epoch < epochs; epoch++) {
            epoch(epoch == 0 ? 30 : random.nextInt(random.nextInt(10) == 0 ? 60 : 6) + 1);
        }
    }

    private void epoch(int size) {
        var changes = new ArrayList<Change>();
        for (int i = 0; i < size; i++) {
            change(tables.get(random.nextInt(tables.size())), changes);
        }
        close(changes);
    }

    private void close(List<Change> changes) {
        epochs.add(changes);
        var copy = new HashMap<TableName, List<Row>>();
        current.forEach((table, rows) -> copy.put(table, List.copyOf(rows)));
        states.add(copy);
    }

    private void change(Table table, List<Change> changes) {
        var rows = current.get(table.name());
        int kind = random.nextInt(100);
        if (kind == 0) {
            rows.clear();
            changes.add(new Change(table.name(), null, null));
        } else if (kind < 45 || rows.isEmpty()) {
            var row = row(table);
            if (clash(table, row, null) == null) {
                rows.add(row);
                changes.add(new Change(table.name(), null, row));
            }
        } else if (kind < 75) {
            int at = random.nextInt(rows.size());
            var before = rows.get(at);
            var after = changed(table, before);
            if (clash(table, after, before) == null) {
                rows.set(at, after);
                changes.add(new Change(table.name(), before, after));
            }
        } else {
            var gone = rows.remove(random.nextInt(rows.size()));
            changes.add(new Change(table.name(), gone, null));
        }
    }

    /** Ends with two epochs: one that deletes everything, and an empty one. */
    public void deleteEverything() {
        var changes = new ArrayList<Change>();
        for (var table : tables) {
            var rows = current.get(table.name());
            rows.forEach(row -> changes.add(new Change(table.name(), row, null)));
            rows.clear();
        }
        close(changes);
        close(List.of());
    }

    /** One epoch that makes the tables what they are now. */
    public static List<Change> load(Map<TableName, List<Row>> state) {
        var changes = new ArrayList<Change>();
        new TreeMap<>(state).forEach((table, rows) -> rows.forEach(row -> changes.add(new Change(table, null, row))));
        return changes;
    }

    private Row clash(Table table, Row row, Row except) {
        if (table.primaryKey().isEmpty()) {
            return null;
        }
        var names = table.columns().stream().map(Table.TableColumn::name).toList();
        var key = table.primaryKey().stream().mapToInt(names::indexOf).toArray();
        return current.get(table.name()).stream()
                .filter(other -> other != except && other.project(key).equals(row.project(key)))
                .findFirst()
                .orElse(null);
    }

    private Row row(Table table) {
        var values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(table, i);
        }
        return new Row(values);
    }

    private Row changed(Table table, Row before) {
        var values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(3) == 0 ? value(table, i) : before.get(i);
        }
        return new Row(values);
    }

    private Object value(Table table, int column) {
        var definition = table.columns().get(column);
        boolean key = table.primaryKey().contains(definition.name());
        if (!key && random.nextInt(6) == 0) {
            return null;
        }
        return value(definition.type(), key, random);
    }

    static Object value(SqlType type, boolean key, Random random) {
        var base = type.underlying();
        if (base.equals(PgType.INT4)) {
            return key ? random.nextInt(25) : random.nextInt(6);
        } else if (base.equals(PgType.INT8)) {
            return (long) random.nextInt(6);
        } else if (base.equals(PgType.TEXT)) {
            return List.of("a", "b", "c", "ab").get(random.nextInt(4));
        } else if (base.equals(PgType.NUMERIC)) {
            return random.nextInt(20) == 0
                    ? PgNumeric.NAN
                    : PgNumeric.of(new BigDecimal(List.of("1", "1.0", "1.00", "2", "2.50", "-3.125", "0", "0.0")
                            .get(random.nextInt(8))));
        } else if (base.equals(PgType.FLOAT8)) {
            return List.of(1.0, 0.1, 0.2, -0.0, 0.0, 1e300, 1e-300, -1e300, 3.5).get(random.nextInt(9));
        } else if (base.equals(PgType.BOOL)) {
            return random.nextBoolean();
        }
        throw new IllegalArgumentException(type.toString());
    }
}
