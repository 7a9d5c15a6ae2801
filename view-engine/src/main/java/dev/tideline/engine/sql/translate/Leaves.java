package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rebuilds an expression with other leaves. */
final class Leaves {

    private final UnaryOperator<Expr> replacement;

    private Leaves(UnaryOperator<Expr> replacement) {
        this.replacement = replacement;
    }

    /** The expression as it would be over an input row: each column is a position. */
    static Expr asInput(Expr expr) {
        return new Leaves(leaf -> leaf instanceof Expr.ColumnRef ? new Expr.InputRef(0, leaf.type()) : leaf)
                .replace(expr);
    }

    private Expr replace(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return new Expr.Call(call.function(), all(call.arguments()), call.type(), call.inputCollation());
        } else if (expr instanceof Expr.And and) {
            return new Expr.And(all(and.terms()));
        } else if (expr instanceof Expr.Or or) {
            return new Expr.Or(all(or.terms()));
        } else if (expr instanceof Expr.Not not) {
            return new Expr.Not(replace(not.argument()));
        } else if (expr instanceof Expr.IsNull test) {
            return new Expr.IsNull(replace(test.argument()), test.negated());
        } else if (expr instanceof Expr.RowIsNull test) {
            return new Expr.RowIsNull(replace(test.argument()), test.negated());
        } else if (expr instanceof Expr.BooleanTest test) {
            return new Expr.BooleanTest(replace(test.argument()), test.tested(), test.negated());
        } else if (expr instanceof Expr.Case choice) {
            var whens = choice.whens().stream()
                    .map(when -> new Expr.When(replace(when.condition()), replace(when.result())))
                    .toList();
            return new Expr.Case(whens, replace(choice.otherwise()), choice.type());
        } else if (expr instanceof Expr.Coalesce coalesce) {
            return new Expr.Coalesce(all(coalesce.arguments()), coalesce.type());
        } else if (expr instanceof Expr.Extremum extremum) {
            return new Expr.Extremum(
                    extremum.greatest(), all(extremum.arguments()), extremum.type(), extremum.inputCollation());
        } else if (expr instanceof Expr.NullIf test) {
            return new Expr.NullIf(
                    test.equals(), replace(test.left()), replace(test.right()), test.type(), test.inputCollation());
        } else if (expr instanceof Expr.DistinctFrom test) {
            return new Expr.DistinctFrom(
                    test.equals(), replace(test.left()), replace(test.right()), test.inputCollation());
        } else if (expr instanceof Expr.Quantified test) {
            return new Expr.Quantified(
                    test.function(), test.any(), replace(test.scalar()), replace(test.array()), test.inputCollation());
        }
        return replaceInComposite(expr);
    }

    private Expr replaceInComposite(Expr expr) {
        if (expr instanceof Expr.ArrayConstructor array) {
            return new Expr.ArrayConstructor(all(array.elements()), array.multidimensional(), array.type());
        } else if (expr instanceof Expr.Subscript subscript) {
            return new Expr.Subscript(
                    replace(subscript.container()), all(subscript.upper()), all(subscript.lower()), subscript.type());
        } else if (expr instanceof Expr.RowConstructor row) {
            return new Expr.RowConstructor(all(row.fields()), row.type());
        } else if (expr instanceof Expr.FieldSelect select) {
            return new Expr.FieldSelect(replace(select.row()), select.field(), select.type());
        } else if (expr instanceof Expr.RowComparison rows) {
            return new Expr.RowComparison(
                    rows.kind(), rows.functions(), all(rows.left()), all(rows.right()), rows.collations());
        } else if (expr instanceof Expr.TextCast cast) {
            return new Expr.TextCast(replace(cast.argument()), cast.type());
        } else if (expr instanceof Expr.Relabel relabel) {
            return new Expr.Relabel(replace(relabel.argument()), relabel.type());
        } else if (expr instanceof Expr.ArrayCast cast) {
            return new Expr.ArrayCast(replace(cast.argument()), replace(cast.element()), cast.type());
        } else if (expr instanceof Expr.DomainCheck check) {
            var checks = check.checks().stream()
                    .map(one -> new Expr.Check(one.name(), replace(one.condition())))
                    .toList();
            return new Expr.DomainCheck(replace(check.argument()), checks, check.notNull(), check.type());
        }
        return replacement.apply(expr);
    }

    /** The bounds of a slice may be null, and so may be the list of them. */
    private List<Expr> all(List<Expr> expressions) {
        if (expressions == null) {
            return null;
        }
        var replaced = new ArrayList<Expr>(expressions.size());
        expressions.forEach(expr -> replaced.add(expr == null ? null : replace(expr)));
        return replaced;
    }
}
