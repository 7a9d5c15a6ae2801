package dev.tideline.engine.expr;

import dev.tideline.engine.function.Body;
import dev.tideline.engine.function.CallSite;
import dev.tideline.engine.function.Comparisons;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeSemantics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Functions applied, and the expressions made of a function applied in a special way. */
final class Calls {

    private final CompilingExprCompiler context;
    private final Compilation compilation;

    Calls(CompilingExprCompiler context, Compilation compilation) {
        this.context = context;
        this.compilation = compilation;
    }

    Evaluator compile(Expr expr) {
        if (expr instanceof Expr.Extremum extremum) {
            return extremum(extremum);
        } else if (expr instanceof Expr.NullIf nullIf) {
            return nullIf(nullIf);
        } else if (expr instanceof Expr.DistinctFrom distinct) {
            return distinctFrom(distinct);
        } else if (expr instanceof Expr.Quantified quantified) {
            return quantified(quantified);
        } else if (expr instanceof Expr.RowComparison comparison) {
            return rowComparison(comparison);
        }
        return null;
    }

    Evaluator call(Expr.Call call) {
        var arguments = compilation.compile(call.arguments());
        var function = call.function();
        var types = call.arguments().stream().map(Compilation::typeOf).toList();
        var body = bind(function, types, arguments, call.type(), call.inputCollation());
        boolean strict = function.strict();
        if (strict && arguments.stream().anyMatch(Constants::isNull)) {
            return new Constants.Known(null);
        }
        var evaluator = apply(body, strict, arguments);
        boolean known = arguments.stream().allMatch(Constants::isKnown);
        return known && function.volatility() != Function.Volatility.VOLATILE
                ? Constants.fold(() -> evaluator.evaluate(Row.EMPTY))
                : evaluator;
    }

    private Body bind(
            Function function, List<SqlType> types, List<Evaluator> arguments, SqlType result, Collation collation) {
        var constants = new ArrayList<Object>();
        for (var argument : arguments) {
            constants.add(Constants.valueOrNull(argument));
        }
        var site = new CallSite(
                types,
                constants,
                result,
                collation,
                context.session(),
                context.types(),
                context.caseMapping(collation));
        return context.implementation(function).bind(site);
    }

    /** PostgreSQL evaluates all arguments before it looks for a NULL among them. */
    private static Evaluator apply(Body body, boolean strict, List<Evaluator> arguments) {
        if (body instanceof Body.Unary unary && arguments.size() == 1) {
            var argument = arguments.get(0);
            return strict
                    ? row -> {
                        var value = argument.evaluate(row);
                        return value == null ? null : unary.apply(value);
                    }
                    : row -> unary.apply(argument.evaluate(row));
        }
        if (body instanceof Body.Binary binary && arguments.size() == 2) {
            return binary(binary, strict, arguments.get(0), arguments.get(1));
        }
        if (body instanceof Body.Ternary ternary && arguments.size() == 3) {
            return ternary(ternary, strict, arguments);
        }
        if (body instanceof Body.Nullary nullary && arguments.isEmpty()) {
            return row -> nullary.apply();
        }
        if (body instanceof Body.Variadic variadic) {
            return variadic(variadic, strict, arguments.toArray(new Evaluator[0]));
        }
        throw new IllegalArgumentException("the function does not take " + arguments.size() + " arguments");
    }

    private static Evaluator binary(Body.Binary binary, boolean strict, Evaluator left, Evaluator right) {
        if (!strict) {
            return row -> binary.apply(left.evaluate(row), right.evaluate(row));
        }
        if (right instanceof Constants.Known known) {
            var constant = known.value();
            return row -> {
                var a = left.evaluate(row);
                return a == null ? null : binary.apply(a, constant);
            };
        }
        return row -> {
            var a = left.evaluate(row);
            var b = right.evaluate(row);
            return a == null || b == null ? null : binary.apply(a, b);
        };
    }

    private static Evaluator ternary(Body.Ternary ternary, boolean strict, List<Evaluator> arguments) {
        var first = arguments.get(0);
        var second = arguments.get(1);
        var third = arguments.get(2);
        return row -> {
            var a = first.evaluate(row);
            var b = second.evaluate(row);
            var c = third.evaluate(row);
            return strict && (a == null || b == null || c == null) ? null : ternary.apply(a, b, c);
        };
    }

    private static Evaluator variadic(Body.Variadic variadic, boolean strict, Evaluator[] arguments) {
        return row -> {
            var values = new Object[arguments.length];
            boolean anyNull = false;
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments[i].evaluate(row);
                anyNull |= values[i] == null;
            }
            return strict && anyNull ? null : variadic.apply(values);
        };
    }

    /** The first of the extremes, should there be several. */
    private Evaluator extremum(Expr.Extremum extremum) {
        var arguments = compilation.compile(extremum.arguments()).toArray(new Evaluator[0]);
        var type = Compilation.typeOf(extremum.arguments().get(0));
        var order = order(new SqlType(type.type(), -1, extremum.inputCollation()));
        int sign = extremum.greatest() ? 1 : -1;
        return row -> {
            Object best = null;
            for (var argument : arguments) {
                var value = argument.evaluate(row);
                if (value != null && (best == null || order.compare(value, best) * sign > 0)) {
                    best = value;
                }
            }
            return best;
        };
    }

    private TypeSemantics order(SqlType type) {
        var semantics = context.types().semantics(type);
        if (!semantics.ordered()) {
            throw Comparisons.unordered(type);
        }
        return semantics;
    }

    private Evaluator nullIf(Expr.NullIf nullIf) {
        var left = compilation.compile(nullIf.left());
        var right = compilation.compile(nullIf.right());
        var equals = equality(nullIf.equals(), nullIf.left(), nullIf.right(), left, right, nullIf.inputCollation());
        return row -> {
            var a = left.evaluate(row);
            var b = right.evaluate(row);
            return a != null && b != null && Boolean.TRUE.equals(equals.apply(a, b)) ? null : a;
        };
    }

    private Evaluator distinctFrom(Expr.DistinctFrom distinct) {
        var left = compilation.compile(distinct.left());
        var right = compilation.compile(distinct.right());
        var equals =
                equality(distinct.equals(), distinct.left(), distinct.right(), left, right, distinct.inputCollation());
        return row -> {
            var a = left.evaluate(row);
            var b = right.evaluate(row);
            if (a == null || b == null) {
                return a != b;
            }
            return !Boolean.TRUE.equals(equals.apply(a, b));
        };
    }

    private Body.Binary equality(
            Function function, Expr left, Expr right, Evaluator first, Evaluator second, Collation collation) {
        var types = List.of(Compilation.typeOf(left), Compilation.typeOf(right));
        return (Body.Binary) bind(function, types, List.of(first, second), Expr.BOOLEAN, collation);
    }

    private Evaluator quantified(Expr.Quantified quantified) {
        var scalar = compilation.compile(quantified.scalar());
        var array = compilation.compile(quantified.array());
        var types = List.of(
                Compilation.typeOf(quantified.scalar()),
                Containers.elementType(quantified.array().type()));
        // The array is no constant of the element's type.
        var unknown = List.of(scalar, (Evaluator) row -> null);
        var body = (Body.Binary) bind(quantified.function(), types, unknown, Expr.BOOLEAN, quantified.inputCollation());
        boolean any = quantified.any();
        boolean strict = quantified.function().strict();
        return row -> {
            var value = scalar.evaluate(row);
            var elements = (PgArray) array.evaluate(row);
            if (elements == null) {
                return null;
            }
            if (elements.size() == 0) {
                return !any;
            }
            return value == null && strict ? null : quantify(body, any, strict, value, elements);
        };
    }

    private static Object quantify(Body.Binary body, boolean any, boolean strict, Object value, PgArray elements) {
        boolean unknown = false;
        for (var element : elements.elements()) {
            var holds = element == null && strict ? null : body.apply(value, element);
            if (holds == null) {
                unknown = true;
            } else if ((boolean) holds == any) {
                return any;
            }
        }
        return unknown ? null : (Object) !any;
    }

    private Evaluator rowComparison(Expr.RowComparison comparison) {
        var left = compilation.compile(comparison.left()).toArray(new Evaluator[0]);
        var right = compilation.compile(comparison.right()).toArray(new Evaluator[0]);
        var orders = new ArrayList<Comparator<Object>>();
        for (int i = 0; i < left.length; i++) {
            orders.add(Comparisons.order(
                    withCollation(
                            comparison.left().get(i), comparison.collations().get(i)),
                    withCollation(
                            comparison.right().get(i), comparison.collations().get(i)),
                    context.types(),
                    context.session()));
        }
        var kind = comparison.kind();
        return row -> {
            int order = 0;
            for (int i = 0; order == 0 && i < left.length; i++) {
                var a = left[i].evaluate(row);
                var b = right[i].evaluate(row);
                if (a == null || b == null) {
                    return null;
                }
                order = orders.get(i).compare(a, b);
            }
            return switch (kind) {
                case LT -> order < 0;
                case LE -> order <= 0;
                case GE -> order >= 0;
                case GT -> order > 0;
            };
        };
    }

    private static SqlType withCollation(Expr expr, Collation collation) {
        var type = Compilation.typeOf(expr);
        return new SqlType(type.type(), type.typmod(), collation);
    }
}
