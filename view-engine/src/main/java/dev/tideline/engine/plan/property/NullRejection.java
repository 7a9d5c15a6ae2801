package dev.tideline.engine.plan.property;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.And;
import dev.tideline.engine.expr.Expr.BooleanTest;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.Expr.IsNull;
import dev.tideline.engine.expr.Expr.Not;
import dev.tideline.engine.expr.Expr.Or;
import dev.tideline.engine.expr.Expr.Quantified;
import dev.tideline.engine.expr.Expr.Relabel;
import java.util.Set;

/** Whether a condition is never true where certain columns are all NULL. */
public final class NullRejection {

    private final Set<Column> nulls;

    private NullRejection(Set<Column> nulls) {
        this.nulls = nulls;
    }

    /** True if the condition cannot be true when every one of {@code columns} is NULL. */
    public static boolean rejects(Expr condition, Set<Column> columns) {
        return new NullRejection(columns).notTrue(condition);
    }

    private boolean notTrue(Expr condition) {
        if (condition instanceof And and) {
            return and.terms().stream().anyMatch(this::notTrue);
        }
        if (condition instanceof Or or) {
            return or.terms().stream().allMatch(this::notTrue);
        }
        if (condition instanceof Constant constant) {
            return !Boolean.TRUE.equals(constant.value());
        }
        if (condition instanceof IsNull test && test.negated()) {
            return isNull(test.argument());
        }
        if (condition instanceof BooleanTest test && Boolean.TRUE.equals(test.tested()) && !test.negated()) {
            return notTrue(test.argument());
        }
        if (condition instanceof Quantified quantified && quantified.any()) {
            // Of an empty array it is false; of any other NULL.
            return quantified.function().strict() && isNull(quantified.scalar());
        }
        return isNull(condition);
    }

    private boolean isNull(Expr expr) {
        if (expr instanceof ColumnRef reference) {
            return nulls.contains(reference.column());
        }
        if (expr instanceof Constant constant) {
            return constant.value() == null;
        }
        if (expr instanceof Call call) {
            return call.function().strict() && call.arguments().stream().anyMatch(this::isNull);
        }
        if (expr instanceof Relabel relabel) {
            return isNull(relabel.argument());
        }
        return expr instanceof Not not && isNull(not.argument());
    }
}
