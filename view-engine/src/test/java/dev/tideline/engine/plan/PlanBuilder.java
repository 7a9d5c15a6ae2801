package dev.tideline.engine.plan;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.plan.Plan.AggregateAssignment;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Table.TableColumn;
import dev.tideline.engine.plan.ViewPlan.OutputColumn;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.schemas.wire.TableName;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** Plans put together by hand, for tests. */
public final class PlanBuilder {

    public static final SqlType INT4 = SqlType.of(PgType.INT4);
    public static final SqlType INT8 = SqlType.of(PgType.INT8);
    public static final SqlType NUMERIC = SqlType.of(PgType.NUMERIC);
    public static final SqlType FLOAT8 = SqlType.of(PgType.FLOAT8);
    public static final SqlType BOOL = SqlType.of(PgType.BOOL);
    public static final SqlType TEXT = new SqlType(PgType.TEXT, -1, Collation.C);

    private int nextId = 1;

    public static Table table(String name, List<String> primaryKey, TableColumn... columns) {
        return new Table(new TableName("public", name), List.of(columns), primaryKey);
    }

    public static TableColumn column(String name, SqlType type) {
        return new TableColumn(name, type, false);
    }

    public Column fresh(String name, SqlType type) {
        return new Column(nextId++, name, type);
    }

    /** A scan of all columns. */
    public Plan.Scan scan(Table table) {
        return new Plan.Scan(
                table,
                table.columns().stream().map(TableColumn::name).toList(),
                table.columns().stream()
                        .map(column -> fresh(column.name(), column.type()))
                        .toList());
    }

    public Assignment assign(String name, Expr value) {
        return new Assignment(fresh(name, value.type()), value);
    }

    public AggregateAssignment aggregate(String name, AggregateCall call) {
        return new AggregateAssignment(fresh(name, call.type()), call);
    }

    /** The named column of a plan's output. */
    public static Expr ref(Plan plan, String name) {
        return new ColumnRef(plan.output().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + name + " in " + plan.output())));
    }

    public static Expr ref(Column column) {
        return new ColumnRef(column);
    }

    public static Expr integer(int value) {
        return new Constant(value, INT4);
    }

    public static Expr text(String value) {
        return new Constant(value, TEXT);
    }

    public static Expr numeric(String value) {
        return new Constant(PgNumeric.of(new BigDecimal(value)), NUMERIC);
    }

    /** A strict function of pg_catalog whose declared types are those of its arguments. */
    public static Expr call(String function, SqlType result, Expr... arguments) {
        var types = Arrays.stream(arguments).map(e -> e.type().type()).toList();
        return new Call(
                new Function("pg_catalog", function, types, result.type(), true, Volatility.IMMUTABLE),
                List.of(arguments),
                result,
                arguments[0].type().collation());
    }

    public static Expr eq(Expr left, Expr right) {
        return compare("eq", left, right);
    }

    /** A comparison; {@code operator} is eq, ne, lt, le, gt or ge. */
    public static Expr compare(String operator, Expr left, Expr right) {
        var l = ((PgType.Base) left.type().underlying()).name();
        var r = ((PgType.Base) right.type().underlying()).name();
        var name = l.equals(r)
                ? switch (l) {
                    case "numeric" -> "numeric_" + operator;
                    case "text" -> operator.matches("eq|ne") ? "text" + operator : "text_" + operator;
                    default -> l + operator;
                }
                : "int" + l.charAt(3) + r.charAt(3) + operator;
        return call(name, BOOL, left, right);
    }

    public static Expr and(Expr... terms) {
        return new Expr.And(List.of(terms));
    }

    public static AggregateCall count() {
        return aggregateCall("count", INT8, false, null);
    }

    public static AggregateCall aggregateCall(
            String name, SqlType result, boolean distinct, Expr filter, Expr... arguments) {
        var types = Arrays.stream(arguments).map(e -> e.type().type()).toList();
        return new AggregateCall(
                new Function("pg_catalog", name, types, result.type(), false, Volatility.IMMUTABLE),
                List.of(arguments),
                distinct,
                filter,
                List.of(),
                result,
                null);
    }

    /** A window function, or an aggregate as one. */
    public Plan.WindowAssignment window(String name, SqlType result, Expr... arguments) {
        var types = Arrays.stream(arguments).map(e -> e.type().type()).toList();
        var function = new Function("pg_catalog", name, types, result.type(), false, Volatility.IMMUTABLE);
        return new Plan.WindowAssignment(
                fresh(name, result), new Plan.WindowCall(function, List.of(arguments), null, result));
    }

    public static Plan.SortKey ascending(Expr value) {
        return new Plan.SortKey(value, false, false);
    }

    public static Plan.SortKey descending(Expr value) {
        return new Plan.SortKey(value, true, true);
    }

    /** A view that shows all of the plan's columns. */
    public static ViewPlan view(String name, Plan plan) {
        return new ViewPlan(
                name,
                plan,
                plan.output().stream()
                        .map(column -> new OutputColumn(column.name(), column))
                        .toList());
    }
}
