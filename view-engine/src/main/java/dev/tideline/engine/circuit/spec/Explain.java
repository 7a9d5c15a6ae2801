package dev.tideline.engine.circuit.spec;

import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions.Keeping;
import dev.tideline.engine.circuit.spec.OperatorSpec.JoinKind;
import dev.tideline.engine.expr.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A view's part of a circuit as a tree of text: each operator with its number, what it does, what it keeps and what a change costs.
 * An operator that several readers share is shown in full once.
 */
public final class Explain {

    /** Marks operators that do not get by with changes alone. */
    private static final String RECOMPUTED = "RECOMPUTED";

    private final CircuitSpec spec;
    private final Map<Integer, Set<String>> viewsOf = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final Set<Integer> shown = new HashSet<>();

    private Explain(CircuitSpec spec) {
        this.spec = spec;
        spec.views().forEach(view -> mark(view.input(), view.name()));
    }

    private void mark(int operator, String view) {
        if (viewsOf.computeIfAbsent(operator, position -> new HashSet<>()).add(view)) {
            spec.operators().get(operator).inputs().forEach(input -> mark(input, view));
        }
    }

    /**
     * @throws IllegalArgumentException if the circuit has no view of that name
     */
    public static String view(CircuitSpec spec, String name) {
        var view = spec.views().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no view " + name));
        var explain = new Explain(spec);
        explain.text.append("View ").append(name).append(": ").append(key(view)).append('\n');
        explain.operator(view.input(), "  ");
        return explain.text.toString();
    }

    private static String key(ViewSpec view) {
        if (view.bag()) {
            return "no natural key, rows with their counts; keeps (row) → count";
        }
        if (view.keyChecked()) {
            return "key (" + String.join(", ", view.keyNames())
                    + "), declared, not proven; keeps (key) → count to check it";
        }
        return view.key().isEmpty()
                ? "at most one row; keeps nothing"
                : "key (" + String.join(", ", view.keyNames()) + "), proven; keeps nothing";
    }

    private void operator(int position, String indent) {
        var operator = spec.operators().get(position);
        text.append(indent).append('#').append(position).append(' ');
        if (!shown.add(position)) {
            text.append("(see above)\n");
            return;
        }
        text.append(describe(position, operator));
        var sharers = new HashSet<>(viewsOf.get(position));
        if (sharers.size() > 1) {
            text.append("  [shared by ")
                    .append(sharers.stream().sorted().collect(Collectors.joining(", ")))
                    .append(']');
        }
        text.append('\n');
        text.append(indent).append("     ").append(costs(operator)).append('\n');
        operator.inputs().forEach(input -> operator(input, indent + "  "));
    }

    private String describe(int position, OperatorSpec operator) {
        if (operator instanceof OperatorSpec.TableInput table) {
            return "Table " + table.table() + " (" + String.join(", ", names(position)) + ")";
        } else if (operator instanceof OperatorSpec.Values values) {
            return "Values, " + values.rows().size() + " rows";
        } else if (operator instanceof OperatorSpec.Filter filter) {
            return "Filter " + expr(filter.condition(), filter.input());
        } else if (operator instanceof OperatorSpec.Recurse recurse) {
            return "Recursion" + (recurse.all() ? ", all" : "") + ", each iteration by " + body(recurse);
        } else if (operator instanceof OperatorSpec.Clock) {
            return "Clock: the time of the epoch";
        } else if (operator instanceof OperatorSpec.TemporalFilter filter) {
            return "Temporal filter " + expr(filter.condition(), filter.input());
        } else if (operator instanceof OperatorSpec.Project project) {
            return "Project " + project(position, project);
        } else if (operator instanceof OperatorSpec.ProjectSet set) {
            return "Rows of "
                    + set.functions().stream()
                            .map(function -> expr(function.call(), set.input()))
                            .collect(Collectors.joining(", "))
                    + (set.outer() ? ", or one of NULLs" : "");
        } else if (operator instanceof OperatorSpec.Arrange arrange) {
            return "Arrange by ("
                    + arrange.key().stream()
                            .map(part -> expr(part.value(), arrange.input()))
                            .collect(Collectors.joining(", "))
                    + ")";
        } else if (operator instanceof OperatorSpec.Join join) {
            return join(join);
        } else if (operator instanceof OperatorSpec.BoundedRows rows) {
            return "Rows with " + names(rows.left()).get(rows.column()) + " "
                    + rows.side().sign() + " " + names(rows.right()).get(rows.bound());
        } else if (operator instanceof OperatorSpec.Aggregate aggregate) {
            return aggregate(aggregate);
        } else if (operator instanceof OperatorSpec.Distinct) {
            return "Distinct";
        } else if (operator instanceof OperatorSpec.UnionAll) {
            return "Union all";
        } else if (operator instanceof OperatorSpec.SetOperation operation) {
            return (operation.except() ? "Except" : "Intersect") + (operation.all() ? " all" : "");
        } else if (operator instanceof OperatorSpec.Window window) {
            return new WindowText(names(window.input())).of(window);
        } else if (operator instanceof OperatorSpec.TopK top) {
            return new WindowText(names(top.input())).of(top);
        }
        throw new IllegalStateException("an unknown operator: " + operator);
    }

    private String project(int position, OperatorSpec.Project project) {
        var names = names(position);
        return IntStream.range(0, names.size())
                .mapToObj(i -> {
                    var value = expr(project.values().get(i), project.input());
                    return value.equals(names.get(i)) ? value : names.get(i) + " := " + value;
                })
                .collect(Collectors.joining(", "));
    }

    /** The operators of one iteration, from its rows on. */
    private static String body(OperatorSpec.Recurse recurse) {
        var operators = recurse.body().stream()
                .skip(recurse.inputs().size())
                .map(operator -> operator instanceof OperatorSpec.Join join
                        ? join.kind().name().toLowerCase(Locale.ROOT) + " join"
                        : operator.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .toList();
        return operators.isEmpty() ? "its rows alone" : String.join(", ", operators);
    }

    private String join(OperatorSpec.Join join) {
        var columns = new ArrayList<>(names(join.left()));
        columns.addAll(names(join.right()));
        var by = keyOf(join.left());
        var kind = by.isEmpty() && join.kind() == JoinKind.INNER
                ? "Cross"
                : join.kind().name();
        return kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT) + " join"
                + (by.isEmpty() ? ", no key" : " on " + by + " = " + keyOf(join.right()))
                + (join.residual() == null ? "" : " and " + new ExprText(columns).of(join.residual()));
    }

    private String keyOf(int position) {
        var operator = spec.operators().get(position);
        if (operator instanceof OperatorSpec.TableInput table) {
            return table.key().stream().map(InputColumn::name).collect(Collectors.joining(", ", "(", ")"));
        }
        var arrange = (OperatorSpec.Arrange) operator;
        return arrange.key().isEmpty()
                ? ""
                : arrange.key().stream()
                        .map(part -> expr(part.value(), arrange.input()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private String aggregate(OperatorSpec.Aggregate aggregate) {
        var input = names(aggregate.input());
        var calls =
                aggregate.aggregates().stream().map(call -> call(call, input)).collect(Collectors.joining(", "));
        return "Aggregate" + (aggregate.keys() == 0 ? ", one row" : " by " + input.subList(0, aggregate.keys()))
                + (calls.isEmpty() ? "" : ": " + calls);
    }

    private static String call(AggregateSpec call, List<String> input) {
        var arguments = call.arguments().stream().map(input::get).collect(Collectors.joining(", "));
        var order = call.order().stream()
                .map(key -> input.get(key.position()) + (key.descending() ? " DESC" : ""))
                .collect(Collectors.joining(", "));
        return call.function().name() + "("
                + (call.distinct() ? "DISTINCT " : "")
                + (arguments.isEmpty() ? "*" : arguments)
                + (order.isEmpty() ? "" : " ORDER BY " + order) + ")"
                + (call.filter() < 0 ? "" : " FILTER (" + input.get(call.filter()) + ")");
    }

    private static String aggregateCosts(OperatorSpec.Aggregate aggregate) {
        var kept = new ArrayList<String>();
        kept.add("(group) → accumulators");
        var keepings = aggregate.aggregates().stream()
                .map(call -> AggregateFunctions.keeping(call.function()))
                .collect(Collectors.toSet());
        boolean values = keepings.contains(Keeping.SELECTION)
                || aggregate.aggregates().stream().anyMatch(AggregateSpec::distinct);
        boolean ranks = keepings.contains(Keeping.PERCENTILE)
                || keepings.contains(Keeping.MODE)
                || keepings.contains(Keeping.RANK);
        if (values) {
            kept.add("(group, value) → count");
        }
        if (ranks) {
            kept.add("(group, value) → count with sums for ranks");
        }
        if (keepings.contains(Keeping.LIST)) {
            kept.add("(group, order, values) → count");
        }
        return "keeps " + String.join(", ", kept) + "; per change "
                + (values || ranks || keepings.contains(Keeping.LIST) ? "O(log n)" : "O(1)")
                + (keepings.contains(Keeping.LIST)
                        ? " and O(values of its group), whose result is RECOMPUTED, once per step"
                        : "");
    }

    private String costs(OperatorSpec operator) {
        if (operator instanceof OperatorSpec.TableInput table) {
            return table.key().isEmpty()
                    ? "keeps (row) → count; per change O(1)"
                    : "keeps (" + table.key().stream().map(InputColumn::name).collect(Collectors.joining(", "))
                            + ") → row; per change O(1)";
        } else if (operator instanceof OperatorSpec.Arrange) {
            return "keeps (key, row) → weight; per change O(1)";
        } else if (operator instanceof OperatorSpec.Join join) {
            return joinCosts(join);
        } else if (operator instanceof OperatorSpec.Aggregate aggregate) {
            return aggregateCosts(aggregate);
        } else if (operator instanceof OperatorSpec.BoundedRows) {
            return "keeps (value, row) → weight; per change O(log n), when the bound moves the rows between old and new";
        } else if (operator instanceof OperatorSpec.Recurse recurse) {
            return (recurse.all() ? "keeps" : "keeps (row) → iterations that give it, and")
                    + " what these operators keep, for each iteration; per change O(changes of all iterations)"
                    + (recurse.body().stream().anyMatch(part -> costs(part).contains(RECOMPUTED))
                            ? ", of each changed iteration a touched group or partition is " + RECOMPUTED
                            : "");
        } else if (operator instanceof OperatorSpec.Clock) {
            return "keeps the time; per change of the value that is seen of it O(rows that see it), which are RECOMPUTED";
        } else if (operator instanceof OperatorSpec.TemporalFilter) {
            return "keeps (moment, row) for the rows that time will still change; per change O(log n), per epoch the rows whose"
                    + " moment has come";
        } else if (operator instanceof OperatorSpec.Distinct) {
            return "keeps (row) → count; per change O(1)";
        } else if (operator instanceof OperatorSpec.SetOperation) {
            return "keeps (row) → two counts; per change O(1)";
        } else if (operator instanceof OperatorSpec.Window window) {
            return WindowText.costs(window);
        } else if (operator instanceof OperatorSpec.TopK top) {
            return WindowText.costs(top);
        }
        return operator instanceof OperatorSpec.ProjectSet
                ? "keeps nothing; per change O(rows made of it)"
                : "keeps nothing; per change O(1)";
    }

    private static String joinCosts(OperatorSpec.Join join) {
        boolean counts = join.residual() != null && join.kind() != JoinKind.INNER;
        var kept = !counts
                ? "keeps nothing of its own"
                : join.kind() == JoinKind.FULL
                        ? "keeps (row) → count of partners, for both sides"
                        : "keeps (left row) → count of partners";
        return kept
                + switch (join.kind()) {
                    case INNER -> "; per change O(partners)";
                    case LEFT, FULL ->
                        "; per change O(partners), all rows of a key when its first partner comes or its last goes";
                    case SEMI, ANTI ->
                        counts
                                ? "; per change O(partners)"
                                : "; per change O(1), all left rows of a key when its first partner comes or its last goes";
                };
    }

    private List<String> names(int position) {
        return spec.columnNames().get(position);
    }

    private String expr(Expr expr, int input) {
        return new ExprText(names(input)).of(expr);
    }
}
