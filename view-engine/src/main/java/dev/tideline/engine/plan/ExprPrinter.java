package dev.tideline.engine.plan;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.ConstantText;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Expressions as text, near to SQL; operators are the functions that they are. */
final class ExprPrinter {

    private final java.util.function.Function<Column, String> columns;

    /** @param columns how a column is shown */
    ExprPrinter(java.util.function.Function<Column, String> columns) {
        this.columns = columns;
    }

    /** A function's name, without the schema of PostgreSQL's own. */
    static String name(Function function) {
        return function.schema().equals("pg_catalog") ? function.name() : function.schema() + "." + function.name();
    }

    String print(Expr expr) {
        if (expr instanceof Expr.ColumnRef reference) {
            return columns.apply(reference.column());
        } else if (expr instanceof Expr.InputRef input) {
            return "$" + input.index();
        } else if (expr instanceof Expr.Now) {
            return "now()";
        } else if (expr instanceof Expr.Constant constant) {
            return constant(constant);
        } else if (expr instanceof Expr.Call call) {
            return name(call.function()) + list(call.arguments()) + typmod(call.type());
        } else if (expr instanceof Expr.And and) {
            return infix(and.terms(), " AND ");
        } else if (expr instanceof Expr.Or or) {
            return infix(or.terms(), " OR ");
        } else if (expr instanceof Expr.Not not) {
            return "NOT " + print(not.argument());
        } else if (expr instanceof Expr.IsNull test) {
            return print(test.argument()) + (test.negated() ? " IS NOT NULL" : " IS NULL");
        } else if (expr instanceof Expr.RowIsNull test) {
            return print(test.argument()) + (test.negated() ? " ROW IS NOT NULL" : " ROW IS NULL");
        } else if (expr instanceof Expr.BooleanTest test) {
            var tested = test.tested() == null ? "UNKNOWN" : test.tested() ? "TRUE" : "FALSE";
            return print(test.argument()) + (test.negated() ? " IS NOT " : " IS ") + tested;
        } else if (expr instanceof Expr.Case choice) {
            return choice.whens().stream()
                            .map(when -> "WHEN " + print(when.condition()) + " THEN " + print(when.result()))
                            .collect(Collectors.joining(" ", "CASE ", " ELSE "))
                    + print(choice.otherwise()) + " END";
        } else if (expr instanceof Expr.Coalesce coalesce) {
            return "COALESCE" + list(coalesce.arguments());
        } else if (expr instanceof Expr.Extremum extremum) {
            return (extremum.greatest() ? "GREATEST" : "LEAST") + list(extremum.arguments());
        } else if (expr instanceof Expr.NullIf test) {
            return "NULLIF" + list(List.of(test.left(), test.right()));
        } else if (expr instanceof Expr.DistinctFrom test) {
            return "(" + print(test.left()) + " IS DISTINCT FROM " + print(test.right()) + ")";
        }
        return composite(expr);
    }

    private String composite(Expr expr) {
        if (expr instanceof Expr.Quantified test) {
            return name(test.function()) + "(" + print(test.scalar()) + ", " + (test.any() ? "ANY " : "ALL ")
                    + print(test.array()) + ")";
        } else if (expr instanceof Expr.ArrayConstructor array) {
            return "ARRAY[" + array.elements().stream().map(this::print).collect(Collectors.joining(", ")) + "]";
        } else if (expr instanceof Expr.Subscript subscript) {
            return print(subscript.container()) + subscripts(subscript);
        } else if (expr instanceof Expr.RowConstructor row) {
            return "ROW" + list(row.fields()) + "::" + row.type().type().ddl();
        } else if (expr instanceof Expr.FieldSelect select) {
            return print(select.row()) + "." + (select.field() + 1);
        } else if (expr instanceof Expr.RowComparison rows) {
            return "(" + list(rows.left()) + " " + rows.kind() + " " + list(rows.right()) + ")";
        } else if (expr instanceof Expr.TextCast cast) {
            return print(cast.argument()) + "::text::" + type(cast.type());
        } else if (expr instanceof Expr.Relabel relabel) {
            return print(relabel.argument()) + "::" + type(relabel.type());
        } else if (expr instanceof Expr.ArrayCast cast) {
            return "ARRAY(" + print(cast.element()) + " OF " + print(cast.argument()) + ")::" + type(cast.type());
        } else if (expr instanceof Expr.ElementRef) {
            return "ELEMENT";
        } else if (expr instanceof Expr.DomainCheck check) {
            return print(check.argument()) + "::" + type(check.type()) + " CHECK "
                    + check.checks().stream()
                            .map(Expr.Check::condition)
                            .map(this::print)
                            .toList()
                    + (check.notNull() ? " NOT NULL" : "");
        }
        throw new IllegalArgumentException("no text for " + expr.getClass());
    }

    private String subscripts(Expr.Subscript subscript) {
        var printed = new StringBuilder();
        for (int i = 0; i < subscript.upper().size(); i++) {
            printed.append('[');
            if (subscript.lower() != null) {
                printed.append(bound(subscript.lower().get(i))).append(':');
            }
            printed.append(bound(subscript.upper().get(i))).append(']');
        }
        return printed.toString();
    }

    private String bound(Expr bound) {
        return bound == null ? "" : print(bound);
    }

    private String infix(List<Expr> terms, String operator) {
        return terms.stream().map(this::print).collect(Collectors.joining(operator, "(", ")"));
    }

    private String list(List<Expr> expressions) {
        var printed = new ArrayList<String>();
        expressions.forEach(expr -> printed.add(print(expr)));
        return "(" + String.join(", ", printed) + ")";
    }

    private static String constant(Expr.Constant constant) {
        boolean plain =
                constant.value() == null || ConstantText.isBare(constant.type().type());
        return ConstantText.of(constant) + (plain ? "" : "::" + type(constant.type()));
    }

    private static String type(SqlType type) {
        var collation = type.collation() == null || type.collation().name().equals("default")
                ? ""
                : " COLLATE \"" + type.collation().name() + "\"";
        return type.type().ddl() + typmod(type) + collation;
    }

    private static String typmod(SqlType type) {
        return type.typmod() < 0 ? "" : "{" + type.typmod() + "}";
    }
}
