package dev.tideline.engine.circuit.lowering;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.INT8;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.TEXT;
import static dev.tideline.engine.plan.PlanBuilder.aggregateCall;
import static dev.tideline.engine.plan.PlanBuilder.and;
import static dev.tideline.engine.plan.PlanBuilder.compare;
import static dev.tideline.engine.plan.PlanBuilder.count;
import static dev.tideline.engine.plan.PlanBuilder.eq;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;
import static dev.tideline.engine.plan.PlanBuilder.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.circuit.spec.CircuitSpec;
import dev.tideline.engine.circuit.spec.Explain;
import dev.tideline.engine.circuit.spec.InputColumn;
import dev.tideline.engine.circuit.spec.KeyPart.Widening;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.value.PgTypeCatalog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What circuits look like: what is shared, what is stored, by which key, and what people are told of it. */
class LoweringTest {

    private static final Table ORDERS = PlanBuilder.table(
            "orders",
            List.of("id"),
            PlanBuilder.column("id", INT8),
            PlanBuilder.column("customer_id", INT4),
            PlanBuilder.column("day", INT4),
            PlanBuilder.column("status", TEXT),
            PlanBuilder.column("cents", INT8),
            PlanBuilder.column("note", TEXT));
    private static final Table CUSTOMERS = PlanBuilder.table(
            "customers", List.of("id"), PlanBuilder.column("id", INT4), PlanBuilder.column("country", TEXT));

    private final PlanBuilder plans = new PlanBuilder();

    private static CircuitSpec lower(ViewPlan... views) {
        return new Lowering(new PgTypeCatalog()).lower(List.of(views), Map.of());
    }

    private ViewPlan daily(String name) {
        var orders = plans.scan(ORDERS);
        var customers = plans.scan(CUSTOMERS);
        var join =
                new Plan.Join(JoinKind.INNER, orders, customers, eq(ref(customers, "id"), ref(orders, "customer_id")));
        return view(
                name,
                new Plan.Aggregate(
                        join,
                        List.of(plans.assign("day", ref(join, "day")), plans.assign("country", ref(join, "country"))),
                        List.of(
                                plans.aggregate("orders", count()),
                                plans.aggregate(
                                        "cents", aggregateCall("sum", NUMERIC, false, null, ref(join, "cents"))))));
    }

    @Test
    void explainsWhatIsKeptAndWhatItCosts() {
        assertThat(Explain.view(lower(daily("daily"), open("open")), "daily")).isEqualTo("""
                View daily: key (day, country), proven; keeps nothing
                  #5 Aggregate by [day, country]: count(*), sum(cents)
                       keeps (group) → accumulators; per change O(1)
                    #4 Inner join on (customer_id) = (id)
                         keeps nothing of its own; per change O(partners)
                      #3 Arrange by (customer_id)
                           keeps (key, row) → weight; per change O(1)
                        #1 Project customer_id, day, cents
                             keeps nothing; per change O(1)
                          #0 Table public.orders (id, customer_id, day, status, cents)  [shared by daily, open]
                               keeps (id) → row; per change O(1)
                      #2 Table public.customers (id, country)
                           keeps (id) → row; per change O(1)
                """);
    }

    private ViewPlan open(String name) {
        var orders = plans.scan(ORDERS);
        var open = new Plan.Filter(orders, eq(ref(orders, "status"), PlanBuilder.text("open")));
        return view(name, new Plan.Project(open, List.of(plans.assign("id", ref(open, "id")))));
    }

    @Test
    void equalViewsAreOneNetwork() {
        var one = lower(daily("a"));
        var two = lower(daily("a"), daily("b"));
        assertThat(two.operators()).isEqualTo(one.operators());
        assertThat(two.views())
                .extracting("input")
                .containsOnly(one.views().get(0).input());
    }

    @Test
    void aPlansIdentityIsItsMeaning() {
        var hash = lower(daily("a"), open("b")).planHash();
        assertThat(hash).hasSize(64).isEqualTo(lower(daily("a"), open("b")).planHash());
        assertThat(lower(open("b"), daily("a")).planHash()).isNotEqualTo(hash);
        assertThat(lower(daily("c"), open("b")).planHash()).isNotEqualTo(hash);
        assertThat(lower(daily("a")).planHash()).isNotEqualTo(hash);
    }

    @Test
    void onlyUsedColumnsAreAskedFor() {
        var input = lower(open("open")).inputs().get(0);
        assertThat(input.columns()).extracting(InputColumn::name).containsExactly("id", "status");
        assertThat(input.key()).extracting(InputColumn::name).containsExactly("id");
    }

    @Test
    void aPrimaryKeyServesAsArrangementInAnyOrderOfTheEquations() {
        var pairs = PlanBuilder.table(
                "pairs",
                List.of("p", "q"),
                PlanBuilder.column("q", INT4),
                PlanBuilder.column("p", INT4),
                PlanBuilder.column("v", TEXT));
        var orders = plans.scan(ORDERS);
        var scan = plans.scan(pairs);
        var join = new Plan.Join(
                JoinKind.LEFT,
                orders,
                scan,
                and(eq(ref(scan, "q"), ref(orders, "day")), eq(ref(scan, "p"), ref(orders, "customer_id"))));
        var spec = lower(view("v", join));
        var operator = (OperatorSpec.Join) only(spec, OperatorSpec.Join.class);
        assertThat(spec.operators().get(operator.right())).isInstanceOf(OperatorSpec.TableInput.class);
        var arranged = (OperatorSpec.Arrange) spec.operators().get(operator.left());
        assertThat(arranged.key())
                .extracting(part -> ((Expr.InputRef) part.value()).index())
                .containsExactly(1, 2);
        assertThat(arranged.unique()).isTrue();
    }

    @Test
    void aKeyOfAnotherWidthIsNoPrimaryKeyAndIsWidened() {
        var orders = plans.scan(ORDERS);
        var customers = plans.scan(CUSTOMERS);
        var join = new Plan.Join(JoinKind.INNER, orders, customers, eq(ref(orders, "id"), ref(customers, "id")));
        var spec = lower(view("v", join));
        var operator = (OperatorSpec.Join) only(spec, OperatorSpec.Join.class);
        for (int side : operator.inputs()) {
            var arranged = (OperatorSpec.Arrange) spec.operators().get(side);
            assertThat(arranged.key()).hasSize(1).allMatch(part -> part.widening() == Widening.BIGINT);
        }
    }

    @Test
    void anExpressionThatCanFailIsNoKey() {
        var orders = plans.scan(ORDERS);
        var customers = plans.scan(CUSTOMERS);
        var fails = PlanBuilder.call("int4div", INT4, integer(1), ref(orders, "day"));
        var join = new Plan.Join(JoinKind.INNER, orders, customers, eq(fails, ref(customers, "id")));
        var operator = (OperatorSpec.Join) only(lower(view("v", join)), OperatorSpec.Join.class);
        assertThat(operator.residual()).isNotNull();
    }

    @Test
    void aCrossJoinWithAnEquationAboveIsKeyed() {
        var orders = plans.scan(ORDERS);
        var customers = plans.scan(CUSTOMERS);
        var cross = new Plan.Join(JoinKind.INNER, orders, customers, Expr.Constant.TRUE);
        var filter = new Plan.Filter(
                cross,
                and(
                        eq(ref(orders, "customer_id"), ref(customers, "id")),
                        compare("lt", ref(orders, "day"), ref(customers, "id"))));
        var operator = (OperatorSpec.Join) only(lower(view("v", filter)), OperatorSpec.Join.class);
        assertThat(operator.residual()).isNotNull();
        var spec = lower(view("v", filter));
        assertThat(spec.operators().get(operator.right())).isInstanceOf(OperatorSpec.TableInput.class);
    }

    @Test
    void equalArgumentsAndCallsAreKeptOnce() {
        var orders = plans.scan(ORDERS);
        var sum = aggregateCall("sum", NUMERIC, false, null, ref(orders, "cents"));
        var average = aggregateCall("avg", NUMERIC, false, null, ref(orders, "cents"));
        var plan = new Plan.Aggregate(
                orders,
                List.of(plans.assign("s", ref(orders, "status"))),
                List.of(plans.aggregate("a", sum), plans.aggregate("b", average), plans.aggregate("c", sum)));
        var spec = lower(view("v", plan));
        var aggregate = (OperatorSpec.Aggregate) only(spec, OperatorSpec.Aggregate.class);
        assertThat(aggregate.aggregates()).hasSize(2);
        assertThat(spec.operators().get(aggregate.input()).types()).hasSize(2);
        assertThat(spec.views().get(0).columns()).hasSize(4);
    }

    @Test
    void aViewWithoutKeyIsABag() {
        var orders = plans.scan(ORDERS);
        var spec = lower(
                view("bag", new Plan.Project(orders, List.of(plans.assign("day", ref(orders, "day"))))),
                view("one", new Plan.Aggregate(orders, List.of(), List.of(plans.aggregate("n", count())))));
        assertThat(spec.views().get(0).bag()).isTrue();
        assertThat(spec.views().get(1).bag()).isFalse();
        assertThat(spec.views().get(1).key()).isEmpty();
        assertThat(Explain.view(spec, "bag")).startsWith("View bag: no natural key");
        assertThat(Explain.view(spec, "one")).startsWith("View one: at most one row");
    }

    private static OperatorSpec only(CircuitSpec spec, Class<? extends OperatorSpec> kind) {
        var found = spec.operators().stream().filter(kind::isInstance).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
