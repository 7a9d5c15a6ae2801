package dev.tideline.engine.circuit;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.INT8;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.TEXT;
import static dev.tideline.engine.plan.PlanBuilder.aggregateCall;
import static dev.tideline.engine.plan.PlanBuilder.eq;
import static dev.tideline.engine.plan.PlanBuilder.ref;

import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.state.MemoryStates;
import dev.tideline.engine.value.Row;
import dev.tideline.schemas.wire.TableName;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How much CPU the circuit takes per change, for orders per day and country (a join and an aggregate) and totals per status (five hot groups).
 * Slices of 200 changes, each emitted and flushed, as under load with frequent commits; the states are sorted maps. Run {@code main}, or see
 * what the test prints.
 */
final class CircuitSpeed {

    private static final Table ORDERS = PlanBuilder.table(
            "orders",
            List.of("id"),
            PlanBuilder.column("id", INT8),
            PlanBuilder.column("customer_id", INT8),
            PlanBuilder.column("day", INT4),
            PlanBuilder.column("status", TEXT),
            PlanBuilder.column("total_cents", INT8));
    private static final Table CUSTOMERS = PlanBuilder.table(
            "customers", List.of("id"), PlanBuilder.column("id", INT8), PlanBuilder.column("country", TEXT));
    private static final List<String> STATUSES = List.of("new", "paid", "packed", "sent", "returned");
    private static final int CUSTOMER_COUNT = 10_000;
    private static final int SLICE = 200;

    private final Topology topology;
    private final Random random = new Random(7);
    private final List<Row> orders = new ArrayList<>();
    private long nextOrder = 1;

    CircuitSpeed() {
        var plans = new PlanBuilder();
        topology = new Topology(List.of(ORDERS, CUSTOMERS), List.of(daily(plans), totals(plans)));
    }

    private static ViewPlan daily(PlanBuilder plans) {
        var orders = plans.scan(ORDERS);
        var customers = plans.scan(CUSTOMERS);
        var join =
                new Plan.Join(JoinKind.INNER, orders, customers, eq(ref(customers, "id"), ref(orders, "customer_id")));
        return PlanBuilder.view(
                "daily",
                new Plan.Aggregate(
                        join,
                        List.of(plans.assign("day", ref(join, "day")), plans.assign("country", ref(join, "country"))),
                        List.of(
                                plans.aggregate("order_count", PlanBuilder.count()),
                                plans.aggregate(
                                        "revenue",
                                        aggregateCall("sum", NUMERIC, false, null, ref(join, "total_cents"))))));
    }

    private static ViewPlan totals(PlanBuilder plans) {
        var orders = plans.scan(ORDERS);
        return PlanBuilder.view(
                "totals",
                new Plan.Aggregate(
                        orders,
                        List.of(plans.assign("status", ref(orders, "status"))),
                        List.of(
                                plans.aggregate("order_count", PlanBuilder.count()),
                                plans.aggregate(
                                        "total",
                                        aggregateCall("sum", NUMERIC, false, null, ref(orders, "total_cents"))))));
    }

    /** Microseconds of CPU per change, and what they were. */
    record Measure(int changes, double microsPerChange, int results) {}

    Measure run(int warmup, int measured) {
        var circuit = topology.circuit(new MemoryStates(), CircuitOptions.DEFAULT);
        var shown = new Counter();
        circuit.step(Map.of(CUSTOMERS.name(), customers()));
        close(circuit, shown);
        for (int done = 0; done < warmup; done += SLICE) {
            circuit.step(slice());
            close(circuit, shown);
        }
        var slices = new ArrayList<Map<TableName, List<TableChange>>>();
        for (int done = 0; done < measured; done += SLICE) {
            slices.add(slice());
        }
        shown.results = 0;
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (var slice : slices) {
            circuit.step(slice);
            close(circuit, shown);
        }
        double micros = (threads.getCurrentThreadCpuTime() - start) / 1e3;
        int changes = slices.size() * SLICE;
        return new Measure(changes, micros / changes, shown.results);
    }

    private static void close(Circuit circuit, Counter shown) {
        while (!circuit.emit(shown, 1000)) {
            // All of it.
        }
        circuit.flush();
    }

    private List<TableChange> customers() {
        var changes = new ArrayList<TableChange>();
        for (long id = 0; id < CUSTOMER_COUNT; id++) {
            var row = new Row(id, "country " + id % 40);
            changes.add(new TableChange.Upsert(new Row(id), row, null));
        }
        return changes;
    }

    private Map<TableName, List<TableChange>> slice() {
        var changes = new ArrayList<Topology.Change>();
        for (int i = 0; i < SLICE; i++) {
            int kind = orders.size() < 1000 ? 0 : random.nextInt(20);
            if (kind < 13) {
                var row = order(nextOrder++, STATUSES.get(0));
                orders.add(row);
                changes.add(new Topology.Change(ORDERS.name(), null, row));
            } else if (kind < 19) {
                int at = random.nextInt(orders.size());
                var before = orders.get(at);
                var after = new Row(
                        before.get(0), before.get(1), before.get(2), STATUSES.get(random.nextInt(5)), before.get(4));
                orders.set(at, after);
                changes.add(new Topology.Change(ORDERS.name(), before, after));
            } else {
                int at = random.nextInt(orders.size());
                var gone = orders.get(at);
                orders.set(at, orders.get(orders.size() - 1));
                orders.remove(orders.size() - 1);
                changes.add(new Topology.Change(ORDERS.name(), gone, null));
            }
        }
        return new LinkedHashMap<>(topology.slice(changes));
    }

    private Row order(long id, String status) {
        return new Row(
                id, (long) random.nextInt(CUSTOMER_COUNT), random.nextInt(30), status, (long) random.nextInt(100_000));
    }

    private static final class Counter implements ResultSink {
        private int results;

        @Override
        public void upsert(int view, Row key, Row row, long count) {
            results++;
        }

        @Override
        public void delete(int view, Row key) {
            results++;
        }
    }

    public static void main(String[] arguments) {
        for (int i = 0; i < 5; i++) {
            System.out.println(new CircuitSpeed().run(100_000, 200_000));
        }
    }
}
