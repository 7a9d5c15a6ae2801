package dev.tideline.engine.circuit.lowering;

import dev.tideline.engine.circuit.spec.KeyPart.Widening;
import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.property.Equalities;
import dev.tideline.engine.plan.property.Equalities.Equation;
import dev.tideline.engine.plan.property.TotalExpressions;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A join's condition taken apart: equations between the sides become the key by which both are arranged, by the equality of the type and
 * not by identity; what remains is checked for each pair. An expression that can fail is no key: it would be evaluated for rows without
 * partner.
 */
record JoinCondition(List<Pair> keys, List<Expr> residual) {

    private static final Set<PgType> INTEGERS = Set.of(PgType.INT2, PgType.INT4, PgType.INT8);
    private static final Set<PgType> FLOATS = Set.of(PgType.FLOAT4, PgType.FLOAT8);

    /** One equation: expressions over either side, and how their values meet. */
    record Pair(Expr left, Expr right, SqlType type, Widening widening, boolean nullsEqual) {}

    static JoinCondition of(Plan.Join join, TypeCatalog types) {
        var left = join.left().outputSet();
        var right = join.right().outputSet();
        var keys = new ArrayList<Pair>();
        var residual = new ArrayList<Expr>();
        for (var term : ExprTree.conjuncts(join.condition())) {
            var pair = Equalities.equation(term)
                    .flatMap(equation -> oriented(equation, left, right))
                    .flatMap(equation -> pair(equation, types));
            pair.ifPresentOrElse(keys::add, () -> residual.add(term));
        }
        boolean choosesLeft = join.kind() == JoinKind.ANTI
                && !residual.isEmpty()
                && residual.stream().allMatch(term -> isOf(term, left));
        if (choosesLeft) {
            // Left rows for which it is not true have no partner: as a key it needs no count of partners.
            residual.forEach(term -> keys.add(new Pair(term, Expr.Constant.TRUE, Expr.BOOLEAN, Widening.NONE, false)));
            residual.clear();
        }
        return new JoinCondition(List.copyOf(keys), List.copyOf(residual));
    }

    private static Optional<Equation> oriented(Equation equation, Set<Column> left, Set<Column> right) {
        if (isOf(equation.left(), left) && isOf(equation.right(), right)) {
            return Optional.of(equation);
        }
        return isOf(equation.left(), right) && isOf(equation.right(), left)
                ? Optional.of(equation.swapped())
                : Optional.empty();
    }

    private static boolean isOf(Expr expr, Set<Column> side) {
        var columns = ExprTree.columns(expr);
        return !columns.isEmpty() && side.containsAll(columns) && TotalExpressions.isTotal(expr);
    }

    private static Optional<Pair> pair(Equation equation, TypeCatalog types) {
        var left = equation.left().type();
        var right = equation.right().type();
        var l = left.underlying();
        var r = right.underlying();
        if (l.equals(r)) {
            // Modifiers say nothing about equality, but what is safe under one may not be under none.
            var type = left.equals(right) ? left : new SqlType(l, -1, left.collation());
            return types.semantics(type).hashable()
                    ? Optional.of(
                            new Pair(equation.left(), equation.right(), type, Widening.NONE, equation.nullsEqual()))
                    : Optional.empty();
        }
        if (INTEGERS.contains(l) && INTEGERS.contains(r)) {
            return Optional.of(widened(equation, PgType.INT8, Widening.BIGINT));
        }
        return FLOATS.contains(l) && FLOATS.contains(r)
                ? Optional.of(widened(equation, PgType.FLOAT8, Widening.DOUBLE))
                : Optional.empty();
    }

    private static Pair widened(Equation equation, PgType type, Widening widening) {
        return new Pair(equation.left(), equation.right(), SqlType.of(type), widening, equation.nullsEqual());
    }
}
