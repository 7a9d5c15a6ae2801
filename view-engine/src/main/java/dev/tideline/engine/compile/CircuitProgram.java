package dev.tideline.engine.compile;

import dev.tideline.engine.circuit.Circuit;
import dev.tideline.engine.circuit.CircuitOptions;
import dev.tideline.engine.circuit.spec.InputColumn;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.runtime.ResultView;
import dev.tideline.engine.runtime.StageLogic;
import dev.tideline.engine.runtime.StageProgram;
import dev.tideline.engine.runtime.TableInput;
import dev.tideline.engine.state.HeapBudget;
import dev.tideline.engine.state.StateProvider;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.schemas.config.TopologyFile.Recursion;
import dev.tideline.schemas.wire.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A compiled topology as the runtime carries it. */
final class CircuitProgram implements StageProgram {

    private final CompiledTopology compiled;
    private final List<TableInput> tables;
    private final List<ResultView> views;

    CircuitProgram(CompiledTopology compiled) {
        this.compiled = compiled;
        var known = new HashMap<TableName, Table>();
        compiled.analysis().views().forEach(view -> collect(view.plan().plan(), known));
        this.tables = compiled.spec().inputs().stream()
                .map(input -> new TableInput(
                        known.get(input.table()),
                        input.columns().stream().map(InputColumn::name).toList()))
                .toList();
        this.views = ResultViews.of(compiled);
    }

    private static void collect(Plan plan, Map<TableName, Table> tables) {
        if (plan instanceof Plan.Scan scan) {
            tables.put(scan.table().name(), scan.table());
        }
        plan.inputs().forEach(input -> collect(input, tables));
    }

    @Override
    public String topology() {
        return compiled.file().name();
    }

    /** The circuit's identity, the settings that its expressions depend on, and where the views go. */
    @Override
    public String planHash() {
        var text = new StringBuilder(compiled.spec().planHash());
        text.append('\n').append(compiled.analysis().session());
        if (!compiled.file().recursion().equals(Recursion.DEFAULT)) {
            // What waits behind a bound is kept as it was cut off there.
            text.append('\n').append(compiled.file().recursion());
        }
        for (var view : views) {
            text.append('\n').append(view.relation().quoted()).append(' ').append(view.columns());
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public List<TableInput> tables() {
        return tables;
    }

    @Override
    public List<ResultView> views() {
        return views;
    }

    @Override
    public TypeCatalog types() {
        return compiled.analysis().types();
    }

    @Override
    public StageLogic open(StateProvider states, HeapBudget heap) {
        var analysis = compiled.analysis();
        return new CircuitLogic(new Circuit(
                compiled.spec(),
                states,
                analysis.compiler(),
                analysis.types(),
                analysis.session(),
                CircuitOptions.DEFAULT.withRecursion(
                        compiled.file().recursion().iterations(),
                        compiled.file().recursion().rows()),
                heap.open()));
    }
}
