package dev.tideline.engine.plan;

import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What plans mean, written down as simply as possible: whole bags in, whole bags out, no state, no rewriting. The specification that
 * circuits are tested against. A failing expression fails the whole query, as in PostgreSQL.
 */
public final class NaiveEvaluator {

    private final ExprCompiler compiler;
    private final TypeCatalog types;
    private final Map<TableName, Map<String, Integer>> columns;
    private final Map<TableName, List<Row>> tables;
    private long now;

    /** @param tables full rows of every table, in the order of the table's columns */
    public NaiveEvaluator(
            ExprCompiler compiler, TypeCatalog types, List<Table> definitions, Map<TableName, List<Row>> tables) {
        this.compiler = compiler;
        this.types = types;
        this.tables = tables;
        columns = new HashMap<>();
        for (var table : definitions) {
            var positions = new HashMap<String, Integer>();
            table.columns().forEach(column -> positions.put(column.name(), positions.size()));
            columns.put(table.name(), positions);
        }
    }

    /** Evaluates as of another time than 2000-01-01. */
    public NaiveEvaluator at(long micros) {
        now = micros;
        return this;
    }

    /** The view's rows as a bag. */
    public ZSet evaluate(ViewPlan view) {
        var bag = new ZSet();
        var plan = view.plan();
        var shown = view.output().stream()
                .mapToInt(column -> plan.output().indexOf(column.column()))
                .toArray();
        rows(plan).forEach(row -> bag.add(row.project(shown), 1));
        return bag;
    }

    private List<Row> rows(Plan plan) {
        if (plan instanceof Plan.Scan scan) {
            var positions = scan.names().stream()
                    .mapToInt(columns.get(scan.table().name())::get)
                    .toArray();
            return tables.get(scan.table().name()).stream()
                    .map(row -> row.project(positions))
                    .toList();
        } else if (plan instanceof Plan.Values values) {
            return values.rows().stream()
                    .map(row -> compute(row, List.of(), Row.EMPTY))
                    .toList();
        } else if (plan instanceof Plan.Filter filter) {
            var condition = compile(filter.condition(), filter.input().output());
            return rows(filter.input()).stream()
                    .filter(row -> Boolean.TRUE.equals(condition.evaluate(row)))
                    .toList();
        } else if (plan instanceof Plan.Clock) {
            return List.of(new Row(now));
        } else if (plan instanceof Plan.TemporalFilter filter) {
            return rows(new Plan.Filter(filter.input(), filter.condition()));
        } else if (plan instanceof Plan.Project project) {
            var values = project.assignments().stream().map(Assignment::value).toList();
            return rows(project.input()).stream()
                    .map(row -> compute(values, project.input().output(), row))
                    .toList();
        } else if (plan instanceof Plan.Join join) {
            return join(join);
        } else if (plan instanceof Plan.Distinct distinct) {
            return new ArrayList<>(groups(rows(distinct.input()), distinct.output()).values().stream()
                    .map(group -> least(group, distinct.output()))
                    .toList());
        } else if (plan instanceof Plan.SetOperation operation) {
            return setOperation(operation);
        }
        return aggregate((Plan.Aggregate) plan);
    }

    private List<Row> join(Plan.Join join) {
        var left = rows(join.left());
        var right = rows(join.right());
        var both = new ArrayList<>(join.left().output());
        both.addAll(join.right().output());
        var condition = compile(join.condition(), both);
        var noLeft = new Row(new Object[join.left().output().size()]);
        var noRight = new Row(new Object[join.right().output().size()]);
        var rightMatched = new boolean[right.size()];
        var result = new ArrayList<Row>();
        for (var l : left) {
            boolean matched = false;
            for (int i = 0; i < right.size(); i++) {
                var pair = l.concat(right.get(i));
                if (Boolean.TRUE.equals(condition.evaluate(pair))) {
                    matched = true;
                    rightMatched[i] = true;
                    if (join.kind() != JoinKind.SEMI && join.kind() != JoinKind.ANTI) {
                        result.add(pair);
                    }
                }
            }
            switch (join.kind()) {
                case SEMI -> result.addAll(matched ? List.of(l) : List.of());
                case ANTI -> result.addAll(matched ? List.of() : List.of(l));
                case LEFT, FULL -> result.addAll(matched ? List.of() : List.of(l.concat(noRight)));
                case INNER, RIGHT -> {}
            }
        }
        for (int i = 0; i < right.size(); i++) {
            if (!rightMatched[i] && (join.kind() == JoinKind.RIGHT || join.kind() == JoinKind.FULL)) {
                result.add(noLeft.concat(right.get(i)));
            }
        }
        return result;
    }

    private List<Row> setOperation(Plan.SetOperation operation) {
        var left = rows(operation.left());
        var right = rows(operation.right());
        var output = operation.output();
        var all = new ArrayList<>(left);
        if (operation.kind() == Plan.SetKind.UNION) {
            all.addAll(right);
            return operation.all()
                    ? all
                    : groups(all, output).values().stream()
                            .map(group -> least(group, output))
                            .toList();
        }
        var rightGroups = groups(right, output);
        var result = new ArrayList<Row>();
        groups(left, output).forEach((key, group) -> {
            int a = group.size();
            int b = rightGroups.getOrDefault(key, List.of()).size();
            boolean except = operation.kind() == Plan.SetKind.EXCEPT;
            int times = operation.all() ? except ? Math.max(a - b, 0) : Math.min(a, b) : (b > 0) != except ? 1 : 0;
            result.addAll(Collections.nCopies(times, least(group, output)));
        });
        return result;
    }

    private List<Row> aggregate(Plan.Aggregate aggregate) {
        var input = rows(aggregate.input());
        var inputColumns = aggregate.input().output();
        var keyColumns = aggregate.keys().stream().map(Assignment::column).toList();
        var keyValues = aggregate.keys().stream().map(Assignment::value).toList();
        Map<Row, List<Row>> members = new LinkedHashMap<>();
        Map<Row, List<Row>> keys = new LinkedHashMap<>();
        if (aggregate.keys().isEmpty()) {
            members.put(Row.EMPTY, new ArrayList<>());
            keys.put(Row.EMPTY, List.of(Row.EMPTY));
        }
        for (var row : input) {
            var key = compute(keyValues, inputColumns, row);
            var group = representative(key, keyColumns);
            members.computeIfAbsent(group, absent -> new ArrayList<>()).add(row);
            if (!keyColumns.isEmpty()) {
                keys.computeIfAbsent(group, absent -> new ArrayList<>()).add(key);
            }
        }
        var naive = new NaiveAggregates(compiler, types);
        var result = new ArrayList<Row>();
        members.forEach((group, rows) -> {
            var values = new ArrayList<Object>();
            var shown = least(keys.get(group), keyColumns);
            for (int i = 0; i < shown.size(); i++) {
                values.add(shown.get(i));
            }
            for (var assignment : aggregate.aggregates()) {
                values.add(naive.evaluate(assignment.call(), inputs(assignment.call(), rows, inputColumns)));
            }
            result.add(new Row(values.toArray()));
        });
        return result;
    }

    /** The argument's values over the rows that the filter keeps; TRUE for each row of {@code count(*)}. */
    private List<Object> inputs(Plan.AggregateCall call, List<Row> rows, List<Column> inputColumns) {
        var filter = call.filter() == null ? null : compile(call.filter(), inputColumns);
        var argument =
                call.arguments().isEmpty() ? null : compile(call.arguments().get(0), inputColumns);
        var values = new ArrayList<>();
        for (var row : rows) {
            if (filter == null || Boolean.TRUE.equals(filter.evaluate(row))) {
                values.add(argument == null ? Boolean.TRUE : argument.evaluate(row));
            }
        }
        return values;
    }

    private Map<Row, List<Row>> groups(List<Row> rows, List<Column> output) {
        Map<Row, List<Row>> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.computeIfAbsent(representative(row, output), absent -> new ArrayList<>())
                .add(row));
        return groups;
    }

    private Row representative(Row row, List<Column> output) {
        var values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i) == null
                    ? null
                    : types.semantics(output.get(i).type()).representative(row.get(i));
        }
        return new Row(values);
    }

    private Row least(List<Row> rows, List<Column> output) {
        var codec = RowCodec.of(output.stream().map(Column::type).toList(), types);
        return rows.stream()
                .min((a, b) -> Arrays.compareUnsigned(codec.toBytes(a), codec.toBytes(b)))
                .orElseThrow();
    }

    private Row compute(List<Expr> values, List<Column> input, Row row) {
        return new Row(values.stream()
                .map(value -> compile(value, input).evaluate(row))
                .toArray());
    }

    private Evaluator compile(Expr expr, List<Column> input) {
        var references = new HashMap<Column, Expr>();
        for (int i = 0; i < input.size(); i++) {
            references.put(input.get(i), new InputRef(i, input.get(i).type()));
        }
        var timeless = ExprTree.at(expr, new Expr.Constant(now, SqlType.of(PgType.TIMESTAMPTZ)));
        return compiler.compile(ExprTree.substitute(timeless, references));
    }
}
