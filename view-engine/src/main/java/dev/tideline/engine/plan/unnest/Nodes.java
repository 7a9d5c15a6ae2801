package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.BooleanTest;
import dev.tideline.engine.expr.Expr.Case;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.Expr.When;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import java.util.List;

/** Nodes as the rules put them together. */
final class Nodes {

    private Nodes() {}

    static Plan filter(Plan input, List<Expr> terms) {
        return terms.isEmpty() ? input : new Plan.Filter(input, ExprTree.conjunction(terms));
    }

    /** Each column as itself. */
    static List<Assignment> same(List<Column> columns) {
        return columns.stream()
                .map(column -> new Assignment(column, new ColumnRef(column)))
                .toList();
    }

    /** The plan with exactly these columns, in this order. */
    static Plan exactly(Plan plan, List<Column> columns) {
        return plan.output().equals(columns) ? plan : new Plan.Project(plan, same(columns));
    }

    /** {@code CASE WHEN condition THEN value END}; the value itself if the condition is always true. */
    static Expr onlyWhere(Expr condition, Expr value) {
        return ExprTree.isTrue(condition)
                ? value
                : new Case(List.of(new When(condition, value)), new Constant(null, value.type()), value.type());
    }

    static Expr isNotTrue(Expr condition) {
        return new BooleanTest(condition, true, true);
    }
}
