package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.call;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.eq;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.circuit.Circuit;
import dev.tideline.engine.circuit.CircuitOptions;
import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.circuit.Shown;
import dev.tideline.engine.circuit.Topology;
import dev.tideline.engine.circuit.Topology.Change;
import dev.tideline.engine.circuit.ViewFailure;
import dev.tideline.engine.expr.Column;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.state.MemoryStates;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closures of what random tables refer to, with and without duplicates; and recursions that have no end. */
class RecurseLawsTest extends OperatorLaws {

    @Override
    List<Plan> plans() {
        return List.of(closure(), numbered(), ofEqualNumbers(), withStrangers());
    }

    /** (x, y): from row x, going on from id to a, one comes to y. */
    private Plan closure() {
        var start = plans.scan(RandomPlans.T);
        var base = new Plan.Project(
                start, List.of(plans.assign("x", ref(start, "id")), plans.assign("y", ref(start, "a"))));
        var working = working(INT4, INT4);
        var next = plans.scan(RandomPlans.T);
        var pairs = new Plan.Join(JoinKind.INNER, working, next, eq(column(working, 1), ref(next, "id")));
        var step = new Plan.Project(
                pairs, List.of(plans.assign("x", column(working, 0)), plans.assign("y", ref(next, "a"))));
        return recurse(false, base, step);
    }

    /** The same with each way, up to some length. */
    private Plan numbered() {
        var start = plans.scan(RandomPlans.BAG);
        var base = new Plan.Project(start, List.of(plans.assign("x", ref(start, "a")), plans.assign("n", integer(0))));
        var working = working(INT4, INT4);
        var next = plans.scan(RandomPlans.T);
        var pairs = new Plan.Join(
                JoinKind.LEFT,
                new Plan.Filter(working, compare("lt", column(working, 1), integer(3))),
                next,
                eq(column(working, 0), ref(next, "a")));
        var step = new Plan.Project(
                pairs,
                List.of(
                        plans.assign("x", ref(next, "id")),
                        plans.assign("n", call("int4pl", INT4, column(working, 1), integer(1)))));
        return recurse(true, base, step);
    }

    /** Rows that are equal and not identical come at several iterations. */
    private Plan ofEqualNumbers() {
        var start = plans.scan(RandomPlans.BAG);
        var base = new Plan.Project(
                start, List.of(plans.assign("x", ref(start, "a")), plans.assign("n", ref(start, "n"))));
        var working = working(INT4, NUMERIC);
        var next = plans.scan(RandomPlans.T);
        var pairs = new Plan.Join(JoinKind.INNER, next, working, eq(ref(next, "id"), column(working, 0)));
        var step =
                new Plan.Project(pairs, List.of(plans.assign("x", ref(next, "a")), plans.assign("n", ref(next, "n"))));
        return recurse(false, base, step);
    }

    /** A step with rows that do not come from the recursion, but only as long as that goes on. */
    private Plan withStrangers() {
        var start = plans.scan(RandomPlans.T);
        var base = new Plan.Project(start, List.of(plans.assign("x", ref(start, "id"))));
        var working = working(INT4);
        var next = plans.scan(RandomPlans.T);
        var pairs = new Plan.Join(JoinKind.INNER, working, next, eq(column(working, 0), ref(next, "a")));
        var made = new Plan.Project(pairs, List.of(plans.assign("x", ref(next, "id"))));
        var bag = plans.scan(RandomPlans.BAG);
        var strangers = new Plan.Project(bag, List.of(plans.assign("x", ref(bag, "a"))));
        var union = new Plan.SetOperation(SetKind.UNION, true, made, strangers, fresh(INT4));
        return recurse(false, base, union);
    }

    private Plan.WorkingTable working(SqlType... types) {
        return new Plan.WorkingTable(0, fresh(types));
    }

    private List<Column> fresh(SqlType... types) {
        var columns = new ArrayList<Column>();
        for (var type : types) {
            columns.add(plans.fresh("c" + columns.size(), type));
        }
        return columns;
    }

    private static dev.tideline.engine.expr.Expr column(Plan plan, int index) {
        return ref(plan.output().get(index));
    }

    private Plan recurse(boolean all, Plan base, Plan step) {
        return new Plan.Recurse(
                0,
                all,
                base,
                step,
                fresh(base.output().stream().map(Column::type).toArray(SqlType[]::new)));
    }

    /** {@code id} counts up from each row, for ever. */
    private Topology endless() {
        var start = plans.scan(RandomPlans.T);
        var base = new Plan.Project(start, List.of(plans.assign("x", ref(start, "id"))));
        var working = working(INT4);
        var step = new Plan.Project(
                working, List.of(plans.assign("x", call("int4pl", INT4, column(working, 0), integer(1)))));
        return new Topology(RandomPlans.TABLES, List.of(PlanBuilder.view("v", recurse(true, base, step))));
    }

    @Test
    void aRecursionWithoutEndIsAnErrorAsLongAsItHasRows() {
        fails(endless(), new CircuitOptions(10, 50, 1_000_000), "the recursion does not end within 50 iterations");
    }

    @Test
    void aRecursionOfTooManyRowsIsAnErrorAsLongAsItHasThem() {
        fails(endless(), new CircuitOptions(10, 5000, 40), "the recursion gives more than 40 rows");
    }

    private static void fails(Topology topology, CircuitOptions options, String message) {
        var states = new MemoryStates();
        var shown = new Shown(topology.spec);
        var circuit = topology.circuit(states, options);
        step(topology, circuit, shown, null, 1);
        assertThat(circuit.failures()).extracting(ViewFailure::message).containsExactly(message);
        step(topology, circuit, shown, null, 2);
        circuit.flush();
        circuit = topology.circuit(states, options);
        step(topology, circuit, shown, 1, null);
        assertThat(circuit.failures()).extracting(ViewFailure::message).containsExactly(message);
        step(topology, circuit, shown, 2, null);
        assertThat(circuit.failures()).isEmpty();
        assertThat(shown.bag(0).isEmpty()).isTrue();
        circuit.flush();
        assertThat(states.sizes()).as("what is left when all rows are gone").hasSize(1);
    }

    private static void step(Topology topology, Circuit circuit, Shown shown, Integer before, Integer after) {
        circuit.step(topology.slice(List.of(new Change(RandomPlans.T.name(), row(before), row(after)))));
        shown.epoch();
        while (!circuit.emit(shown, 1000)) {
            circuit.flush();
        }
    }

    private static Row row(Integer id) {
        return id == null ? null : new Row(id, 0, "b", null);
    }

    @Test
    void whatWaitedGoesOnWhenThereIsRoom() {
        var topology = counting();
        var options = new CircuitOptions(10, 5000, 11);
        var states = new MemoryStates();
        var shown = new Shown(topology.spec);
        var circuit = topology.circuit(states, options);
        for (int id : List.of(9, 8, 7)) {
            step(topology, circuit, shown, null, id);
        }
        assertThat(circuit.failures()).isEmpty();
        step(topology, circuit, shown, null, 1);
        for (int id : List.of(7, 8, 9)) {
            assertThat(circuit.failures()).as("before %s goes", id).isNotEmpty();
            circuit.flush();
            circuit = topology.circuit(states, options);
            step(topology, circuit, shown, id, null);
        }
        assertThat(circuit.failures()).isEmpty();
        assertThat(shown.bag(0).size()).isEqualTo(10);
        assertThat(shown.bag(0).total()).isEqualTo(10);
    }

    /** {@code id} counts up from each row to ten. */
    private Topology counting() {
        var start = plans.scan(RandomPlans.T);
        var base = new Plan.Project(start, List.of(plans.assign("x", ref(start, "id"))));
        var working = working(INT4);
        var below = new Plan.Filter(working, compare("lt", column(working, 0), integer(10)));
        var step = new Plan.Project(
                below, List.of(plans.assign("x", call("int4pl", INT4, column(working, 0), integer(1)))));
        return new Topology(RandomPlans.TABLES, List.of(PlanBuilder.view("v", recurse(true, base, step))));
    }
}
