package dev.tideline.engine.circuit.lowering;

import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.circuit.spec.OperatorSpec.WindowMethod;
import dev.tideline.engine.circuit.spec.SortSpec;
import dev.tideline.engine.circuit.spec.SortSpec.SortColumn;
import dev.tideline.engine.circuit.spec.WindowFunctionSpec;
import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.SortKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Windows and top-k: what they sort by is computed by a projection below; each function goes to the cheapest operator that can keep it. */
final class WindowLowering {

    private final CircuitBuilder builder;
    private final PlanLowering plans;

    WindowLowering(CircuitBuilder builder, PlanLowering plans) {
        this.builder = builder;
        this.plans = plans;
    }

    /** The rows of a node's input, with what it sorts by. */
    private final class Sorted {
        private final List<Assignment> columns = new ArrayList<>();
        private final Map<Expr, Integer> positions = new LinkedHashMap<>();
        private final Lowered rows;
        private final SortSpec sort;

        Sorted(Plan input, List<Expr> partition, List<SortKey> order, List<Column> tieBreak) {
            input.output().forEach(column -> at(new ColumnRef(column)));
            var partitionAt = partition.stream().map(this::at).toList();
            var orderAt = order.stream()
                    .map(key -> new SortColumn(at(key.value()), key.descending(), key.nullsFirst()))
                    .toList();
            var tieBreakAt =
                    tieBreak.stream().map(column -> at(new ColumnRef(column))).toList();
            sort = new SortSpec(partitionAt, orderAt, tieBreakAt);
            int operator = plans.exactly(input, columns);
            var lowered = new LinkedHashMap<Column, Integer>();
            input.output().forEach(column -> lowered.put(column, positions.get(new ColumnRef(column))));
            rows = new Lowered(operator, lowered);
        }

        private int at(Expr value) {
            return PlanLowering.position(value, new Column(-1, "sorted", value.type()), columns, positions);
        }

        private Expr resolve(Expr expr) {
            return expr == null ? null : rows.resolve(expr);
        }
    }

    Lowered lower(Plan.TopK top) {
        var sorted = new Sorted(top.input(), top.partition(), top.order(), top.tieBreak());
        int input = sorted.rows.operator();
        var spec = new OperatorSpec.TopK(
                input,
                sorted.sort,
                OperatorSpec.TopKind.valueOf(top.kind().name()),
                sorted.resolve(top.limit()),
                sorted.resolve(top.offset()),
                builder.operator(input).types());
        return new Lowered(builder.add(spec, builder.names(input)), sorted.rows.positions());
    }

    Lowered lower(Plan.Window window) {
        var sorted = new Sorted(window.input(), window.partition(), window.order(), window.tieBreak());
        var frame = window.frame()
                .withOffsets(
                        sorted.resolve(window.frame().startOffset()),
                        sorted.resolve(window.frame().endOffset()));
        var byMethod = new LinkedHashMap<WindowMethod, List<Plan.WindowAssignment>>();
        var specs = new LinkedHashMap<Plan.WindowAssignment, WindowFunctionSpec>();
        for (var function : window.functions()) {
            var call = function.call();
            var spec = new WindowFunctionSpec(
                    call.function(),
                    call.arguments().stream().map(sorted::resolve).toList(),
                    sorted.resolve(call.filter()),
                    call.type());
            specs.put(function, spec);
            byMethod.computeIfAbsent(WindowMethods.of(spec, frame, sorted.sort), method -> new ArrayList<>())
                    .add(function);
        }
        if (byMethod.containsKey(WindowMethod.PARTITION)) {
            // It reads the whole partition anyway.
            byMethod.clear();
            byMethod.put(WindowMethod.PARTITION, window.functions());
        }
        var rows = sorted.rows;
        for (var method : byMethod.entrySet()) {
            rows = stack(rows, method.getKey(), sorted.sort, frame, method.getValue(), specs);
        }
        return rows;
    }

    private Lowered stack(
            Lowered below,
            WindowMethod method,
            SortSpec sort,
            dev.tideline.engine.expr.WindowFrame frame,
            List<Plan.WindowAssignment> functions,
            Map<Plan.WindowAssignment, WindowFunctionSpec> specs) {
        var inputTypes = builder.operator(below.operator()).types();
        var spec = new OperatorSpec.Window(
                below.operator(),
                method,
                sort,
                frame,
                functions.stream().map(specs::get).toList(),
                inputTypes);
        var names = new ArrayList<>(builder.names(below.operator()));
        var positions = new LinkedHashMap<>(below.positions());
        for (var function : functions) {
            positions.put(function.column(), names.size());
            names.add(function.column().name());
        }
        return new Lowered(builder.add(spec, names), positions);
    }
}
