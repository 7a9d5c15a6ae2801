package dev.tideline.engine.expr;

import dev.tideline.engine.expr.Expr.And;
import dev.tideline.engine.expr.Expr.ArrayCast;
import dev.tideline.engine.expr.Expr.ArrayConstructor;
import dev.tideline.engine.expr.Expr.BooleanTest;
import dev.tideline.engine.expr.Expr.Call;
import dev.tideline.engine.expr.Expr.Case;
import dev.tideline.engine.expr.Expr.Check;
import dev.tideline.engine.expr.Expr.Coalesce;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.Expr.Constant;
import dev.tideline.engine.expr.Expr.DistinctFrom;
import dev.tideline.engine.expr.Expr.DomainCheck;
import dev.tideline.engine.expr.Expr.ElementRef;
import dev.tideline.engine.expr.Expr.Extremum;
import dev.tideline.engine.expr.Expr.FieldSelect;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.Expr.IsNull;
import dev.tideline.engine.expr.Expr.Not;
import dev.tideline.engine.expr.Expr.Now;
import dev.tideline.engine.expr.Expr.NullIf;
import dev.tideline.engine.expr.Expr.Or;
import dev.tideline.engine.expr.Expr.Quantified;
import dev.tideline.engine.expr.Expr.Relabel;
import dev.tideline.engine.expr.Expr.RowComparison;
import dev.tideline.engine.expr.Expr.RowConstructor;
import dev.tideline.engine.expr.Expr.RowIsNull;
import dev.tideline.engine.expr.Expr.Subscript;
import dev.tideline.engine.expr.Expr.TextCast;
import dev.tideline.engine.expr.Expr.When;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Walks over and rebuilds expressions, so that no rewrite needs to know every form. */
public final class ExprTree {

    private ExprTree() {}

    /** The expression with each direct child replaced; the very same object if no child changed. */
    public static Expr mapChildren(Expr expr, UnaryOperator<Expr> change) {
        if (isLeaf(expr)) {
            return expr;
        }
        var mapper = new Mapper(change);
        var mapped = mapper.rebuild(expr);
        return mapper.changed ? mapped : expr;
    }

    /** The direct children, in order. */
    public static List<Expr> children(Expr expr) {
        if (isLeaf(expr)) {
            return List.of();
        }
        var children = new ArrayList<Expr>();
        mapChildren(expr, child -> {
            children.add(child);
            return child;
        });
        return children;
    }

    /** All columns that the expression refers to. */
    public static Set<Column> columns(Expr expr) {
        var columns = new LinkedHashSet<Column>();
        collectColumns(expr, columns);
        return columns;
    }

    private static void collectColumns(Expr expr, Set<Column> columns) {
        if (expr instanceof ColumnRef reference) {
            columns.add(reference.column());
        } else {
            children(expr).forEach(child -> collectColumns(child, columns));
        }
    }

    /** The expression with columns replaced by what the map has for them. */
    public static Expr substitute(Expr expr, Map<Column, ? extends Expr> replacements) {
        if (expr instanceof ColumnRef reference) {
            var replacement = replacements.get(reference.column());
            return replacement == null ? expr : replacement;
        }
        return mapChildren(expr, child -> substitute(child, replacements));
    }

    /** Whether the expression changes with time. */
    public static boolean hasNow(Expr expr) {
        return expr instanceof Now || children(expr).stream().anyMatch(ExprTree::hasNow);
    }

    /** The expression at the time that {@code now} gives. */
    public static Expr at(Expr expr, Expr now) {
        return expr instanceof Now ? now : mapChildren(expr, child -> at(child, now));
    }

    /** How many nodes the expression has. */
    public static int size(Expr expr) {
        return 1 + children(expr).stream().mapToInt(ExprTree::size).sum();
    }

    /** The terms of a conjunction at any depth of ANDs, in order; nothing for the constant TRUE. */
    public static List<Expr> conjuncts(Expr condition) {
        if (condition instanceof And and) {
            return and.terms().stream()
                    .flatMap(term -> conjuncts(term).stream())
                    .toList();
        }
        return isTrue(condition) ? List.of() : List.of(condition);
    }

    /** The conjunction of the terms; the constant TRUE for none. */
    public static Expr conjunction(List<Expr> terms) {
        return switch (terms.size()) {
            case 0 -> Constant.TRUE;
            case 1 -> terms.get(0);
            default -> new And(terms);
        };
    }

    public static boolean isTrue(Expr expr) {
        return expr instanceof Constant constant && Boolean.TRUE.equals(constant.value());
    }

    private static boolean isLeaf(Expr expr) {
        return expr instanceof ColumnRef
                || expr instanceof InputRef
                || expr instanceof Now
                || expr instanceof Constant
                || expr instanceof ElementRef;
    }

    /** Rebuilds one node and notes whether any child became another object. */
    private static final class Mapper {

        private final UnaryOperator<Expr> change;
        private boolean changed;

        Mapper(UnaryOperator<Expr> change) {
            this.change = change;
        }

        private Expr one(Expr child) {
            if (child == null) {
                return null;
            }
            var mapped = change.apply(child);
            changed |= mapped != child;
            return mapped;
        }

        private List<Expr> all(List<Expr> children) {
            if (children == null) {
                return null;
            }
            var mapped = new ArrayList<Expr>(children.size());
            children.forEach(child -> mapped.add(one(child)));
            return mapped;
        }

        Expr rebuild(Expr expr) {
            if (expr instanceof Call e) {
                return new Call(e.function(), all(e.arguments()), e.type(), e.inputCollation());
            } else if (expr instanceof And e) {
                return new And(all(e.terms()));
            } else if (expr instanceof Or e) {
                return new Or(all(e.terms()));
            } else if (expr instanceof Not e) {
                return new Not(one(e.argument()));
            } else if (expr instanceof IsNull e) {
                return new IsNull(one(e.argument()), e.negated());
            } else if (expr instanceof RowIsNull e) {
                return new RowIsNull(one(e.argument()), e.negated());
            } else if (expr instanceof BooleanTest e) {
                return new BooleanTest(one(e.argument()), e.tested(), e.negated());
            } else if (expr instanceof Case e) {
                var whens = e.whens().stream()
                        .map(when -> new When(one(when.condition()), one(when.result())))
                        .toList();
                return new Case(whens, one(e.otherwise()), e.type());
            } else if (expr instanceof Coalesce e) {
                return new Coalesce(all(e.arguments()), e.type());
            } else if (expr instanceof Extremum e) {
                return new Extremum(e.greatest(), all(e.arguments()), e.type(), e.inputCollation());
            } else if (expr instanceof NullIf e) {
                return new NullIf(e.equals(), one(e.left()), one(e.right()), e.type(), e.inputCollation());
            } else if (expr instanceof DistinctFrom e) {
                return new DistinctFrom(e.equals(), one(e.left()), one(e.right()), e.inputCollation());
            }
            return rebuildComposite(expr);
        }

        private Expr rebuildComposite(Expr expr) {
            if (expr instanceof Quantified e) {
                return new Quantified(e.function(), e.any(), one(e.scalar()), one(e.array()), e.inputCollation());
            } else if (expr instanceof ArrayConstructor e) {
                return new ArrayConstructor(all(e.elements()), e.multidimensional(), e.type());
            } else if (expr instanceof Subscript e) {
                return new Subscript(one(e.container()), all(e.upper()), all(e.lower()), e.type());
            } else if (expr instanceof RowConstructor e) {
                return new RowConstructor(all(e.fields()), e.type());
            } else if (expr instanceof FieldSelect e) {
                return new FieldSelect(one(e.row()), e.field(), e.type());
            } else if (expr instanceof RowComparison e) {
                return new RowComparison(e.kind(), e.functions(), all(e.left()), all(e.right()), e.collations());
            } else if (expr instanceof TextCast e) {
                return new TextCast(one(e.argument()), e.type());
            } else if (expr instanceof Relabel e) {
                return new Relabel(one(e.argument()), e.type());
            } else if (expr instanceof ArrayCast e) {
                return new ArrayCast(one(e.argument()), one(e.element()), e.type());
            } else if (expr instanceof DomainCheck e) {
                var checks = e.checks().stream()
                        .map(check -> new Check(check.name(), one(check.condition())))
                        .toList();
                return new DomainCheck(one(e.argument()), checks, e.notNull(), e.type());
            }
            throw new IllegalStateException("an unknown form of expression: " + expr);
        }
    }
}
