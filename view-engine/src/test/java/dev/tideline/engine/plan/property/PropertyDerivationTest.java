package dev.tideline.engine.plan.property;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.TEXT;
import static dev.tideline.engine.plan.PlanBuilder.and;
import static dev.tideline.engine.plan.PlanBuilder.call;
import static dev.tideline.engine.plan.PlanBuilder.count;
import static dev.tideline.engine.plan.PlanBuilder.eq;
import static dev.tideline.engine.plan.PlanBuilder.integer;
import static dev.tideline.engine.plan.PlanBuilder.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgTypeCatalog;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keys that are found, and keys that must not be. */
class PropertyDerivationTest {

    private static final Table ORDERS = PlanBuilder.table(
            "orders",
            List.of("id"),
            PlanBuilder.column("id", INT4),
            PlanBuilder.column("customer", INT4),
            PlanBuilder.column("amount", NUMERIC));
    private static final Table CUSTOMERS = PlanBuilder.table(
            "customers", List.of("cid"), PlanBuilder.column("cid", INT4), PlanBuilder.column("country", TEXT));
    private static final Table LINES = PlanBuilder.table(
            "lines",
            List.of("order_id", "line"),
            PlanBuilder.column("order_id", INT4),
            PlanBuilder.column("line", INT4),
            PlanBuilder.column("n", NUMERIC));

    private final PlanBuilder plans = new PlanBuilder();
    private final Plan.Scan orders = plans.scan(ORDERS);
    private final Plan.Scan customers = plans.scan(CUSTOMERS);
    private final Plan.Scan lines = plans.scan(LINES);

    private static List<String> keys(Plan plan) {
        return new PropertyDerivation(new PgTypeCatalog())
                .of(plan).keys().stream()
                        .map(key -> key.stream().map(Column::name).sorted().collect(Collectors.joining(",")))
                        .toList();
    }

    private Plan.Join customersOfOrders(JoinKind kind) {
        return new Plan.Join(kind, orders, customers, eq(ref(orders, "customer"), ref(customers, "cid")));
    }

    @Test
    void aTableHasItsPrimaryKey() {
        assertThat(keys(orders)).containsExactly("id");
        assertThat(keys(lines)).containsExactly("line,order_id");
        var withoutKey =
                new Plan.Scan(ORDERS, List.of("amount"), List.of(orders.output().get(2)));
        assertThat(keys(withoutKey)).isEmpty();
    }

    @Test
    void aJoinToAKeyKeepsTheOtherSidesKey() {
        assertThat(keys(customersOfOrders(JoinKind.INNER))).containsExactly("id");
        assertThat(keys(customersOfOrders(JoinKind.LEFT))).containsExactly("id");
        assertThat(keys(customersOfOrders(JoinKind.RIGHT))).containsExactly("cid,id");
        assertThat(keys(customersOfOrders(JoinKind.FULL))).containsExactly("cid,id");
        assertThat(keys(customersOfOrders(JoinKind.SEMI))).containsExactly("id");
    }

    @Test
    void aJoinToAPartOfAKeyTakesTheRestOfIt() {
        var join = new Plan.Join(JoinKind.INNER, orders, lines, eq(ref(orders, "id"), ref(lines, "order_id")));
        assertThat(keys(join)).contains("line,order_id");
        var cross = new Plan.Join(JoinKind.INNER, orders, customers, Expr.Constant.TRUE);
        assertThat(keys(cross)).containsExactly("cid,id");
    }

    @Test
    void textsThatDifferInBlanksAreNoKeyOnceTheyAreChars() {
        var character = new SqlType(PgType.BPCHAR, -1, Collation.C);
        var lines = plans.scan(PlanBuilder.table(
                "lines",
                List.of("order_id", "line"),
                PlanBuilder.column("order_id", INT4),
                PlanBuilder.column("line", TEXT)));
        var asChar = new Expr.Relabel(ref(lines, "line"), character);
        var project = new Plan.Project(
                lines, List.of(plans.assign("order_id", ref(lines, "order_id")), plans.assign("line", asChar)));
        assertThat(keys(project)).isEmpty();
        var a = new Expr.Constant("a", character);
        var filtered = new Plan.Filter(lines, call("bpchareq", PlanBuilder.BOOL, asChar, a));
        assertThat(keys(filtered)).containsExactly("line,order_id");
    }

    @Test
    void aConstantColumnLeavesTheKey() {
        var filtered = new Plan.Filter(lines, eq(ref(lines, "order_id"), integer(7)));
        assertThat(keys(filtered)).containsExactly("line");
        var one = new Plan.Filter(orders, eq(ref(orders, "id"), integer(7)));
        assertThat(keys(one)).containsExactly("");
    }

    @Test
    void groupsHaveTheirKeysWithoutWhatOthersDetermine() {
        var join = customersOfOrders(JoinKind.INNER);
        var byCustomer = new Plan.Aggregate(
                join,
                List.of(plans.assign("cid", ref(join, "cid")), plans.assign("country", ref(join, "country"))),
                List.of(plans.aggregate("n", count())));
        assertThat(keys(byCustomer)).containsExactly("cid");
        var padded = customersOfOrders(JoinKind.FULL);
        var byPadded = new Plan.Aggregate(
                padded,
                List.of(plans.assign("cid", ref(padded, "cid")), plans.assign("amount", ref(padded, "amount"))),
                List.of());
        assertThat(keys(byPadded)).containsExactly("amount,cid");
        assertThat(keys(new Plan.Aggregate(orders, List.of(), List.of(plans.aggregate("n", count())))))
                .containsExactly("");
    }

    @Test
    void whatIsComputedFromNumericIsNotDetermined() {
        var aggregate = new Plan.Aggregate(
                lines,
                List.of(
                        plans.assign("n", ref(lines, "n")),
                        plans.assign("text", new Expr.TextCast(ref(lines, "n"), TEXT)),
                        plans.assign("line", ref(lines, "line")),
                        plans.assign("next", call("int4pl", INT4, ref(lines, "line"), integer(1)))),
                List.of());
        assertThat(keys(aggregate)).containsExactly("line,n,text");
    }

    @Test
    void aProjectionShowsAKeyUnderAnyName() {
        var join = customersOfOrders(JoinKind.INNER);
        var shown = new Plan.Project(
                join, List.of(plans.assign("c", ref(join, "cid")), plans.assign("o", ref(join, "id"))));
        assertThat(keys(shown)).containsExactly("o");
        assertThat(keys(new Plan.Project(join, List.of(plans.assign("c", ref(join, "cid"))))))
                .isEmpty();
    }

    @Test
    void aHiddenKeyColumnIsReplacedByAnEqualOne() {
        var joined = new Plan.Join(JoinKind.INNER, orders, lines, eq(ref(orders, "id"), ref(lines, "order_id")));
        var shown = new Plan.Project(
                joined, List.of(plans.assign("i", ref(joined, "id")), plans.assign("l", ref(joined, "line"))));
        assertThat(keys(shown)).containsExactly("i,l");
        var padded = new Plan.Join(JoinKind.FULL, orders, lines, eq(ref(orders, "id"), ref(lines, "order_id")));
        var hidden = new Plan.Project(
                padded, List.of(plans.assign("i", ref(padded, "id")), plans.assign("l", ref(padded, "line"))));
        assertThat(keys(hidden)).isEmpty();
    }

    @Test
    void setsHaveAllTheirColumnsForKey() {
        var left = new Plan.Project(orders, List.of(plans.assign("c", ref(orders, "customer"))));
        var right = new Plan.Project(customers, List.of(plans.assign("c", ref(customers, "cid"))));
        var output = List.of(plans.fresh("u", INT4));
        assertThat(keys(new Plan.SetOperation(SetKind.UNION, false, left, right, output)))
                .containsExactly("u");
        assertThat(keys(new Plan.SetOperation(SetKind.UNION, true, right, right, output)))
                .isEmpty();
        assertThat(keys(new Plan.SetOperation(SetKind.INTERSECT, true, left, right, output)))
                .isEmpty();
        assertThat(keys(new Plan.SetOperation(SetKind.EXCEPT, true, right, left, output)))
                .containsExactly("u");
        assertThat(keys(new Plan.Distinct(left))).containsExactly("c");
    }

    @Test
    void twoGroupsOfNullsAreNoKeyOfAFullJoin() {
        var left = group(orders, "customer");
        var right = group(customers, "country");
        var condition = new Expr.IsNull(ref(left, "customer"), true);
        assertThat(keys(new Plan.Join(JoinKind.FULL, left, right, condition))).isEmpty();
        assertThat(keys(new Plan.Join(JoinKind.INNER, left, right, condition))).containsExactly("country,customer");
    }

    private Plan group(Plan input, String column) {
        return new Plan.Aggregate(input, List.of(plans.assign(column, ref(input, column))), List.of());
    }

    @Test
    void anEquationOfBothKeysMakesEitherOne() {
        var other = plans.scan(ORDERS);
        var join = new Plan.Join(
                JoinKind.INNER,
                orders,
                other,
                and(eq(ref(orders, "id"), ref(other, "id")), eq(ref(orders, "customer"), integer(1))));
        assertThat(keys(join)).containsExactly("id", "id");
    }
}
