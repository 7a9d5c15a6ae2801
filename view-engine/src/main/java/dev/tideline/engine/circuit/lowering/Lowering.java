package dev.tideline.engine.circuit.lowering;

import dev.tideline.engine.circuit.spec.CircuitSpec;
import dev.tideline.engine.circuit.spec.ViewSpec;
import dev.tideline.engine.circuit.spec.ViewSpec.ViewColumn;
import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.plan.property.Properties;
import dev.tideline.engine.plan.property.PropertyDerivation;
import dev.tideline.engine.plan.rewrite.PlanRewriter;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the circuit of a topology's views: rewrites each plan, shares what is equal, finds or checks the views' keys. */
public final class Lowering {

    private final TypeCatalog types;

    public Lowering(TypeCatalog types) {
        this.types = types;
    }

    /**
     * @param declaredKeys by view name the columns that the user declared as its key; a view that is missing gets the best key that can
     *     be proven, or none and is a bag
     * @throws IllegalArgumentException if a declared key names a column that the view does not show, or one whose type has no equality
     */
    public CircuitSpec lower(List<ViewPlan> views, Map<String, List<String>> declaredKeys) {
        var rewriter = new PlanRewriter(types);
        var plans = views.stream().map(rewriter::rewrite).toList();
        var properties = new PropertyDerivation(types);
        var builder = new CircuitBuilder();
        var lowering = new PlanLowering(builder, types, properties, plans);
        for (var plan : plans) {
            int operator = lowering.exactly(
                    plan.plan(),
                    plan.output().stream()
                            .map(column -> new Assignment(column.column(), new ColumnRef(column.column())))
                            .toList());
            builder.view(view(plan, operator, properties.of(plan.plan()), declaredKeys.get(plan.view())));
        }
        return builder.build();
    }

    private ViewSpec view(ViewPlan plan, int operator, Properties properties, List<String> declared) {
        var columns = plan.output().stream()
                .map(shown -> new ViewColumn(
                        shown.name(),
                        shown.column().type(),
                        properties.notNull().contains(shown.column())))
                .toList();
        if (declared == null) {
            var key = provenKey(plan, properties);
            return new ViewSpec(plan.view(), operator, columns, key == null ? List.of() : key, key == null, false);
        }
        var key = new ArrayList<Integer>();
        for (var name : declared) {
            key.add(position(plan, name));
        }
        var keyColumns = new HashSet<Column>();
        key.forEach(position -> keyColumns.add(plan.output().get(position).column()));
        return new ViewSpec(plan.view(), operator, columns, key, false, !properties.isKey(keyColumns));
    }

    private int position(ViewPlan plan, String name) {
        for (int i = 0; i < plan.output().size(); i++) {
            var shown = plan.output().get(i);
            if (shown.name().equals(name)) {
                if (!types.semantics(shown.column().type()).hashable()) {
                    throw new IllegalArgumentException("column " + name + " of view " + plan.view()
                            + " cannot be part of a key: its type has no equality");
                }
                return i;
            }
        }
        throw new IllegalArgumentException("view " + plan.view() + " has no column " + name + " for its key");
    }

    /** Positions of the best key among the shown columns; null if there is none. */
    private static List<Integer> provenKey(ViewPlan plan, Properties properties) {
        var shown = new LinkedHashMap<Column, Integer>();
        for (int i = 0; i < plan.output().size(); i++) {
            shown.putIfAbsent(plan.output().get(i).column(), i);
        }
        Set<Column> best = null;
        for (var key : properties.keys()) {
            var visible = visible(key, shown.keySet(), properties);
            if (visible != null && (best == null || visible.size() < best.size())) {
                best = visible;
            }
        }
        return best == null ? null : best.stream().map(shown::get).sorted().toList();
    }

    /** The key with hidden columns replaced by shown ones that determine them; null if that cannot be. */
    private static Set<Column> visible(Set<Column> key, Set<Column> shown, Properties properties) {
        var visible = new LinkedHashSet<Column>();
        for (var column : key) {
            if (shown.contains(column)) {
                visible.add(column);
                continue;
            }
            var substitute = shown.stream()
                    .filter(other -> properties.closure(Set.of(other)).contains(column))
                    .findFirst();
            if (substitute.isEmpty()) {
                return null;
            }
            visible.add(substitute.get());
        }
        return visible;
    }
}
