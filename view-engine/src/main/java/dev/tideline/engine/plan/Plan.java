package dev.tideline.engine.plan;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.SqlType;
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

    /**
     * Each input row with each of the rows that set-returning functions make of it. Several functions go in step: there are as many rows as
     * the longest of them has, and the others are NULL behind their ends.
     *
     * @param ordinality the number of the row among those of its input row, from 1; null if that is not shown
     * @param outer whether an input row without such rows is shown once, with NULLs
     * @param condition which of the rows are meant, over the input's and the functions' columns; only with {@code outer}, else null
     */
    record ProjectSet(Plan input, List<SetFunction> functions, Column ordinality, boolean outer, Expr condition)
            implements Plan {
        public ProjectSet {
            functions = List.copyOf(functions);
        }

        @Override
        public List<Column> output() {
            var output = new ArrayList<>(input.output());
            output.addAll(produced());
            return List.copyOf(output);
        }

        /** The columns that are not the input's. */
        public List<Column> produced() {
            var produced = new ArrayList<Column>();
            functions.forEach(function -> produced.addAll(function.output()));
            if (ordinality != null) {
                produced.add(ordinality);
            }
            return List.copyOf(produced);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /**
     * A function that makes rows.
     *
     * @param call over the input's columns
     * @param set whether it returns a set; else it makes a single row of its value
     * @param fields whether the function's values are rows themselves, whose fields are the columns
     * @param output the columns of the function's rows
     */
    record SetFunction(Expr call, boolean set, boolean fields, List<Column> output) {
        public SetFunction {
            output = List.copyOf(output);
        }
    }

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
     * A join whose right side may refer to columns of the left: for each left row the right side is what it is with that row's values.
     * LATERAL, and what subqueries become. Only between translation and {@linkplain dev.tideline.engine.plan.unnest unnesting}.
     *
     * @param kind INNER, LEFT, SEMI or ANTI
     */
    record DependentJoin(JoinKind kind, Plan left, Plan right, Expr condition) implements Plan {
        @Override
        public List<Column> output() {
            return new Join(kind, left, right, condition).output();
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

    /**
     * The rows of several groupings of one input, one after the other: GROUPING SETS, ROLLUP and CUBE. A key that is not of a set is NULL
     * in its rows. A set without keys has exactly one row, even of no input.
     *
     * @param sets in the order of the query, the same one perhaps more than once
     * @param groupings what {@code GROUPING(…)} tells of each row: a constant for each set
     */
    record GroupingSets(
            Plan input,
            List<Assignment> keys,
            List<GroupingSet> sets,
            List<AggregateAssignment> aggregates,
            List<Column> groupings)
            implements Plan {
        public GroupingSets {
            keys = List.copyOf(keys);
            sets = List.copyOf(sets);
            aggregates = List.copyOf(aggregates);
            groupings = List.copyOf(groupings);
        }

        @Override
        public List<Column> output() {
            var output = new ArrayList<Column>();
            keys.forEach(key -> output.add(key.column()));
            aggregates.forEach(aggregate -> output.add(aggregate.column()));
            output.addAll(groupings);
            return List.copyOf(output);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /**
     * One of several groupings.
     *
     * @param keys which of the keys, by position, in order
     * @param groupings the values of the groupings in its rows
     */
    record GroupingSet(List<Integer> keys, List<Integer> groupings) {
        public GroupingSet {
            keys = List.copyOf(keys);
            groupings = List.copyOf(groupings);
        }
    }

    /** {@code column := aggregate}. */
    record AggregateAssignment(Column column, AggregateCall call) {}

    /**
     * An aggregate function applied.
     *
     * @param function by signature, such as {@code pg_catalog.sum(integer)}; {@code count(*)} has no arguments
     * @param arguments those computed of each row; of {@code percentile_cont(0.5) WITHIN GROUP (ORDER BY x)} this is x
     * @param filter only rows for which it is true take part, or null
     * @param order order of the input, for aggregates that show it; empty if none is given
     * @param direct arguments that are computed once for a group, over the columns of the keys; in the example 0.5
     */
    record AggregateCall(
            Function function,
            List<Expr> arguments,
            boolean distinct,
            Expr filter,
            List<SortKey> order,
            List<Expr> direct,
            SqlType type,
            Collation inputCollation) {
        public AggregateCall {
            arguments = List.copyOf(arguments);
            order = List.copyOf(order);
            direct = List.copyOf(direct);
        }

        /** An aggregate without direct arguments. */
        public AggregateCall(
                Function function,
                List<Expr> arguments,
                boolean distinct,
                Expr filter,
                List<SortKey> order,
                SqlType type,
                Collation inputCollation) {
            this(function, arguments, distinct, filter, order, List.of(), type, inputCollation);
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

    /**
     * Each row with the results of window functions over the rows of its partition. Partitions are made by the types' {@code =}, with
     * NULLs equal.
     *
     * @param tieBreak further columns that order rows which {@code order} leaves tied, in any fixed way; the rows' own values break what
     *     remains
     */
    record Window(
            Plan input,
            List<Expr> partition,
            List<SortKey> order,
            List<Column> tieBreak,
            WindowFrame frame,
            List<WindowAssignment> functions)
            implements Plan {
        public Window {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            tieBreak = List.copyOf(tieBreak);
            functions = List.copyOf(functions);
        }

        @Override
        public List<Column> output() {
            var output = new ArrayList<>(input.output());
            functions.forEach(function -> output.add(function.column()));
            return List.copyOf(output);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** {@code column := function OVER …}. */
    record WindowAssignment(Column column, WindowCall call) {}

    /**
     * A window function, or an aggregate function as one.
     *
     * @param filter only rows for which it is true take part in an aggregate, or null
     */
    record WindowCall(Function function, List<Expr> arguments, Expr filter, dev.tideline.engine.type.SqlType type) {
        public WindowCall {
            arguments = List.copyOf(arguments);
        }
    }

    /** What {@link TopK} counts. */
    enum TopKind {
        /** Rows: {@code LIMIT}, {@code row_number() <= k}. */
        ROWS,
        /** Rows, and those tied with the last one: {@code FETCH … WITH TIES}, {@code rank() <= k}. */
        WITH_TIES,
        /** Different values of the order: {@code dense_rank() <= k}. */
        GROUPS
    }

    /**
     * The first rows of each partition.
     *
     * @param partition empty for one partition of all rows; by the types' {@code =}, with NULLs equal
     * @param tieBreak as for {@link Window}
     * @param limit how many rows, the same for all rows of a partition; null, or a NULL value, for all
     * @param offset how many rows before them are left out, likewise; null, or a NULL value, for none
     */
    record TopK(
            Plan input,
            List<Expr> partition,
            List<SortKey> order,
            List<Column> tieBreak,
            TopKind kind,
            Expr limit,
            Expr offset)
            implements Plan {
        public TopK {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            tieBreak = List.copyOf(tieBreak);
        }

        @Override
        public List<Column> output() {
            return input.output();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /**
     * The rows that the last iteration of the {@link Recurse} of this level around it has added.
     *
     * @param level how many recursions stand around that one
     */
    record WorkingTable(int level, List<Column> output) implements Plan {
        public WorkingTable {
            output = List.copyOf(output);
        }

        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /**
     * What {@code base} gives, and again and again what {@code step} gives of the rows that were added last, until none are added. Unless
     * {@code all}, a row that is {@code =} to one that is there already is none. Columns meet by position, as in a
     * {@link SetOperation}.
     *
     * @param level of its {@link WorkingTable}s in {@code step}: how many recursions stand around it
     */
    record Recurse(int level, boolean all, Plan base, Plan step, List<Column> output) implements Plan {
        public Recurse {
            output = List.copyOf(output);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(base, step);
        }
    }

    /** The columns of this node as a set. */
    default Set<Column> outputSet() {
        return Set.copyOf(output());
    }
}
