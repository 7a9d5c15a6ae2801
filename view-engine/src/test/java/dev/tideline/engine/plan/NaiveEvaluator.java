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
import dev.tideline.engine.plan.unnest.NodeExpressions;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.RowSet;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What plans mean, written down as simply as possible: whole bags in, whole bags out, no state, no rewriting. The specification that
 * circuits are tested against. A failing expression fails the whole query, as in PostgreSQL.
 */
public final class NaiveEvaluator {

    private final ExprCompiler compiler;
    private final TypeCatalog types;
    private final NaiveEquality equality;
    private final Map<TableName, Map<String, Integer>> columns;
    private final Map<TableName, List<Row>> tables;
    private final Map<Integer, List<Row>> workingTables = new HashMap<>();
    private long now;

    /** @param tables full rows of every table, in the order of the table's columns */
    public NaiveEvaluator(
            ExprCompiler compiler, TypeCatalog types, List<Table> definitions, Map<TableName, List<Row>> tables) {
        this.compiler = compiler;
        this.types = types;
        equality = new NaiveEquality(types);
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
            var condition = condition(filter.condition(), filter.input().output());
            return rows(filter.input()).stream()
                    .filter(row -> condition.test(row))
                    .toList();
        } else if (plan instanceof Plan.WorkingTable working) {
            return workingTables.get(working.level());
        } else if (plan instanceof Plan.Recurse recurse) {
            return recurse(recurse);
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
        } else if (plan instanceof Plan.DependentJoin join) {
            return dependentJoin(join);
        } else if (plan instanceof Plan.Distinct distinct) {
            return new ArrayList<>(equality.groups(rows(distinct.input()), distinct.output()).values().stream()
                    .map(group -> equality.least(group, distinct.output()))
                    .toList());
        } else if (plan instanceof Plan.SetOperation operation) {
            return setOperation(operation);
        } else if (plan instanceof Plan.ProjectSet set) {
            return projectSet(set);
        } else if (plan instanceof Plan.GroupingSets grouping) {
            return groupingSets(grouping);
        } else if (plan instanceof Plan.Window window) {
            return window(window);
        } else if (plan instanceof Plan.TopK top) {
            return top(top);
        }
        return aggregate((Plan.Aggregate) plan);
    }

    private List<Row> recurse(Plan.Recurse recurse) {
        var all = new ArrayList<Row>();
        var seen = new java.util.HashSet<Row>();
        var added = added(recurse, rows(recurse.base()), seen);
        while (!added.isEmpty()) {
            all.addAll(added);
            workingTables.put(recurse.level(), added);
            added = added(recurse, rows(recurse.step()), seen);
        }
        workingTables.remove(recurse.level());
        return all;
    }

    /** Of equal rows that come together, the least. */
    private List<Row> added(Plan.Recurse recurse, List<Row> rows, java.util.Set<Row> seen) {
        if (recurse.all()) {
            return rows;
        }
        var added = new ArrayList<Row>();
        equality.groups(rows, recurse.output()).forEach((representative, group) -> {
            if (seen.add(representative)) {
                added.add(equality.least(group, recurse.output()));
            }
        });
        return added;
    }

    private List<Row> join(Plan.Join join) {
        var left = rows(join.left());
        var right = rows(join.right());
        var both = new ArrayList<>(join.left().output());
        both.addAll(join.right().output());
        var condition = condition(join.condition(), both);
        var noLeft = new Row(new Object[join.left().output().size()]);
        var noRight = new Row(new Object[join.right().output().size()]);
        var rightMatched = new boolean[right.size()];
        var result = new ArrayList<Row>();
        for (var l : left) {
            boolean matched = false;
            for (int i = 0; i < right.size(); i++) {
                var pair = l.concat(right.get(i));
                if (condition.test(pair)) {
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

    /** The right side anew for each left row, with that row's values in it. */
    private List<Row> dependentJoin(Plan.DependentJoin join) {
        var leftColumns = join.left().output();
        var both = new ArrayList<>(leftColumns);
        both.addAll(join.right().output());
        var condition = condition(join.condition(), both);
        var noRight = new Row(new Object[join.right().output().size()]);
        var result = new ArrayList<Row>();
        for (var left : rows(join.left())) {
            var values = new HashMap<Column, Expr>();
            for (int i = 0; i < leftColumns.size(); i++) {
                var column = leftColumns.get(i);
                values.put(column, new Expr.Constant(left.get(i), column.type()));
            }
            var partners = rows(NodeExpressions.substitute(join.right(), values)).stream()
                    .map(left::concat)
                    .filter(pair -> condition.test(pair))
                    .toList();
            switch (join.kind()) {
                case SEMI -> result.addAll(partners.isEmpty() ? List.of() : List.of(left));
                case ANTI -> result.addAll(partners.isEmpty() ? List.of(left) : List.of());
                case LEFT -> result.addAll(partners.isEmpty() ? List.of(left.concat(noRight)) : partners);
                default -> result.addAll(partners);
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
                    : equality.groups(all, output).values().stream()
                            .map(group -> equality.least(group, output))
                            .toList();
        }
        var rightGroups = equality.groups(right, output);
        var result = new ArrayList<Row>();
        equality.groups(left, output).forEach((key, group) -> {
            int a = group.size();
            int b = rightGroups.getOrDefault(key, List.of()).size();
            boolean except = operation.kind() == Plan.SetKind.EXCEPT;
            int times = operation.all() ? except ? Math.max(a - b, 0) : Math.min(a, b) : (b > 0) != except ? 1 : 0;
            result.addAll(Collections.nCopies(times, equality.least(group, output)));
        });
        return result;
    }

    /** All rows of all functions, side by side. */
    private List<Row> projectSet(Plan.ProjectSet set) {
        var result = new ArrayList<Row>();
        for (var row : rows(set.input())) {
            var columns = new ArrayList<List<Row>>();
            int length = 0;
            for (var function : set.functions()) {
                var made = new ArrayList<Row>();
                var value = compile(function.call(), set.input().output()).evaluate(row);
                if (value instanceof RowSet rows) {
                    rows.rows().forEachRemaining(made::add);
                } else if (!function.set()) {
                    made.add(new Row(value));
                }
                columns.add(made);
                length = Math.max(length, made.size());
            }
            int before = result.size();
            for (int i = 0; i < length; i++) {
                var whole = row;
                for (int f = 0; f < columns.size(); f++) {
                    int width = set.functions().get(f).output().size();
                    whole = whole.concat(
                            i < columns.get(f).size() ? columns.get(f).get(i) : new Row(new Object[width]));
                }
                whole = set.ordinality() == null ? whole : whole.concat(new Row(i + 1L));
                if (set.condition() == null
                        || Boolean.TRUE.equals(
                                compile(set.condition(), set.output()).evaluate(whole))) {
                    result.add(whole);
                }
            }
            if (set.outer() && result.size() == before) {
                result.add(row.concat(new Row(new Object[set.produced().size()])));
            }
        }
        return result;
    }

    /** Each set by itself. */
    private List<Row> groupingSets(Plan.GroupingSets grouping) {
        var result = new ArrayList<Row>();
        for (var set : grouping.sets()) {
            var keys = set.keys().stream().map(grouping.keys()::get).toList();
            for (var row : aggregate(new Plan.Aggregate(grouping.input(), keys, grouping.aggregates()))) {
                var values = new ArrayList<Object>();
                for (int i = 0; i < grouping.keys().size(); i++) {
                    int at = set.keys().indexOf(i);
                    values.add(at < 0 ? null : row.get(at));
                }
                for (int i = 0; i < grouping.aggregates().size(); i++) {
                    values.add(row.get(keys.size() + i));
                }
                values.addAll(set.groupings());
                result.add(new Row(values.toArray()));
            }
        }
        return result;
    }

    private List<List<Row>> partitions(
            Plan input, List<Expr> partition, List<Plan.SortKey> keys, List<Column> tieBreak) {
        var columns = input.output();
        var partitions = new LinkedHashMap<Row, List<Row>>();
        var keyColumns = partition.stream()
                .map(value -> new Column(-1, "p", value.type()))
                .toList();
        for (var row : rows(input)) {
            var key = equality.representative(compute(partition, columns, row), keyColumns);
            // A value to sort by is computed of every row, also of one that nothing is compared with.
            compute(keys.stream().map(Plan.SortKey::value).toList(), columns, row);
            partitions.computeIfAbsent(key, absent -> new ArrayList<>()).add(row);
        }
        var all = new ArrayList<>(keys);
        tieBreak.forEach(column -> all.add(new Plan.SortKey(new Expr.ColumnRef(column), false, false)));
        var codec = RowCodec.of(columns.stream().map(Column::type).toList(), types);
        var order = NaiveWindows.order(all, types, value -> compile(value, columns))
                .thenComparing((a, b) -> Arrays.compareUnsigned(codec.toBytes(a), codec.toBytes(b)));
        partitions.values().forEach(rows -> rows.sort(order));
        return List.copyOf(partitions.values());
    }

    private List<Row> top(Plan.TopK top) {
        var columns = top.input().output();
        var order = NaiveWindows.order(top.order(), types, value -> compile(value, columns));
        var result = new ArrayList<Row>();
        for (var rows : partitions(top.input(), top.partition(), top.order(), top.tieBreak())) {
            long limit = top.limit() == null ? Long.MAX_VALUE : (long) ((Expr.Constant) top.limit()).value();
            long offset = top.offset() == null ? 0 : (long) ((Expr.Constant) top.offset()).value();
            long groups = 0;
            for (int i = 0; i < rows.size(); i++) {
                boolean peer = i > 0 && order.compare(rows.get(i - 1), rows.get(i)) == 0;
                groups += peer ? 0 : 1;
                boolean inside =
                        switch (top.kind()) {
                            case ROWS -> i >= offset && i - offset < limit;
                            case WITH_TIES ->
                                limit > 0
                                        && i >= offset
                                        && (i - offset < limit
                                                || order.compare(rows.get((int) (offset + limit - 1)), rows.get(i))
                                                        == 0);
                            case GROUPS -> groups <= limit;
                        };
                if (inside) {
                    result.add(rows.get(i));
                }
            }
        }
        return result;
    }

    private List<Row> window(Plan.Window window) {
        var columns = window.input().output();
        var order = NaiveWindows.order(window.order(), types, value -> compile(value, columns));
        var result = new ArrayList<Row>();
        for (var rows : partitions(window.input(), window.partition(), window.order(), window.tieBreak())) {
            for (int at = 0; at < rows.size(); at++) {
                var row = rows.get(at);
                var frame = window.frame();
                long start = frame.startOffset() == null
                        ? 0
                        : ((Number) compile(frame.startOffset(), columns).evaluate(row)).longValue();
                long end = frame.endOffset() == null
                        ? 0
                        : ((Number) compile(frame.endOffset(), columns).evaluate(row)).longValue();
                var seen = NaiveWindows.frame(rows, at, order, frame, start, end);
                var values = new ArrayList<Object>();
                for (var function : window.functions()) {
                    values.add(value(function.call(), rows, at, seen, order, columns));
                }
                result.add(row.concat(new Row(values.toArray())));
            }
        }
        return result;
    }

    private Object value(
            Plan.WindowCall call,
            List<Row> rows,
            int at,
            List<Integer> frame,
            java.util.Comparator<Row> order,
            List<Column> columns) {
        var arguments =
                call.arguments().stream().map(value -> compile(value, columns)).toList();
        var row = rows.get(at);
        long before =
                rows.stream().filter(other -> order.compare(other, row) < 0).count();
        return switch (call.function().name()) {
            case "row_number" -> at + 1L;
            case "rank" -> before + 1;
            case "dense_rank" -> {
                long groups = 1;
                for (int i = 1; i <= at; i++) {
                    groups += order.compare(rows.get(i - 1), rows.get(i)) == 0 ? 0 : 1;
                }
                yield groups;
            }
            case "percent_rank" -> rows.size() == 1 ? 0.0 : (double) before / (rows.size() - 1);
            case "lag", "lead" -> {
                int distance = (int) arguments.get(1).evaluate(row);
                int other = call.function().name().equals("lag") ? at - distance : at + distance;
                yield other >= 0 && other < rows.size() ? arguments.get(0).evaluate(rows.get(other)) : null;
            }
            case "first_value" -> frame.isEmpty() ? null : arguments.get(0).evaluate(rows.get(frame.get(0)));
            case "last_value" ->
                frame.isEmpty() ? null : arguments.get(0).evaluate(rows.get(frame.get(frame.size() - 1)));
            default -> {
                var aggregate = new Plan.AggregateCall(
                        call.function(), call.arguments(), false, call.filter(), List.of(), call.type(), null);
                var seen = frame.stream().map(rows::get).toList();
                yield new NaiveAggregates(compiler, types).evaluate(aggregate, inputs(aggregate, seen, columns));
            }
        };
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
            var group = equality.representative(key, keyColumns);
            members.computeIfAbsent(group, absent -> new ArrayList<>()).add(row);
            if (!keyColumns.isEmpty()) {
                keys.computeIfAbsent(group, absent -> new ArrayList<>()).add(key);
            }
        }
        var naive = new NaiveAggregates(compiler, types);
        var result = new ArrayList<Row>();
        members.forEach((group, rows) -> {
            var values = new ArrayList<Object>();
            var shown = equality.least(keys.get(group), keyColumns);
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

    private Row compute(List<Expr> values, List<Column> input, Row row) {
        return new Row(values.stream()
                .map(value -> compile(value, input).evaluate(row))
                .toArray());
    }

    /** Terms are looked at until one is not true. */
    private Predicate<Row> condition(Expr condition, List<Column> input) {
        var terms = ExprTree.conjuncts(condition).stream()
                .map(term -> compile(term, input))
                .toList();
        return row -> terms.stream().allMatch(term -> Boolean.TRUE.equals(term.evaluate(row)));
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
