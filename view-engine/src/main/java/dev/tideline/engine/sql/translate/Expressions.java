package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Walks expressions. */
final class Expressions {

    private Expressions() {}

    /** The expressions directly below, in no particular order. */
    static List<Expr> children(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return call.arguments();
        } else if (expr instanceof Expr.And and) {
            return and.terms();
        } else if (expr instanceof Expr.Or or) {
            return or.terms();
        } else if (expr instanceof Expr.Not not) {
            return List.of(not.argument());
        } else if (expr instanceof Expr.IsNull test) {
            return List.of(test.argument());
        } else if (expr instanceof Expr.RowIsNull test) {
            return List.of(test.argument());
        } else if (expr instanceof Expr.BooleanTest test) {
            return List.of(test.argument());
        } else if (expr instanceof Expr.Case choice) {
            var children = new ArrayList<Expr>();
            choice.whens().forEach(when -> {
                children.add(when.condition());
                children.add(when.result());
            });
            children.add(choice.otherwise());
            return children;
        } else if (expr instanceof Expr.Coalesce coalesce) {
            return coalesce.arguments();
        } else if (expr instanceof Expr.Extremum extremum) {
            return extremum.arguments();
        } else if (expr instanceof Expr.NullIf nullIf) {
            return List.of(nullIf.left(), nullIf.right());
        } else if (expr instanceof Expr.DistinctFrom distinct) {
            return List.of(distinct.left(), distinct.right());
        } else if (expr instanceof Expr.Quantified quantified) {
            return List.of(quantified.scalar(), quantified.array());
        }
        return childrenOfComposites(expr);
    }

    private static List<Expr> childrenOfComposites(Expr expr) {
        if (expr instanceof Expr.ArrayConstructor array) {
            return array.elements();
        } else if (expr instanceof Expr.Subscript subscript) {
            var lower = subscript.lower() == null ? Stream.<Expr>empty() : subscript.lower().stream();
            return Stream.concat(Stream.of(subscript.container()), Stream.concat(subscript.upper().stream(), lower))
                    .filter(Objects::nonNull)
                    .toList();
        } else if (expr instanceof Expr.RowConstructor row) {
            return row.fields();
        } else if (expr instanceof Expr.FieldSelect select) {
            return List.of(select.row());
        } else if (expr instanceof Expr.RowComparison comparison) {
            return Stream.concat(comparison.left().stream(), comparison.right().stream())
                    .toList();
        } else if (expr instanceof Expr.TextCast cast) {
            return List.of(cast.argument());
        } else if (expr instanceof Expr.Relabel relabel) {
            return List.of(relabel.argument());
        } else if (expr instanceof Expr.ArrayCast cast) {
            return List.of(cast.argument(), cast.element());
        } else if (expr instanceof Expr.DomainCheck check) {
            return Stream.concat(
                            Stream.of(check.argument()), check.checks().stream().map(Expr.Check::condition))
                    .toList();
        }
        return List.of();
    }

    /** Whether the predicate holds for the expression or one below it. */
    static boolean anyMatch(Expr expr, Predicate<Expr> predicate) {
        return predicate.test(expr) || children(expr).stream().anyMatch(child -> anyMatch(child, predicate));
    }
}
