package dev.tideline.engine.circuit.spec;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.expr.WindowFrame.Bound;
import dev.tideline.engine.expr.WindowFrame.Exclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Windows and top-k as people read them. */
final class WindowText {

    private final List<String> columns;

    WindowText(List<String> columns) {
        this.columns = columns;
    }

    String of(OperatorSpec.Window window) {
        var functions = window.functions().stream()
                .map(function -> function.function().name() + "("
                        + function.arguments().stream().map(this::expr).collect(Collectors.joining(", ")) + ")"
                        + (function.filter() == null ? "" : " FILTER (" + expr(function.filter()) + ")"))
                .collect(Collectors.joining(", "));
        return "Window" + sort(window.sort()) + frame(window.frame()) + ": " + functions;
    }

    String of(OperatorSpec.TopK top) {
        var kind =
                switch (top.kind()) {
                    case ROWS -> "";
                    case WITH_TIES -> " with ties";
                    case GROUPS -> " different values";
                };
        return "Top" + (top.limit() == null ? "" : " " + expr(top.limit()) + kind) + sort(top.sort())
                + (top.offset() == null ? "" : ", offset " + expr(top.offset()));
    }

    private String sort(SortSpec sort) {
        var order = new ArrayList<String>();
        sort.order()
                .forEach(column -> order.add(columns.get(column.column())
                        + (column.descending() ? " desc" : "")
                        + (column.nullsFirst() == column.descending()
                                ? ""
                                : column.nullsFirst() ? " nulls first" : " nulls last")));
        sort.tieBreak().forEach(column -> order.add("then " + columns.get(column)));
        return (sort.partition().isEmpty()
                        ? ""
                        : sort.partition().stream().map(columns::get).collect(Collectors.joining(", ", " by (", ")")))
                + (order.isEmpty() ? "" : " order (" + String.join(", ", order) + ")");
    }

    private String frame(WindowFrame frame) {
        if (frame.equals(WindowFrame.DEFAULT)) {
            return "";
        }
        return ", " + words(frame.mode()) + " " + bound(frame.start(), frame.startOffset()) + " to "
                + bound(frame.end(), frame.endOffset())
                + (frame.exclusion() == Exclusion.NONE ? "" : " without " + words(frame.exclusion()));
    }

    private String bound(Bound bound, Expr offset) {
        return (offset == null ? "" : expr(offset) + " ") + words(bound);
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private String expr(Expr expr) {
        return new ExprText(columns).of(expr);
    }

    static String costs(OperatorSpec.Window window) {
        return "keeps (partition, order, row) → weight"
                + switch (window.method()) {
                    case NEIGHBOURS -> "; per change O(log n + rows whose frames reach it)";
                    case RUNNING -> ", running results now and then; per change O(log n + rows behind it)";
                    case PARTITION -> "; per change O(rows of its partition), which is RECOMPUTED, once per step";
                };
    }

    static String costs(OperatorSpec.TopK top) {
        return "keeps (partition, order, row) → weight; per change "
                + (top.limit() == null
                        ? "O(rows of its partition), which is RECOMPUTED, once per step"
                        : "O(1), O(shown rows" + (top.offset() == null ? "" : " and offset") + ") if it is among them");
    }
}
