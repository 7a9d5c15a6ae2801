package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.DistinctFrom;
import dev.tideline.engine.expr.Expr.Not;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.property.Equalities;
import dev.tideline.engine.plan.property.TotalExpressions;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.TypeCatalog;
import java.util.Optional;
import java.util.Set;

/**
 * A term {@code inner = outer} whose one side is made of columns of the right side of a dependent join and whose other side of none: for
 * one left row it chooses the rows of one group by {@code inner}. Groups are made by the same {@code =}.
 *
 * @param term the whole term
 * @param inner cannot fail
 */
record Correlation(Expr term, Expr inner) {

    private static final Set<PgType> INTEGERS = Set.of(PgType.INT2, PgType.INT4, PgType.INT8);
    private static final Set<PgType> FLOATS = Set.of(PgType.FLOAT4, PgType.FLOAT8);

    /** @param columns those of the right side */
    static Optional<Correlation> of(Expr term, Set<Column> columns, TypeCatalog types) {
        return Equalities.equation(term).flatMap(equation -> {
            if (!comparable(equation.left().type(), equation.right().type(), types)) {
                return Optional.empty();
            }
            if (isInner(equation.left(), columns) && isOuter(equation.right(), columns)) {
                return Optional.of(new Correlation(term, equation.left()));
            }
            return isInner(equation.right(), columns) && isOuter(equation.left(), columns)
                    ? Optional.of(new Correlation(term, equation.right()))
                    : Optional.empty();
        });
    }

    private static boolean isInner(Expr expr, Set<Column> columns) {
        var used = ExprTree.columns(expr);
        return !used.isEmpty() && columns.containsAll(used) && TotalExpressions.isTotal(expr);
    }

    private static boolean isOuter(Expr expr, Set<Column> columns) {
        return ExprTree.columns(expr).stream().noneMatch(columns::contains);
    }

    /** Whether the function's {@code =} is the one by which values of the types are grouped. */
    private static boolean comparable(SqlType left, SqlType right, TypeCatalog types) {
        var l = left.underlying();
        var r = right.underlying();
        return l.equals(r) && types.semantics(left).hashable()
                || INTEGERS.contains(l) && INTEGERS.contains(r)
                || FLOATS.contains(l) && FLOATS.contains(r);
    }

    /** The term with a column in the place of {@link #inner}. */
    Expr over(Column column) {
        var reference = new Expr.ColumnRef(column);
        return replace(term, reference);
    }

    private Expr replace(Expr expr, Expr reference) {
        if (expr instanceof Call call) {
            var arguments = call.arguments().stream()
                    .map(argument -> argument == inner ? reference : argument)
                    .toList();
            return new Call(call.function(), arguments, call.type(), call.inputCollation());
        } else if (expr instanceof DistinctFrom test) {
            return new DistinctFrom(
                    test.equals(),
                    test.left() == inner ? reference : test.left(),
                    test.right() == inner ? reference : test.right(),
                    test.inputCollation());
        }
        return new Not(replace(((Not) expr).argument(), reference));
    }
}
