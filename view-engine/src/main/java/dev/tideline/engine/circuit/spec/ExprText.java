package dev.tideline.engine.circuit.spec;

import dev.tideline.engine.expr.ConstantText;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprTree;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Expressions as people read them, with the names of an operator's columns. */
final class ExprText {

    private static final Pattern INFIX = Pattern.compile(
            "(?:bool|char|int2|int4|int8|int24|int42|int28|int82|int48|int84|oid|float4|float8|float48|float84|text|name"
                    + "|bpchar|bytea|(?:numeric|date|time|timetz|timestamp|timestamptz|interval|uuid|enum|jsonb|array|text)_?)"
                    + "_?(eq|ne|lt|le|gt|ge|pl|add|mi|sub|mul|div|like)");
    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("eq", "="),
            Map.entry("ne", "<>"),
            Map.entry("lt", "<"),
            Map.entry("le", "<="),
            Map.entry("gt", ">"),
            Map.entry("ge", ">="),
            Map.entry("pl", "+"),
            Map.entry("add", "+"),
            Map.entry("mi", "-"),
            Map.entry("sub", "-"),
            Map.entry("mul", "*"),
            Map.entry("div", "/"),
            Map.entry("like", "LIKE"));

    private final List<String> columns;

    ExprText(List<String> columns) {
        this.columns = columns;
    }

    String of(Expr expr) {
        if (expr instanceof Expr.InputRef reference) {
            return columns.get(reference.index());
        } else if (expr instanceof Expr.Now) {
            return "now()";
        } else if (expr instanceof Expr.Constant constant) {
            return ConstantText.of(constant);
        } else if (expr instanceof Expr.Call call) {
            return call(call);
        } else if (expr instanceof Expr.And and) {
            return joined(and.terms(), " AND ");
        } else if (expr instanceof Expr.Or or) {
            return joined(or.terms(), " OR ");
        } else if (expr instanceof Expr.Not not) {
            return "NOT " + of(not.argument());
        } else if (expr instanceof Expr.IsNull test) {
            return of(test.argument()) + (test.negated() ? " IS NOT NULL" : " IS NULL");
        } else if (expr instanceof Expr.Relabel relabel) {
            return of(relabel.argument());
        } else if (expr instanceof Expr.TextCast cast) {
            return of(cast.argument()) + "::" + cast.type().type().ddl();
        } else if (expr instanceof Expr.Quantified quantified) {
            return of(quantified.scalar()) + " "
                    + operator(quantified.function().name()) + (quantified.any() ? " ANY (" : " ALL (")
                    + of(quantified.array()) + ")";
        } else if (expr instanceof Expr.DistinctFrom distinct) {
            return "(" + of(distinct.left()) + " IS DISTINCT FROM " + of(distinct.right()) + ")";
        }
        var arguments = ExprTree.children(expr).stream().map(this::of).collect(Collectors.joining(", ", "(", ")"));
        return expr.getClass().getSimpleName().toUpperCase(Locale.ROOT) + arguments;
    }

    private String call(Expr.Call call) {
        var function = call.function();
        if (call.arguments().size() == 2 && function.schema().equals("pg_catalog")) {
            var symbol = operator(function.name());
            if (!symbol.equals(function.name())) {
                return "(" + of(call.arguments().get(0)) + " " + symbol + " "
                        + of(call.arguments().get(1)) + ")";
            }
        }
        var name = function.schema().equals("pg_catalog") ? function.name() : function.schema() + "." + function.name();
        return name + call.arguments().stream().map(this::of).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String operator(String function) {
        var infix = INFIX.matcher(function);
        return infix.matches() ? SYMBOLS.get(infix.group(1)) : function;
    }

    private String joined(List<Expr> terms, String by) {
        return terms.stream().map(this::of).collect(Collectors.joining(by, "(", ")"));
    }
}
