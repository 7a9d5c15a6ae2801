package dev.tideline.engine.expr;

import dev.tideline.engine.function.CallSite;
import dev.tideline.engine.function.JsonOptions;
import dev.tideline.engine.function.JsonQueryCall;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.JsonPath;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The functions of SQL/JSON that evaluate paths. */
final class SqlJson {

    private final CompilingExprCompiler context;
    private final Compilation compilation;

    SqlJson(CompilingExprCompiler context, Compilation compilation) {
        this.context = context;
        this.compilation = compilation;
    }

    Evaluator compile(Expr expr) {
        if (expr instanceof Expr.JsonQuery query) {
            return query(query);
        } else if (expr instanceof Expr.JsonTable table) {
            return table(table);
        }
        return null;
    }

    private JsonQueryCall call(
            JsonOptions options, List<Expr> passing, SqlType type, Collation collation, JsonPath path) {
        var types = passing.stream().map(Compilation::typeOf).toList();
        var constants = new ArrayList<Object>();
        types.forEach(each -> constants.add(null));
        var site = new CallSite(
                types, constants, type, collation, context.session(), context.types(), context.caseMapping(collation));
        return new JsonQueryCall(options, site, path);
    }

    private Evaluator query(Expr.JsonQuery query) {
        var document = compilation.compile(query.document());
        var path = compilation.compile(query.path());
        var passing = compilation.compile(query.passing()).toArray(new Evaluator[0]);
        var onEmpty = query.onEmpty() == null ? null : compilation.compile(query.onEmpty());
        var onError = query.onError() == null ? null : compilation.compile(query.onError());
        var known = (JsonPath) Constants.valueOrNull(path);
        var call = call(query.options(), query.passing(), query.type(), query.collation(), known);
        return row -> {
            var json = (Jsonb) document.evaluate(row);
            if (json == null) {
                return null;
            }
            var steps = (JsonPath) path.evaluate(row);
            return steps == null
                    ? null
                    : call.apply(json, steps, values(passing, row), later(onEmpty, row), later(onError, row));
        };
    }

    private static Supplier<Object> later(Evaluator evaluator, Row row) {
        return evaluator == null ? null : () -> evaluator.evaluate(row);
    }

    private static Object[] values(Evaluator[] evaluators, Row row) {
        var values = new Object[evaluators.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = evaluators[i].evaluate(row);
        }
        return values;
    }

    /** A path of a table with what evaluates it. */
    private record Scan(JsonTableScan scan, JsonQueryCall call, List<Scan> nested) {}

    private Scan scan(JsonTableScan scan, Expr.JsonTable table) {
        return new Scan(
                scan,
                call(null, table.passing(), table.type(), table.collation(), scan.path()),
                scan.nested().stream().map(nested -> scan(nested, table)).toList());
    }

    private Evaluator table(Expr.JsonTable table) {
        var document = compilation.compile(table.document());
        var passing = compilation.compile(table.passing()).toArray(new Evaluator[0]);
        var columns = new Evaluator[table.columns().size()];
        for (int i = 0; i < columns.length; i++) {
            var column = table.columns().get(i);
            columns[i] = column == null ? null : compilation.compile(column);
        }
        var root = scan(table.root(), table);
        return row -> {
            var json = (Jsonb) document.evaluate(row);
            if (json == null) {
                return null;
            }
            var rows = new TableRows(row, table.variables(), values(passing, row), columns);
            rows.add(root, json, new Object[columns.length]);
            return (RowSet) rows.made::iterator;
        };
    }

    /** The rows made of one document. */
    private static final class TableRows {

        private final Row row;
        private final List<String> variables;
        private final Object[] passing;
        private final Evaluator[] columns;
        private final List<Row> made = new ArrayList<>();

        TableRows(Row row, List<String> variables, Object[] passing, Evaluator[] columns) {
            this.row = row;
            this.variables = variables;
            this.passing = passing;
            this.columns = columns;
        }

        /** The rows of a path's items beside the values of the columns around it; returns how many. */
        private int add(Scan scan, Jsonb context, Object[] outer) {
            int before = made.size();
            int number = 0;
            var items = scan.call()
                    .items(
                            context,
                            scan.scan().path(),
                            variables,
                            passing,
                            scan.scan().failing());
            for (var item : items) {
                var values = outer.clone();
                fill(scan.scan(), item, ++number, values);
                int nested = 0;
                for (var each : scan.nested()) {
                    nested += add(each, item, values);
                }
                if (nested == 0) {
                    made.add(new Row((Object) new Row(values)));
                }
            }
            return made.size() - before;
        }

        private void fill(JsonTableScan scan, Jsonb item, int number, Object[] values) {
            var around = new Object[row.size() + 1];
            for (int i = 0; i < row.size(); i++) {
                around[i] = row.get(i);
            }
            around[row.size()] = item;
            var input = new Row(around);
            for (int i = Math.max(scan.firstColumn(), 0); i <= scan.lastColumn(); i++) {
                values[i] = columns[i] == null ? (Object) number : columns[i].evaluate(input);
            }
        }
    }
}
