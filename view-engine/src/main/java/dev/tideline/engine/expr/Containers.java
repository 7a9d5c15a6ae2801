package dev.tideline.engine.expr;

import dev.tideline.engine.function.UnsupportedCallException;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.JsonbPath;
import dev.tideline.engine.value.OpaqueTypes;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Arrays and rows put together and taken apart, and casts that look inside of values. */
final class Containers {

    private static final int MAX_DIMENSIONS = 6;

    private final CompilingExprCompiler context;
    private final Compilation compilation;

    Containers(CompilingExprCompiler context, Compilation compilation) {
        this.context = context;
        this.compilation = compilation;
    }

    static SqlType elementType(SqlType array) {
        if (array.underlying() instanceof PgType.Array of) {
            return new SqlType(of.element(), array.typmod(), array.collation());
        }
        throw new IllegalArgumentException(array.type().ddl() + " is not an array");
    }

    Evaluator compile(Expr expr) {
        if (expr instanceof Expr.ArrayConstructor array) {
            return array(array);
        } else if (expr instanceof Expr.Subscript subscript) {
            return subscript(subscript);
        } else if (expr instanceof Expr.RowConstructor row) {
            return row(row);
        } else if (expr instanceof Expr.FieldSelect select) {
            return field(select);
        } else if (expr instanceof Expr.TextCast cast) {
            return textCast(cast);
        } else if (expr instanceof Expr.ArrayCast cast) {
            return arrayCast(cast);
        } else if (expr instanceof Expr.DomainCheck check) {
            return domainCheck(check);
        }
        return null;
    }

    private static Evaluator folded(Evaluator evaluator, List<Evaluator> arguments) {
        return arguments.stream().allMatch(Constants::isKnown)
                ? Constants.fold(() -> evaluator.evaluate(Row.EMPTY))
                : evaluator;
    }

    private static Object[] evaluateAll(Evaluator[] evaluators, Row row) {
        var values = new Object[evaluators.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = evaluators[i] == null ? null : evaluators[i].evaluate(row);
        }
        return values;
    }

    private Evaluator array(Expr.ArrayConstructor array) {
        var compiled = compilation.compile(array.elements());
        var elements = compiled.toArray(new Evaluator[0]);
        return folded(
                array.multidimensional()
                        ? row -> stacked(evaluateAll(elements, row))
                        : row -> PgArray.of(evaluateAll(elements, row)),
                compiled);
    }

    /** The arrays as the outermost dimension of a new one. */
    private static PgArray stacked(Object[] arrays) {
        PgArray first = null;
        boolean anyEmpty = false;
        var elements = new ArrayList<Object>();
        for (var each : arrays) {
            var array = (PgArray) each;
            if (array == null || array.dimensions() == 0) {
                anyEmpty = true;
                continue;
            }
            if (first == null) {
                first = array;
                checkDimensions(array.dimensions() + 1);
            } else if (!sameShape(first, array)) {
                throw mismatch();
            }
            elements.addAll(Arrays.asList(array.elements()));
        }
        if (first == null) {
            return PgArray.of();
        }
        if (anyEmpty) {
            throw mismatch();
        }
        int dimensions = first.dimensions() + 1;
        var lengths = new int[dimensions];
        var bounds = new int[dimensions];
        lengths[0] = arrays.length;
        bounds[0] = 1;
        System.arraycopy(first.lengths(), 0, lengths, 1, dimensions - 1);
        System.arraycopy(first.lowerBounds(), 0, bounds, 1, dimensions - 1);
        return new PgArray(lengths, bounds, elements.toArray());
    }

    private static boolean sameShape(PgArray left, PgArray right) {
        return Arrays.equals(left.lengths(), right.lengths()) && Arrays.equals(left.lowerBounds(), right.lowerBounds());
    }

    private static void checkDimensions(int dimensions) {
        if (dimensions > MAX_DIMENSIONS) {
            throw new SqlError(
                    "54000",
                    "number of array dimensions (" + dimensions + ") exceeds the maximum allowed (" + MAX_DIMENSIONS
                            + ")");
        }
    }

    private static SqlError mismatch() {
        return new SqlError("2202E", "multidimensional arrays must have array expressions with matching dimensions");
    }

    private Evaluator subscript(Expr.Subscript subscript) {
        var container = compilation.compile(subscript.container());
        var upper = bounds(subscript.upper());
        if (subscript.container().type().underlying().equals(PgType.JSONB)) {
            return row -> {
                var json = (Jsonb) container.evaluate(row);
                var path = evaluateAll(upper, row);
                return json == null ? null : jsonElement(json, path);
            };
        }
        if (subscript.lower() == null) {
            return row -> {
                var array = (PgArray) container.evaluate(row);
                var indexes = evaluateAll(upper, row);
                return array == null ? null : element(array, indexes);
            };
        }
        var lower = bounds(subscript.lower());
        return row -> {
            var array = (PgArray) container.evaluate(row);
            var from = evaluateAll(lower, row);
            var to = evaluateAll(upper, row);
            if (array == null || anyNull(lower, from) || anyNull(upper, to)) {
                return null;
            }
            return ArraySlices.slice(array, from, to);
        };
    }

    private Evaluator[] bounds(List<Expr> exprs) {
        return exprs.stream()
                .map(expr -> expr == null ? null : compilation.compile(expr))
                .toArray(Evaluator[]::new);
    }

    private static boolean anyNull(Evaluator[] given, Object[] values) {
        for (int i = 0; i < given.length; i++) {
            if (given[i] != null && values[i] == null) {
                return true;
            }
        }
        return false;
    }

    private static Object jsonElement(Jsonb json, Object[] path) {
        for (int i = 0; i < path.length; i++) {
            if (path[i] == null) {
                return null;
            }
            path[i] = path[i].toString();
        }
        return JsonbPath.find(json, path);
    }

    private static Object element(PgArray array, Object[] indexes) {
        if (indexes.length != array.dimensions()) {
            return null;
        }
        int position = 0;
        for (int i = 0; i < indexes.length; i++) {
            if (indexes[i] == null) {
                return null;
            }
            long offset = (long) (int) indexes[i] - array.lowerBound(i);
            if (offset < 0 || offset >= array.length(i)) {
                return null;
            }
            position = position * array.length(i) + (int) offset;
        }
        return array.get(position);
    }

    private Evaluator row(Expr.RowConstructor constructor) {
        var compiled = compilation.compile(constructor.fields());
        var fields = compiled.toArray(new Evaluator[0]);
        return folded(row -> new Row(evaluateAll(fields, row)), compiled);
    }

    private Evaluator field(Expr.FieldSelect select) {
        var argument = compilation.compile(select.row());
        int field = select.field();
        return row -> {
            var value = (Row) argument.evaluate(row);
            return value == null ? null : value.get(field);
        };
    }

    private Evaluator textCast(Expr.TextCast cast) {
        var argument = compilation.compile(cast.argument());
        if (OpaqueTypes.areIn(cast.type().type())) {
            throw new UnsupportedCallException(
                    "a text cannot be read as " + cast.type().type().ddl() + " here");
        }
        var from = context.types().semantics(Compilation.typeOf(cast.argument()));
        var to = context.types()
                .semantics(new SqlType(cast.type().type(), -1, cast.type().collation()));
        var session = context.session();
        return folded(
                row -> {
                    var value = argument.evaluate(row);
                    return value == null ? null : to.fromText(from.toText(value, session), session);
                },
                List.of(argument));
    }

    private Evaluator arrayCast(Expr.ArrayCast cast) {
        var argument = compilation.compile(cast.argument());
        var element = compilation.compile(cast.element());
        return folded(
                row -> {
                    var array = (PgArray) argument.evaluate(row);
                    if (array == null) {
                        return null;
                    }
                    var elements = new Object[array.size()];
                    for (int i = 0; i < elements.length; i++) {
                        elements[i] = element.evaluate(new Row(array.get(i)));
                    }
                    return array.withElements(elements);
                },
                List.of(argument));
    }

    private Evaluator domainCheck(Expr.DomainCheck check) {
        var argument = compilation.compile(check.argument());
        var conditions = check.checks().stream()
                .map(each -> compilation.compile(each.condition()))
                .toArray(Evaluator[]::new);
        String name = context.types().messageName(check.type().type());
        return row -> {
            var value = argument.evaluate(row);
            if (value == null && check.notNull()) {
                throw new SqlError("23502", "domain " + name + " does not allow null values");
            }
            var input = new Row(value);
            for (int i = 0; i < conditions.length; i++) {
                if (Boolean.FALSE.equals(conditions[i].evaluate(input))) {
                    throw new SqlError(
                            "23514",
                            "value for domain " + name + " violates check constraint \""
                                    + check.checks().get(i).name() + "\"");
                }
            }
            return value;
        };
    }
}
