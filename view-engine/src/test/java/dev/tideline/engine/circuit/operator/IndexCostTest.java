package dev.tideline.engine.circuit.operator;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.INT8;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.aggregateCall;
import static dev.tideline.engine.plan.PlanBuilder.ascending;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.descending;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.circuit.Circuit;
import dev.tideline.engine.circuit.CircuitOptions;
import dev.tideline.engine.circuit.RandomPlans;
import dev.tideline.engine.circuit.Shown;
import dev.tideline.engine.circuit.Topology;
import dev.tideline.engine.circuit.Topology.Change;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.expr.WindowFrame.Bound;
import dev.tideline.engine.expr.WindowFrame.Exclusion;
import dev.tideline.engine.expr.WindowFrame.Mode;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.TopKind;
import dev.tideline.engine.plan.Plan.WindowAssignment;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.MemoryStates;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many entries of the state a change reads, in one partition of many rows, or beside a bound. */
class IndexCostTest {

    private static final int ROWS = 5_000;
    private static final int MIDDLE = ROWS / 2;

    private final PlanBuilder plans = new PlanBuilder();
    private final Plan.Scan t = plans.scan(RandomPlans.T);
    private long read;

    /** Counts what cursors give. */
    private final class Counting implements KeyedState {
        private final KeyedState state;

        Counting(KeyedState state) {
            this.state = state;
        }

        @Override
        public byte[] get(byte[] key) {
            read++;
            return state.get(key);
        }

        @Override
        public void put(byte[] key, byte[] value) {
            state.put(key, value);
        }

        @Override
        public Cursor scan(byte[] prefix) {
            return counted(state.scan(prefix));
        }

        @Override
        public Cursor range(byte[] from, byte[] to, boolean backward) {
            return counted(state.range(from, to, backward));
        }

        private Cursor counted(Cursor cursor) {
            return new Cursor() {
                @Override
                public boolean next() {
                    read++;
                    return cursor.next();
                }

                @Override
                public byte[] key() {
                    return cursor.key();
                }

                @Override
                public byte[] value() {
                    return cursor.value();
                }

                @Override
                public void close() {
                    cursor.close();
                }
            };
        }
    }

    @Test
    void neighboursAreSought() {
        var lag = plans.window("lag", INT4, ref(t, "a"), integer(1));
        assertThat(cost(window(WindowFrame.DEFAULT, lag), MIDDLE)).isLessThan(20);
    }

    @Test
    void slidingFramesReadTheRowsInReach() {
        var rows =
                new WindowFrame(Mode.ROWS, Bound.PRECEDING, integer(10), Bound.FOLLOWING, integer(10), Exclusion.NONE);
        assertThat(cost(window(rows, sum()), MIDDLE)).isBetween(40L, 100L);
        var range = new WindowFrame(Mode.RANGE, Bound.PRECEDING, integer(10), Bound.CURRENT_ROW, null, Exclusion.NONE);
        assertThat(cost(window(range, sum()), MIDDLE)).isLessThan(100);
    }

    @Test
    void runningFunctionsReadWhatStandsBehind() {
        assertThat(cost(window(WindowFrame.DEFAULT, sum()), ROWS - 1)).isLessThan(300);
        var number = plans.window("row_number", INT8);
        // The row stays where it is: behind it nothing differs.
        assertThat(cost(window(WindowFrame.DEFAULT, number), MIDDLE)).isLessThan(300);
    }

    @Test
    void theFirstRowsAreReadIfTheyChange() {
        var top = new Plan.TopK(
                t,
                List.of(),
                List.of(descending(ref(t, "id"))),
                List.of(),
                TopKind.ROWS,
                new Expr.Constant(3L, INT8),
                null);
        assertThat(cost(top, MIDDLE)).isLessThan(20);
        assertThat(cost(top, ROWS - 1)).isLessThan(20);
    }

    @Test
    void rowsOfSmallRankAreTheFirstRows() {
        var number = plans.window("row_number", INT8);
        var few = new Plan.Filter(window(WindowFrame.DEFAULT, number), compare("le", ref(number.column()), integer(3)));
        assertThat(cost(few, MIDDLE)).isLessThan(20);
        assertThat(cost(few, 1)).isLessThan(50);
    }

    @Test
    void ofRowsBeyondABoundThoseItPassesAreRead() {
        var all = plans.scan(RandomPlans.T);
        var average = new Plan.Aggregate(
                all,
                List.of(),
                List.of(plans.aggregate("avg", aggregateCall("avg", NUMERIC, false, null, ref(all, "n")))));
        var join = new Plan.Join(Plan.JoinKind.INNER, t, average, compare("gt", ref(t, "n"), ref(average, "avg")));
        var above = new Plan.Project(join, List.of(plans.assign("id", ref(t, "id"))));
        assertThat(cost(above, MIDDLE)).isLessThan(40);
    }

    private WindowAssignment sum() {
        return plans.window("sum", INT8, ref(t, "a"));
    }

    private Plan window(WindowFrame frame, WindowAssignment... functions) {
        return new Plan.Window(t, List.of(), List.of(ascending(ref(t, "id"))), List.of(), frame, List.of(functions));
    }

    /** What an update of one row reads, and that it is seen. */
    private long cost(Plan plan, int id) {
        var topology = new Topology(RandomPlans.TABLES, List.of(PlanBuilder.view("v", plan)));
        var states = new MemoryStates();
        var circuit = topology.circuit(states, CircuitOptions.DEFAULT);
        var shown = new Shown(topology.spec);
        var changes = new ArrayList<Change>();
        for (int i = 0; i < ROWS; i++) {
            changes.add(new Change(RandomPlans.T.name(), null, row(i, i % 7)));
        }
        step(topology, circuit, shown, changes);
        circuit.flush();
        var counted = topology.circuit(name -> new Counting(states.state(name)), CircuitOptions.DEFAULT);
        // The boundary of what is shown is found once.
        step(
                topology,
                counted,
                shown,
                List.of(new Change(RandomPlans.T.name(), row(ROWS - 1, (ROWS - 1) % 7), row(ROWS - 1, 50))));
        read = 0;
        step(topology, counted, shown, List.of(new Change(RandomPlans.T.name(), row(id, id % 7), row(id, 100))));
        return read;
    }

    private static void step(Topology topology, Circuit circuit, Shown shown, List<Change> changes) {
        circuit.step(topology.slice(changes));
        shown.epoch();
        while (!circuit.emit(shown, 10_000)) {
            // Goes on where it stopped.
        }
    }

    private static Row row(int id, int a) {
        return new Row(id, a, "b", PgNumeric.of(id));
    }
}
