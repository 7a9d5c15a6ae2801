package dev.tideline.engine.circuit.lowering;

import dev.tideline.engine.circuit.spec.CircuitSpec;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.circuit.spec.ViewSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects operators; an operator that is there already is not added again. */
final class CircuitBuilder {

    private final List<OperatorSpec> operators = new ArrayList<>();
    private final List<List<String>> names = new ArrayList<>();
    private final Map<OperatorSpec, Integer> positions = new HashMap<>();
    private final List<ViewSpec> views = new ArrayList<>();

    /** The operator's position. */
    int add(OperatorSpec operator, List<String> columnNames) {
        var known = positions.get(operator);
        if (known != null) {
            return known;
        }
        operators.add(operator);
        names.add(columnNames);
        positions.put(operator, operators.size() - 1);
        return operators.size() - 1;
    }

    OperatorSpec operator(int position) {
        return operators.get(position);
    }

    List<String> names(int position) {
        return names.get(position);
    }

    void view(ViewSpec view) {
        views.add(view);
    }

    /** The circuit, without operators that turned out to have no readers. */
    CircuitSpec build() {
        var used = new boolean[operators.size()];
        views.forEach(view -> used[view.input()] = true);
        for (int position = operators.size() - 1; position >= 0; position--) {
            if (used[position]) {
                operators.get(position).inputs().forEach(input -> used[input] = true);
            }
        }
        var renumbered = new int[operators.size()];
        var kept = new ArrayList<OperatorSpec>();
        var keptNames = new ArrayList<List<String>>();
        for (int position = 0; position < operators.size(); position++) {
            if (used[position]) {
                renumbered[position] = kept.size();
                kept.add(operators.get(position).renumbered(at -> renumbered[at]));
                keptNames.add(names.get(position));
            }
        }
        var moved = views.stream()
                .map(view -> new ViewSpec(
                        view.name(),
                        renumbered[view.input()],
                        view.columns(),
                        view.key(),
                        view.bag(),
                        view.keyChecked()))
                .toList();
        return new CircuitSpec(kept, keptNames, moved);
    }
}
