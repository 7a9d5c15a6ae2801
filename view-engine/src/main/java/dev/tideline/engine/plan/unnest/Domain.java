package dev.tideline.engine.plan.unnest;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.PlanFunctions;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The different combinations of values, by identity, that a right side is asked for. A value whose type has equal values of different
 * form, or no equality, is kept as its canonical bytes.
 *
 * @param plan shows exactly the columns, each combination once
 */
record Domain(Plan plan, List<Column> columns) {

    Domain {
        columns = List.copyOf(columns);
    }

    /**
     * A domain and how the right side reads it.
     *
     * @param values what stands for each outer column
     * @param terms equate the outer columns with the domain's
     */
    record Reading(Domain domain, Map<Column, Expr> values, List<Expr> terms) {}

    /** The domain of some columns of a plan. */
    static Reading of(Plan left, Collection<Column> outer, Context context) {
        var assignments = new ArrayList<Assignment>();
        var values = new LinkedHashMap<Column, Expr>();
        var terms = new ArrayList<Expr>();
        for (var column : outer) {
            var semantics = context.types().semantics(column.type());
            boolean asItIs = semantics.identitySafe() && semantics.hashable();
            var reference = new ColumnRef(column);
            var kept = asItIs ? reference : PlanFunctions.canonicalBytes(reference);
            var type = asItIs ? column.type() : SqlType.of(PgType.BYTEA);
            var ours = context.column(column.name(), type);
            assignments.add(new Assignment(ours, kept));
            values.put(
                    column,
                    asItIs
                            ? new ColumnRef(ours)
                            : PlanFunctions.fromCanonicalBytes(new ColumnRef(ours), column.type()));
            terms.add(PlanFunctions.identical(kept, new ColumnRef(ours)));
        }
        var domain = new Domain(
                new Plan.Distinct(new Plan.Project(left, assignments)),
                assignments.stream().map(Assignment::column).toList());
        return new Reading(domain, values, terms);
    }

    /** The same rows once more, under other columns. */
    Reading again(Context context) {
        var assignments = new ArrayList<Assignment>();
        var values = new LinkedHashMap<Column, Expr>();
        var terms = new ArrayList<Expr>();
        for (var column : columns) {
            var other = context.column(column.name(), column.type());
            assignments.add(new Assignment(other, new ColumnRef(column)));
            values.put(column, new ColumnRef(other));
            terms.add(PlanFunctions.identical(new ColumnRef(column), new ColumnRef(other)));
        }
        var domain = new Domain(
                new Plan.Project(plan, assignments),
                assignments.stream().map(Assignment::column).toList());
        return new Reading(domain, values, terms);
    }
}
