package dev.tideline.engine.plan;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A query as relational algebra over bags. Immutable; columns are known by identity, so a node can be moved without renaming.
 * <strong>Every column is produced by exactly one node of a plan</strong> and is visible above it unless a node in between leaves
 * it out.
 */
public sealed interface Plan {

    /** The columns of this node's rows, in order. */
    List<Column> output();

    /** The nodes directly below, in order. */
    List<Plan> inputs();

    /** A source table; {@code output.get(i)} is the table's column {@code names.get(i)}. Only columns that are used. */
    record Scan(Table table, List<String> names, List<Column> output) implements Plan {
        public Scan {
            names = List.copyOf(names);
            output = List.copyOf(output);
        }

        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /** Constant rows; their expressions refer to no column. No rows at all is the empty relation. */
    record Values(List<List<Expr>> rows, List<Column> output) implements Plan {
        public Values {
            rows = List.copyOf(rows);
            output = List.copyOf(output);
        }

        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /** The rows for which the condition is true (not false, not NULL). */
    record Filter(Plan input, Expr condition) implements Plan {
        @Override
        public List<Column> output() {
            return input.output();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** One row: the time of the epoch, which is another one in the next. */
    record Clock(Column now) implements Plan {
        @Override
        public List<Column> output() {
            return List.of(now);
        }

        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /**
     * The rows for which a condition over {@link Expr.Now} is true at the time of the epoch. The condition is one for which it can be
     * told when it changes: see {@link dev.tideline.engine.expr.time.TimeCondition}.
     */
    record TemporalFilter(Plan input, Expr condition) implements Plan {
        @Override
        public List<Column> output() {
            return input.output();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** Each row computed from one input row. */
    record Project(Plan input, List<Assignment> assignments) implements Plan {
        public Project {
            assignments = List.copyOf(assignments);
        }

        @Override
        public List<Column> output() {
            return assignments.stream().map(Assignment::column).toList();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** {@code column := value}. */
    record Assignment(Column column, Expr value) {}

    /** Kinds of joins; SEMI and ANTI show the left side only. */
    enum JoinKind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        SEMI,
        ANTI
    }

    /** All pairs for which the condition is true, and, by kind, the rows without a partner padded with NULLs. */
    record Join(JoinKind kind, Plan left, Plan right, Expr condition) implements Plan {
        @Override
        public List<Column> output() {
            return kind == JoinKind.SEMI || kind == JoinKind.ANTI
                    ? left.output()
                    : Stream.concat(left.output().stream(), right.output().stream())
                            .toList();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(left, right);
        }
    }

    /**
     * One row per group. Groups are made by the types' {@code =}, with NULLs equal. Without {@code keys} there is exactly one row,
     * even of no input ({@code GROUP BY ()} with nothing but HAVING or aggregates).
     */
    record Aggregate(Plan input, List<Assignment> keys, List<AggregateAssignment> aggregates) implements Plan {
        public Aggregate {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }

        @Override
        public List<Column> output() {
            var output = new ArrayList<Column>(keys.size() + aggregates.size());
            keys.forEach(key -> output.add(key.column()));
            aggregates.forEach(aggregate -> output.add(aggregate.column()));
            return List.copyOf(output);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** {@code column := aggregate}. */
    record AggregateAssignment(Column column, AggregateCall call) {}

    /**
     * An aggregate function applied.
     *
     * @param function by signature, such as {@code pg_catalog.sum(integer)}; {@code count(*)} has no arguments
     * @param filter only rows for which it is true take part, or null
     * @param order order of the input, for aggregates that show it; empty if none is given
     */
    record AggregateCall(
            Function function,
            List<Expr> arguments,
            boolean distinct,
            Expr filter,
            List<SortKey> order,
            dev.tideline.engine.type.SqlType type,
            dev.tideline.engine.type.Collation inputCollation) {
        public AggregateCall {
            arguments = List.copyOf(arguments);
            order = List.copyOf(order);
        }
    }

    /** One key of an order by a type's default B-tree order. */
    record SortKey(Expr value, boolean descending, boolean nullsFirst) {}

    /** Each distinct row once, by the types' {@code =}, NULLs equal. */
    record Distinct(Plan input) implements Plan {
        @Override
        public List<Column> output() {
            return input.output();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** Set operations on rows, by the types' {@code =}; {@code all} keeps duplicates as SQL counts them. */
    enum SetKind {
        UNION,
        INTERSECT,
        EXCEPT
    }

    /**
     * The inputs' columns meet by position: {@code output.get(i)} takes its values from the i-th column of each input, which already
     * have the output's type.
     */
    record SetOperation(SetKind kind, boolean all, Plan left, Plan right, List<Column> output) implements Plan {
        public SetOperation {
            output = List.copyOf(output);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(left, right);
        }
    }

    /** The columns of this node as a set. */
    default Set<Column> outputSet() {
        return Set.copyOf(output());
    }
}
