package dev.tideline.engine.plan;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.plan.Plan.AggregateCall;
import dev.tideline.engine.plan.Plan.Assignment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Plans as text, one node a line, inputs indented below. Columns are numbered in the order in which they appear, so that equal plans
 * have equal texts whatever else was compiled before.
 */
public final class PlanPrinter {

    private final StringBuilder text = new StringBuilder();
    private final Map<Column, Integer> numbers = new HashMap<>();
    private final ExprPrinter expressions = new ExprPrinter(this::column);

    private PlanPrinter() {}

    /** The plan of a view, headed by what the view shows. */
    public static String print(ViewPlan view) {
        var printer = new PlanPrinter();
        var shown = view.output().stream()
                .map(output -> output.name().equals(output.column().name())
                        ? printer.column(output.column())
                        : output.name() + " := " + printer.column(output.column()))
                .collect(Collectors.joining(", "));
        printer.text
                .append("View ")
                .append(view.view())
                .append(" [")
                .append(shown)
                .append("]\n");
        printer.node(view.plan(), 1);
        return printer.text.toString();
    }

    public static String print(Plan plan) {
        var printer = new PlanPrinter();
        printer.node(plan, 0);
        return printer.text.toString();
    }

    private void node(Plan plan, int depth) {
        text.append("  ".repeat(depth)).append(line(plan)).append('\n');
        plan.inputs().forEach(input -> node(input, depth + 1));
    }

    private String line(Plan plan) {
        if (plan instanceof Plan.Scan scan) {
            return "Scan " + scan.table().name() + columns(scan.output());
        } else if (plan instanceof Plan.Values values) {
            return "Values " + rows(values) + columns(values.output());
        } else if (plan instanceof Plan.Filter filter) {
            return "Filter " + expressions.print(filter.condition());
        } else if (plan instanceof Plan.WorkingTable working) {
            return "WorkingTable " + working.level() + columns(working.output());
        } else if (plan instanceof Plan.Recurse recurse) {
            return "Recurse " + recurse.level() + (recurse.all() ? " ALL" : "") + columns(recurse.output());
        } else if (plan instanceof Plan.Clock clock) {
            return "Clock" + columns(clock.output());
        } else if (plan instanceof Plan.TemporalFilter filter) {
            return "TemporalFilter " + expressions.print(filter.condition());
        } else if (plan instanceof Plan.Project project) {
            return "Project [" + assignments(project.assignments()) + "]";
        } else if (plan instanceof Plan.ProjectSet set) {
            return "ProjectSet" + (set.outer() ? " OUTER" : "") + " ["
                    + join(
                            set.functions(),
                            one -> columns(one.output()).strip() + " := " + expressions.print(one.call()))
                    + "]"
                    + (set.ordinality() == null ? "" : " ORDINALITY " + column(set.ordinality()))
                    + (set.condition() == null ? "" : " on " + expressions.print(set.condition()));
        } else if (plan instanceof Plan.Join join) {
            return "Join " + join.kind() + " on " + expressions.print(join.condition());
        } else if (plan instanceof Plan.DependentJoin join) {
            return "DependentJoin " + join.kind() + " on " + expressions.print(join.condition());
        } else if (plan instanceof Plan.Aggregate aggregate) {
            return "Aggregate by [" + assignments(aggregate.keys()) + "] [" + aggregates(aggregate.aggregates()) + "]";
        } else if (plan instanceof Plan.GroupingSets grouping) {
            return "GroupingSets [" + assignments(grouping.keys()) + "] by " + sets(grouping) + " ["
                    + aggregates(grouping.aggregates()) + "]";
        } else if (plan instanceof Plan.Distinct) {
            return "Distinct";
        } else if (plan instanceof Plan.SetOperation operation) {
            return operation.kind() + (operation.all() ? " ALL" : "") + columns(operation.output());
        } else if (plan instanceof Plan.Window window) {
            return window(window);
        } else if (plan instanceof Plan.TopK top) {
            return top(top);
        }
        throw new IllegalArgumentException("no text for " + plan.getClass());
    }

    private String sets(Plan.GroupingSets grouping) {
        return join(
                grouping.sets(),
                set -> "("
                        + join(
                                set.keys(),
                                key -> column(grouping.keys().get(key).column()))
                        + ")"
                        + (grouping.groupings().isEmpty()
                                ? ""
                                : " " + columns(grouping.groupings()).strip() + " := " + set.groupings()));
    }

    private String aggregates(List<Plan.AggregateAssignment> aggregates) {
        return join(aggregates, one -> column(one.column()) + " := " + aggregate(one.call()));
    }

    private String rows(Plan.Values values) {
        return join(values.rows(), row -> "(" + join(row, expressions::print) + ")");
    }

    private String window(Plan.Window window) {
        return "Window" + sorted(window.partition(), window.order(), window.tieBreak()) + frame(window.frame()) + " ["
                + join(window.functions(), one -> column(one.column()) + " := " + call(one.call())) + "]";
    }

    private String top(Plan.TopK top) {
        var kind =
                switch (top.kind()) {
                    case ROWS -> "";
                    case WITH_TIES -> " with ties";
                    case GROUPS -> " groups";
                };
        return "TopK" + (top.limit() == null ? "" : " limit " + expressions.print(top.limit()) + kind)
                + (top.offset() == null ? "" : " offset " + expressions.print(top.offset()))
                + sorted(top.partition(), top.order(), top.tieBreak());
    }

    private String sorted(List<Expr> partition, List<Plan.SortKey> order, List<Column> tieBreak) {
        return (partition.isEmpty() ? "" : " by [" + join(partition, expressions::print) + "]")
                + (order.isEmpty() ? "" : " order [" + join(order, this::sortKey) + "]")
                + (tieBreak.isEmpty() ? "" : " then [" + join(tieBreak, this::column) + "]");
    }

    private String sortKey(Plan.SortKey key) {
        return expressions.print(key.value())
                + (key.descending() ? " DESC" : "")
                + (key.nullsFirst() == key.descending() ? "" : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }

    private String frame(WindowFrame frame) {
        if (frame.equals(WindowFrame.DEFAULT)) {
            return "";
        }
        return " " + frame.mode() + " " + bound(frame.start(), frame.startOffset()) + " TO "
                + bound(frame.end(), frame.endOffset())
                + (frame.exclusion() == WindowFrame.Exclusion.NONE ? "" : " EXCLUDE " + frame.exclusion());
    }

    private String bound(WindowFrame.Bound bound, Expr offset) {
        return (offset == null ? "" : expressions.print(offset) + " ") + bound;
    }

    private String call(Plan.WindowCall call) {
        var arguments = join(call.arguments(), expressions::print);
        return ExprPrinter.name(call.function()) + "(" + arguments + ")"
                + (call.filter() == null ? "" : " FILTER " + expressions.print(call.filter()));
    }

    private String aggregate(AggregateCall call) {
        var printed = new StringBuilder(ExprPrinter.name(call.function())).append('(');
        printed.append(call.distinct() ? "DISTINCT " : "");
        printed.append(call.arguments().isEmpty() ? "*" : join(call.arguments(), expressions::print));
        if (!call.order().isEmpty()) {
            printed.append(" ORDER BY ").append(join(call.order(), this::sortKey));
        }
        printed.append(call.direct().isEmpty() ? "" : " OF " + join(call.direct(), expressions::print));
        printed.append(')');
        return call.filter() == null ? printed.toString() : printed + " FILTER " + expressions.print(call.filter());
    }

    private String assignments(List<Assignment> assignments) {
        return join(
                assignments,
                assignment -> column(assignment.column()) + " := " + expressions.print(assignment.value()));
    }

    private String columns(List<Column> columns) {
        return " [" + join(columns, this::column) + "]";
    }

    private String column(Column column) {
        return column.name() + "#" + numbers.computeIfAbsent(column, key -> numbers.size() + 1);
    }

    private static <T> String join(List<T> elements, Function<T, String> print) {
        return elements.stream().map(print).collect(Collectors.joining(", "));
    }
}
