package dev.tideline.engine.circuit.spec;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.wire.TableName;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * An operator as data. Inputs are positions of operators before it in the same {@link CircuitSpec}, columns are positions in rows.
 * <strong>Equal specs are the same operator</strong>: that is how views share subplans and arrangements.
 */
public sealed interface OperatorSpec {

    /** Positions of the operators whose output this one reads, in order. */
    List<Integer> inputs();

    /** The same operator reading from elsewhere. */
    OperatorSpec renumbered(IntUnaryOperator positions);

    /** Types of the output's columns. */
    List<SqlType> types();

    /**
     * A source table. With a key, rows are kept by it and old rows are known; without one, rows come with their old images and are
     * counted.
     *
     * @param columns those that are used, in the order of change rows
     * @param key the primary key's columns in its order, whether used or not; empty if there is none
     */
    record TableInput(TableName table, List<InputColumn> columns, List<InputColumn> key) implements OperatorSpec {
        public TableInput {
            columns = List.copyOf(columns);
            key = List.copyOf(key);
        }

        @Override
        public List<Integer> inputs() {
            return List.of();
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return this;
        }

        @Override
        public List<SqlType> types() {
            return columns.stream().map(InputColumn::type).toList();
        }
    }

    /** Rows that never change; each a list of expressions without references. */
    record Values(List<List<Expr>> rows, List<SqlType> types) implements OperatorSpec {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
            types = List.copyOf(types);
        }

        @Override
        public List<Integer> inputs() {
            return List.of();
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return this;
        }
    }

    /** The rows for which the condition is true. */
    record Filter(int input, Expr condition, List<SqlType> types) implements OperatorSpec {
        public Filter {
            types = List.copyOf(types);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new Filter(positions.applyAsInt(input), condition, types);
        }
    }

    /**
     * The rows that a recursion has added last; only in the body of one.
     *
     * @param level how many recursions stand around that one
     */
    record WorkingTable(int level, List<SqlType> types) implements OperatorSpec {
        public WorkingTable {
            types = List.copyOf(types);
        }

        @Override
        public List<Integer> inputs() {
            return List.of();
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return this;
        }
    }

    /** Stands in the body of a recursion for an operator outside of it. */
    record Outside(List<SqlType> types) implements OperatorSpec {
        public Outside {
            types = List.copyOf(types);
        }

        @Override
        public List<Integer> inputs() {
            return List.of();
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return this;
        }
    }

    /**
     * The rows of the base, and of what the body makes of them, and again of that, until it makes none.
     *
     * @param inputs the base, then what the body reads from outside
     * @param body a circuit of its own: first the {@link WorkingTable}, then an {@link Outside} for each input behind the first, then
     *     the operators, each of which gives nothing as long as the working table is empty
     * @param result position in the body of the operator that gives the next rows
     * @param all false if a row that is there already is not added again
     */
    record Recurse(List<Integer> inputs, List<OperatorSpec> body, int result, boolean all, List<SqlType> types)
            implements OperatorSpec {
        public Recurse {
            inputs = List.copyOf(inputs);
            body = List.copyOf(body);
            types = List.copyOf(types);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new Recurse(inputs.stream().map(positions::applyAsInt).toList(), body, result, all, types);
        }
    }

    /** The time of the epoch, in one row. */
    record Clock() implements OperatorSpec {
        @Override
        public List<Integer> inputs() {
            return List.of();
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return this;
        }

        @Override
        public List<SqlType> types() {
            return List.of(SqlType.of(PgType.TIMESTAMPTZ));
        }
    }

    /** The rows for which a condition over {@link Expr.Now} is true. */
    record TemporalFilter(int input, Expr condition, List<SqlType> types) implements OperatorSpec {
        public TemporalFilter {
            types = List.copyOf(types);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new TemporalFilter(positions.applyAsInt(input), condition, types);
        }
    }

    /** Each row computed from one. */
    record Project(int input, List<Expr> values) implements OperatorSpec {
        public Project {
            values = List.copyOf(values);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new Project(positions.applyAsInt(input), values);
        }

        @Override
        public List<SqlType> types() {
            return values.stream().map(Expr::type).toList();
        }
    }

    /**
     * Each input row with each of the rows that functions make of it, in step.
     *
     * @param ordinality whether the number of the row follows, from 1
     * @param outer whether an input row without such rows is shown once, with NULLs
     * @param condition which rows are meant, over the whole row; null for all
     * @param types of the input's columns, then the functions', then the number
     */
    record ProjectSet(
            int input,
            List<SetFunction> functions,
            boolean ordinality,
            boolean outer,
            Expr condition,
            List<SqlType> types)
            implements OperatorSpec {
        public ProjectSet {
            functions = List.copyOf(functions);
            types = List.copyOf(types);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new ProjectSet(positions.applyAsInt(input), functions, ordinality, outer, condition, types);
        }
    }

    /**
     * A function that makes rows.
     *
     * @param set whether it returns a set; else it makes a single row of its value
     * @param fields whether its values are rows themselves, whose fields are the columns
     * @param width how many columns its rows have
     */
    record SetFunction(Expr call, boolean set, boolean fields, int width) {}

    /**
     * The input kept by key for joins.
     *
     * @param unique the input never holds a row twice
     */
    record Arrange(int input, List<KeyPart> key, boolean unique, List<SqlType> types) implements OperatorSpec {
        public Arrange {
            key = List.copyOf(key);
            types = List.copyOf(types);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new Arrange(positions.applyAsInt(input), key, unique, types);
        }
    }

    /** What a join makes of rows without a partner. */
    enum JoinKind {
        /** They are dropped. */
        INNER,
        /** Those of the left side are shown with NULLs for the right. */
        LEFT,
        /** Those of both sides are shown with NULLs for the other. */
        FULL,
        /** Only left rows that have a partner are shown, as often as they are. */
        SEMI,
        /** Only left rows that have no partner are shown, as often as they are. */
        ANTI
    }

    /**
     * A join of two arrangements of the same key.
     *
     * @param left position of an {@link Arrange}, or of a {@link TableInput} that is read by its primary key
     * @param residual a further condition over the left row's columns followed by the right row's, or null
     * @param output which of these columns are shown; of the left side only for SEMI and ANTI
     */
    record Join(JoinKind kind, int left, int right, Expr residual, List<Integer> output, List<SqlType> types)
            implements OperatorSpec {
        public Join {
            output = List.copyOf(output);
            types = List.copyOf(types);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(left, right);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new Join(kind, positions.applyAsInt(left), positions.applyAsInt(right), residual, output, types);
        }
    }

    /**
     * The left rows whose value is on one side of that of a right row, once for each right row.
     *
     * @param column of the left rows; NULL is on no side
     * @param right position of an {@link Arrange} without a key, which should have few rows
     * @param bound column of the right rows, of a type with the same order
     * @param output which columns of the left rows are shown
     */
    record BoundedRows(
            int left, int column, BoundSide side, int right, int bound, List<Integer> output, List<SqlType> types)
            implements OperatorSpec {
        public BoundedRows {
            output = List.copyOf(output);
            types = List.copyOf(types);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(left, right);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new BoundedRows(
                    positions.applyAsInt(left), column, side, positions.applyAsInt(right), bound, output, types);
        }
    }

    /**
     * One row per group: the values of the first {@code keys} columns of the input, then the aggregates. Without keys there is always
     * exactly one row.
     */
    record Aggregate(int input, int keys, List<AggregateSpec> aggregates, List<SqlType> keyTypes)
            implements OperatorSpec {
        public Aggregate {
            aggregates = List.copyOf(aggregates);
            keyTypes = List.copyOf(keyTypes);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new Aggregate(positions.applyAsInt(input), keys, aggregates, keyTypes);
        }

        @Override
        public List<SqlType> types() {
            return Stream.concat(keyTypes.stream(), aggregates.stream().map(AggregateSpec::type))
                    .toList();
        }
    }

    /** Each row once, by the types' {@code =}. */
    record Distinct(int input, List<SqlType> types) implements OperatorSpec {
        public Distinct {
            types = List.copyOf(types);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new Distinct(positions.applyAsInt(input), types);
        }
    }

    /** The rows of all inputs. */
    record UnionAll(List<Integer> inputs, List<SqlType> types) implements OperatorSpec {
        public UnionAll {
            inputs = List.copyOf(inputs);
            types = List.copyOf(types);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new UnionAll(inputs.stream().map(positions::applyAsInt).toList(), types);
        }
    }

    /** INTERSECT or, with {@code except}, EXCEPT; {@code all} counts duplicates. */
    record SetOperation(boolean except, boolean all, int left, int right, List<SqlType> types) implements OperatorSpec {
        public SetOperation {
            types = List.copyOf(types);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(left, right);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new SetOperation(except, all, positions.applyAsInt(left), positions.applyAsInt(right), types);
        }
    }

    /** How window functions are kept. */
    enum WindowMethod {
        /** Every row depends on rows near to it only. */
        NEIGHBOURS,
        /** Every row depends on the rows before it, and those tied with it, only. */
        RUNNING,
        /** A row may depend on any row of its partition. */
        PARTITION
    }

    /** Each input row followed by the results of window functions over its partition. */
    record Window(
            int input,
            WindowMethod method,
            SortSpec sort,
            WindowFrame frame,
            List<WindowFunctionSpec> functions,
            List<SqlType> inputTypes)
            implements OperatorSpec {
        public Window {
            functions = List.copyOf(functions);
            inputTypes = List.copyOf(inputTypes);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new Window(positions.applyAsInt(input), method, sort, frame, functions, inputTypes);
        }

        @Override
        public List<SqlType> types() {
            return Stream.concat(inputTypes.stream(), functions.stream().map(WindowFunctionSpec::type))
                    .toList();
        }
    }

    /** What {@link TopK} counts. */
    enum TopKind {
        /** Rows. */
        ROWS,
        /** Rows, and those tied with the last one. */
        WITH_TIES,
        /** Different values of the order. */
        GROUPS
    }

    /**
     * The first rows of each partition.
     *
     * @param limit how many, over a row of the partition; null, or a NULL value, for all
     * @param offset how many before them are left out; null, or a NULL value, for none
     */
    record TopK(int input, SortSpec sort, TopKind kind, Expr limit, Expr offset, List<SqlType> types)
            implements OperatorSpec {
        public TopK {
            types = List.copyOf(types);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public OperatorSpec renumbered(IntUnaryOperator positions) {
            return new TopK(positions.applyAsInt(input), sort, kind, limit, offset, types);
        }
    }
}
