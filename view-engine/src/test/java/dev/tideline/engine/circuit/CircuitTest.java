package dev.tideline.engine.circuit;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.INT8;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.TEXT;
import static dev.tideline.engine.plan.PlanBuilder.aggregateCall;
import static dev.tideline.engine.plan.PlanBuilder.call;
import static dev.tideline.engine.plan.PlanBuilder.count;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;
import static dev.tideline.engine.plan.PlanBuilder.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.engine.circuit.Topology.Change;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.state.MemoryStates;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the circuit promises beyond the laws: violations, failures that heal, representations, sharing. */
class CircuitTest {

    private static final Table T = PlanBuilder.table(
            "t",
            List.of("id"),
            PlanBuilder.column("id", INT4),
            PlanBuilder.column("a", INT4),
            PlanBuilder.column("n", NUMERIC),
            PlanBuilder.column("b", TEXT));
    private static final Table BAG =
            PlanBuilder.table("bag", List.of(), PlanBuilder.column("a", INT4), PlanBuilder.column("n", NUMERIC));

    private final PlanBuilder plans = new PlanBuilder();
    private final MemoryStates states = new MemoryStates();
    private final Recorder results = new Recorder();

    private static final class Recorder implements ResultSink {
        private final List<String> calls = new ArrayList<>();

        @Override
        public void upsert(int view, Row key, Row row, long count) {
            calls.add(view + " + " + row + (count == 1 ? "" : " x" + count));
        }

        @Override
        public void delete(int view, Row key) {
            calls.add(view + " - " + key);
        }

        List<String> take() {
            var taken = List.copyOf(calls);
            calls.clear();
            return taken;
        }
    }

    private static Row t(int id, Integer a, String n) {
        return new Row(id, a, n == null ? null : numeric(n), "text");
    }

    private static PgNumeric numeric(String text) {
        return PgNumeric.of(new BigDecimal(text));
    }

    private static Change change(Table table, Row before, Row after) {
        return new Change(table.name(), before, after);
    }

    private Topology topology(ViewPlan... views) {
        return new Topology(List.of(T, BAG), List.of(views));
    }

    private List<String> epoch(Topology topology, Circuit circuit, Change... changes) {
        circuit.step(topology.slice(List.of(changes)));
        assertThat(circuit.emit(results, 1000)).isTrue();
        return results.take();
    }

    private Circuit circuit(Topology topology) {
        return topology.circuit(states, CircuitOptions.DEFAULT);
    }

    private Plan quotients() {
        var t = plans.scan(T);
        return new Plan.Project(
                t,
                List.of(
                        plans.assign("id", ref(t, "id")),
                        plans.assign("q", call("int4div", INT4, integer(12), ref(t, "a")))));
    }

    @Test
    void aFailingRowFailsItsViewsUntilItIsGone() {
        var quotients = quotients();
        var filtered = quotients();
        var positive = new Plan.Filter(filtered, PlanBuilder.compare("gt", ref(filtered, "q"), integer(0)));
        var t = plans.scan(T);
        var topology = topology(view("q", quotients), view("positive", positive), view("plain", t));
        var circuit = circuit(topology);
        assertThat(epoch(topology, circuit, change(T, null, t(1, 3, null)))).contains("0 + [1, 4]", "1 + [1, 4]");
        assertThat(circuit.failures()).isEmpty();

        assertThat(epoch(topology, circuit, change(T, null, t(2, 0, null)), change(T, null, t(3, 0, null))))
                .allMatch(call -> call.startsWith("2 +"))
                .hasSize(2);
        assertThat(circuit.failures()).hasSize(2).allSatisfy(failure -> {
            assertThat(failure.message()).isEqualTo("division by zero");
            assertThat(failure.sqlState()).isEqualTo("22012");
            assertThat(failure.row()).contains("2").contains("0");
            assertThat(failure.errors()).isEqualTo(2);
        });
        assertThat(circuit.failures()).extracting(ViewFailure::view).containsExactly(0, 1);

        circuit.flush();
        circuit = circuit(topology);
        assertThat(circuit.failures()).hasSize(2);
        epoch(topology, circuit, change(T, t(2, 0, null), null));
        assertThat(circuit.failures()).hasSize(2).allMatch(failure -> failure.errors() == 1);
        assertThat(epoch(topology, circuit, change(T, t(3, 0, null), t(3, 6, null))))
                .contains("0 + [3, 2]");
        assertThat(circuit.failures()).isEmpty();
    }

    @Test
    void aGroupThatOverflowsRecovers() {
        var f = PlanBuilder.table(
                "f", List.of("id"), PlanBuilder.column("id", INT4), PlanBuilder.column("v", PlanBuilder.FLOAT8));
        var scan = plans.scan(f);
        var sum = new Plan.Aggregate(
                scan,
                List.of(),
                List.of(plans.aggregate("s", aggregateCall("sum", PlanBuilder.FLOAT8, false, null, ref(scan, "v")))));
        var topology = new Topology(List.of(f), List.of(view("s", sum)));
        var circuit = circuit(topology);
        assertThat(epoch(topology, circuit)).containsExactly("0 + [null]");
        assertThat(epoch(topology, circuit, change(f, null, new Row(1, 1.5e308))))
                .containsExactly("0 + [1.5E308]");
        assertThat(epoch(topology, circuit, change(f, null, new Row(2, 1.5e308))))
                .containsExactly("0 - []");
        assertThat(circuit.failures()).extracting(ViewFailure::message).containsExactly("value out of range: overflow");
        circuit.flush();
        circuit = circuit(topology);
        assertThat(epoch(topology, circuit, change(f, new Row(2, 1.5e308), null)))
                .containsExactly("0 + [1.5E308]");
        assertThat(circuit.failures()).isEmpty();
    }

    @Test
    void anErrorFailsTheWholeGroupOnlyWhileItIsThere() {
        var bag = plans.scan(BAG);
        var sums = new Plan.Aggregate(
                bag,
                List.of(plans.assign("n", ref(bag, "n"))),
                List.of(plans.aggregate(
                        "s",
                        aggregateCall("sum", INT8, false, null, call("int4div", INT4, integer(6), ref(bag, "a"))))));
        var topology = topology(view("s", sums));
        var circuit = circuit(topology);
        var bad = new Row(0, numeric("1"));
        epoch(
                topology,
                circuit,
                change(BAG, null, bad),
                change(BAG, null, bad),
                change(BAG, null, new Row(2, numeric("1"))));
        assertThat(circuit.failures()).extracting(ViewFailure::errors).containsExactly(2L);
        epoch(topology, circuit, change(BAG, bad, null));
        assertThat(circuit.failures()).extracting(ViewFailure::errors).containsExactly(1L);
        epoch(topology, circuit, change(BAG, null, null));
        assertThat(circuit.failures()).isEmpty();
    }

    @Test
    void whatCannotHaveHappenedStopsTheCircuit() {
        var topology = topology(view("t", plans.scan(T)), view("bag", plans.scan(BAG)));
        var circuit = circuit(topology);
        assertThatThrownBy(() -> circuit.step(topology.slice(List.of(change(T, t(7, 1, null), null)))))
                .isInstanceOf(CircuitViolation.class)
                .hasMessage("public.t, key (7): a row is deleted that is not there");
        var another = circuit(topology);
        assertThatThrownBy(() -> another.step(topology.slice(List.of(change(BAG, new Row(1, null), null)))))
                .isInstanceOf(CircuitViolation.class)
                .hasMessage("public.bag, key (1, NULL): a row is deleted that is not there");
        var third = circuit(topology);
        var update = new TableChange.Upsert(new Row(9), t(9, 1, null), new int[] {3});
        assertThatThrownBy(() -> third.step(Map.of(T.name(), List.of(update))))
                .isInstanceOf(CircuitViolation.class)
                .hasMessageContaining("public.t, key (9)");
        assertThatThrownBy(() ->
                        third.step(Map.of(PlanBuilder.table("x", List.of()).name(), List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void columnsThatCameWithoutValueKeepTheirs() {
        var topology = topology(view("t", plans.scan(T)));
        var circuit = circuit(topology);
        epoch(topology, circuit, change(T, null, t(1, 5, "2.5")));
        var update = new TableChange.Upsert(new Row(1), new Row(1, 6, null, null), new int[] {2, 3});
        circuit.step(Map.of(T.name(), List.of(update, update)));
        circuit.emit(results, 10);
        assertThat(results.take()).containsExactly("0 + [1, 6, 2.5, text]");
    }

    @Test
    void changesOfUnusedColumnsLeaveNoTrace() {
        var t = plans.scan(T);
        var topology = topology(view("ids", new Plan.Project(t, List.of(plans.assign("id", ref(t, "id"))))));
        assertThat(topology.spec.inputs().get(0).columns()).hasSize(1);
        var circuit = circuit(topology);
        assertThat(epoch(topology, circuit, change(T, null, t(1, 5, "2.5")))).containsExactly("0 + [1]");
        assertThat(epoch(topology, circuit, change(T, t(1, 5, "2.5"), t(1, 6, "3"))))
                .isEmpty();
    }

    @Test
    void truncateTakesAllRows() {
        var topology = topology(view("t", plans.scan(T)), view("bag", plans.scan(BAG)));
        var circuit = circuit(topology);
        var row = new Row(1, numeric("1.0"));
        assertThat(epoch(
                        topology,
                        circuit,
                        change(T, null, t(1, 1, null)),
                        change(BAG, null, row),
                        change(BAG, null, row)))
                .containsExactly("0 + [1, 1, null, text]", "1 + [1, 1.0] x2");
        circuit.flush();
        circuit = circuit(topology);
        assertThat(epoch(
                        topology,
                        circuit,
                        change(T, null, null),
                        change(T, null, t(2, 2, null)),
                        change(BAG, null, null),
                        change(BAG, null, row)))
                .containsExactlyInAnyOrder("0 - [1]", "0 + [2, 2, null, text]", "1 + [1, 1.0]");
    }

    @Test
    void theLeastLiveRepresentationStandsForAGroup() {
        var bag = plans.scan(BAG);
        var groups = new Plan.Aggregate(
                bag, List.of(plans.assign("n", ref(bag, "n"))), List.of(plans.aggregate("c", count())));
        var topology = topology(view("g", groups));
        var circuit = circuit(topology);
        var wide = new Row(1, numeric("1.00"));
        var narrow = new Row(2, numeric("1"));
        assertThat(epoch(topology, circuit, change(BAG, null, wide))).containsExactly("0 + [1.00, 1]");
        assertThat(epoch(topology, circuit, change(BAG, null, narrow)))
                .as("the old form goes before the new one comes")
                .containsExactly("0 - [1.00]", "0 + [1, 2]");
        assertThat(epoch(topology, circuit, change(BAG, narrow, null))).containsExactly("0 - [1]", "0 + [1.00, 1]");
    }

    @Test
    void aDeclaredKeyIsWatched() {
        var t = plans.scan(T);
        var plan = new Plan.Project(t, List.of(plans.assign("a", ref(t, "a")), plans.assign("n", ref(t, "n"))));
        var topology = new Topology(List.of(T, BAG), List.of(view("v", plan)), Map.of("v", List.of("a")));
        assertThat(topology.spec.views().get(0).keyChecked()).isTrue();
        var circuit = circuit(topology);
        assertThat(epoch(topology, circuit, change(T, null, t(1, 5, "1")))).containsExactly("0 + [5, 1]");
        circuit.step(topology.slice(List.of(change(T, null, t(2, 5, "2")))));
        circuit.flush();
        circuit = circuit(topology);
        assertThat(epoch(topology, circuit, change(T, t(1, 5, "1"), null)))
                .as("two rows of a key in mid-epoch are no violation")
                .containsExactly("0 + [5, 2]");
        circuit.step(topology.slice(List.of(change(T, null, t(3, 5, "3")))));
        circuit.flush();
        var restarted = circuit(topology);
        assertThatThrownBy(() -> restarted.emit(results, 10))
                .isInstanceOf(CircuitViolation.class)
                .hasMessage("view v, key (5): the declared key [a] has 2 rows");
    }

    @Test
    void aDeclaredKeyThatIsProvenCostsNothing() {
        var topology = new Topology(List.of(T), List.of(view("v", plans.scan(T))), Map.of("v", List.of("b", "id")));
        var spec = topology.spec.views().get(0);
        assertThat(spec.keyChecked()).isFalse();
        assertThat(spec.keyNames()).containsExactly("b", "id");
        assertThatThrownBy(() ->
                        new Topology(List.of(T), List.of(view("v", plans.scan(T))), Map.of("v", List.of("nothing"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noStepWhileAnEpochIsBeingEmitted() {
        var topology = topology(view("t", plans.scan(T)));
        var circuit = circuit(topology);
        circuit.step(topology.slice(List.of(change(T, null, t(1, 1, null)), change(T, null, t(2, 1, null)))));
        assertThat(circuit.emit(results, 1)).isFalse();
        assertThat(results.take()).hasSize(1);
        assertThatThrownBy(() -> circuit.step(Map.of())).isInstanceOf(IllegalStateException.class);
        while (!circuit.emit(results, 1)) {
            assertThat(results.take()).hasSizeLessThanOrEqualTo(1);
        }
        circuit.step(Map.of());
    }

    @Test
    void statesOfAnotherPlanAreRefused() {
        var topology = topology(view("t", plans.scan(T)));
        var circuit = circuit(topology);
        epoch(topology, circuit);
        circuit.flush();
        var other = topology(view("other", plans.scan(T)));
        assertThatThrownBy(() -> circuit(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(topology.spec.planHash());
    }
}
