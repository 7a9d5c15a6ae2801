package dev.tideline.engine.circuit;

import dev.tideline.engine.circuit.lowering.Lowering;
import dev.tideline.engine.circuit.spec.CircuitSpec;
import dev.tideline.engine.circuit.spec.InputColumn;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.CompilingExprCompiler;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.plan.NaiveEvaluator;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.state.HeapBudget;
import dev.tideline.engine.state.StateProvider;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Views over tables, compiled for a test, with the translation of full-row changes to what the circuit asks for. */
public final class Topology {

    public final PgTypeCatalog types;
    public final ExprCompiler compiler;
    public final List<Table> tables;
    public final List<ViewPlan> views;
    public final CircuitSpec spec;
    private final Map<TableName, OperatorSpec.TableInput> inputs = new HashMap<>();
    private final Map<TableName, Table> definitions = new HashMap<>();

    public Topology(List<Table> tables, List<ViewPlan> views) {
        this(tables, views, Map.of());
    }

    public Topology(List<Table> tables, List<ViewPlan> views, Map<String, List<String>> declaredKeys) {
        this(tables, views, declaredKeys, new PgTypeCatalog());
    }

    private Topology(
            List<Table> tables, List<ViewPlan> views, Map<String, List<String>> declaredKeys, PgTypeCatalog types) {
        this(
                tables,
                views,
                new Lowering(types).lower(views, declaredKeys),
                types,
                new CompilingExprCompiler(types, SessionSettings.UTC));
    }

    public Topology(
            List<Table> tables, List<ViewPlan> views, CircuitSpec spec, PgTypeCatalog types, ExprCompiler compiler) {
        this.types = types;
        this.compiler = compiler;
        this.tables = tables;
        this.views = views;
        this.spec = spec;
        spec.inputs().forEach(input -> inputs.put(input.table(), input));
        tables.forEach(table -> definitions.put(table.name(), table));
    }

    public Circuit circuit(StateProvider states, CircuitOptions options) {
        return circuit(states, options, SessionSettings.UTC);
    }

    public Circuit circuit(StateProvider states, CircuitOptions options, SessionSettings session) {
        return new Circuit(
                spec,
                states,
                compiler,
                types,
                session,
                options,
                HeapBudget.unlimited().open());
    }

    /** A change of full rows: null for no row. In a table without key {@code before} and {@code after} are taken as they are. */
    public record Change(TableName table, Row before, Row after) {}

    /** The changes as the circuit wants them, per table. */
    public Map<TableName, List<TableChange>> slice(List<Change> changes) {
        var slice = new LinkedHashMap<TableName, List<TableChange>>();
        for (var change : changes) {
            var input = inputs.get(change.table());
            if (input != null) {
                translate(change, input, slice.computeIfAbsent(change.table(), table -> new ArrayList<>()));
            }
        }
        return slice;
    }

    private void translate(Change change, OperatorSpec.TableInput input, List<TableChange> into) {
        var table = definitions.get(change.table());
        if (change.before() == null && change.after() == null) {
            into.add(new TableChange.Truncate());
            return;
        }
        var columns = positions(table, input.columns());
        if (input.key().isEmpty()) {
            if (change.before() != null) {
                into.add(new TableChange.Remove(change.before().project(columns)));
            }
            if (change.after() != null) {
                into.add(new TableChange.Insert(change.after().project(columns)));
            }
            return;
        }
        var key = positions(table, input.key());
        var before = change.before() == null ? null : change.before().project(key);
        var after = change.after() == null ? null : change.after().project(key);
        if (before != null && !before.equals(after)) {
            into.add(new TableChange.Delete(before));
        }
        if (after != null) {
            into.add(new TableChange.Upsert(after, change.after().project(columns), null));
        }
    }

    private static int[] positions(Table table, List<InputColumn> columns) {
        var names = table.columns().stream().map(Table.TableColumn::name).toList();
        return columns.stream().mapToInt(column -> names.indexOf(column.name())).toArray();
    }

    /** The specification: every view over these full rows. */
    public NaiveEvaluator naive(Map<TableName, List<Row>> rows) {
        return new NaiveEvaluator(compiler, types, tables, rows);
    }
}
