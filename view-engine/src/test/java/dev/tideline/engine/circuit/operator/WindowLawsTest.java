package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.FLOAT8;
import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.INT8;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.TEXT;
import static dev.tideline.engine.plan.PlanBuilder.ascending;
import static dev.tideline.engine.plan.PlanBuilder.descending;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.circuit.Topology;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.circuit.spec.OperatorSpec.WindowMethod;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.expr.WindowFrame.Bound;
import dev.tideline.engine.expr.WindowFrame.Exclusion;
import dev.tideline.engine.expr.WindowFrame.Mode;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.WindowAssignment;
import dev.tideline.engine.plan.PlanBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Window functions by each of the three ways in which they are kept, with every mode and exclusion, over rows that repeat and tie. */
class WindowLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        var all = new ArrayList<Plan>();
        all.add(neighbours());
        all.add(running());
        all.add(peers());
        all.add(whole());
        for (var mode : List.of(Mode.ROWS, Mode.GROUPS)) {
            for (var exclusion : Exclusion.values()) {
                all.add(sliding(mode, Bound.PRECEDING, 2, Bound.FOLLOWING, 1, exclusion));
            }
            all.add(sliding(mode, Bound.PRECEDING, 3, Bound.PRECEDING, 1, Exclusion.NONE));
            all.add(sliding(mode, Bound.FOLLOWING, 1, Bound.FOLLOWING, 2, Exclusion.NONE));
            all.add(sliding(mode, Bound.CURRENT_ROW, 0, Bound.FOLLOWING, 1, Exclusion.CURRENT_ROW));
            all.add(sliding(mode, Bound.UNBOUNDED_PRECEDING, 0, Bound.FOLLOWING, 1, Exclusion.TIES));
            all.add(sliding(mode, Bound.UNBOUNDED_PRECEDING, 0, Bound.CURRENT_ROW, 0, Exclusion.NONE));
        }
        return all;
    }

    @Test
    void everyWayIsTried() {
        var methods = new ArrayList<WindowMethod>();
        for (var plan : plans()) {
            var spec = new Topology(RandomPlans.TABLES, List.of(PlanBuilder.view("v", plan))).spec;
            spec.operators().stream()
                    .filter(OperatorSpec.Window.class::isInstance)
                    .forEach(operator -> methods.add(((OperatorSpec.Window) operator).method()));
        }
        assertThat(methods).contains(WindowMethod.values());
        assertThat(methods.stream().filter(method -> method == WindowMethod.NEIGHBOURS))
                .hasSizeGreaterThan(12);
    }

    private Plan neighbours() {
        var t = plans.scan(RandomPlans.T);
        return window(
                t,
                List.of(ref(t, "b")),
                List.of(ascending(ref(t, "a"))),
                WindowFrame.DEFAULT,
                plans.window("lag", NUMERIC, ref(t, "n"), integer(1)),
                plans.window("lead", INT4, ref(t, "a"), integer(2)));
    }

    private Plan running() {
        var t = plans.scan(RandomPlans.T);
        return window(
                t,
                List.of(),
                List.of(descending(ref(t, "a"))),
                WindowFrame.DEFAULT,
                plans.window("row_number", INT8),
                plans.window("first_value", TEXT, ref(t, "b")));
    }

    private Plan peers() {
        var bag = plans.scan(RandomPlans.BAG);
        return window(
                bag,
                List.of(ref(bag, "n")),
                List.of(ascending(ref(bag, "a"))),
                WindowFrame.DEFAULT,
                plans.window("rank", INT8),
                plans.window("count", INT8, ref(bag, "b")),
                plans.window("min", TEXT, ref(bag, "b")),
                plans.window("sum", INT8, ref(bag, "a")));
    }

    private Plan whole() {
        var bag = plans.scan(RandomPlans.BAG);
        return window(
                bag,
                List.of(ref(bag, "b")),
                List.of(ascending(ref(bag, "n"))),
                new WindowFrame(
                        Mode.ROWS, Bound.UNBOUNDED_PRECEDING, null, Bound.UNBOUNDED_FOLLOWING, null, Exclusion.NONE),
                plans.window("percent_rank", FLOAT8),
                plans.window("max", INT4, ref(bag, "a")));
    }

    private Plan sliding(Mode mode, Bound start, int before, Bound end, int behind, Exclusion exclusion) {
        var bag = plans.scan(RandomPlans.BAG);
        var frame = new WindowFrame(
                mode,
                start,
                start.hasOffset() ? integer(before) : null,
                end,
                end.hasOffset() ? integer(behind) : null,
                exclusion);
        return window(
                bag,
                List.of(),
                List.of(ascending(ref(bag, "a"))),
                frame,
                plans.window("sum", NUMERIC, ref(bag, "n")),
                plans.window("max", TEXT, ref(bag, "b")),
                plans.window("first_value", INT4, ref(bag, "a")),
                plans.window("last_value", NUMERIC, ref(bag, "n")));
    }

    private static Plan window(
            Plan input,
            List<dev.tideline.engine.expr.Expr> partition,
            List<Plan.SortKey> order,
            WindowFrame frame,
            WindowAssignment... functions) {
        return new Plan.Window(input, partition, order, List.of(), frame, List.of(functions));
    }
}
