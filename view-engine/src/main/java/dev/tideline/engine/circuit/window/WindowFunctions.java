package dev.tideline.engine.circuit.window;

import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions.Keeping;
import dev.tideline.engine.circuit.aggregate.ListFunctions;
import dev.tideline.engine.circuit.spec.SortSpec;
import dev.tideline.engine.circuit.spec.WindowFunctionSpec;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeCatalog;
import java.util.List;
import java.util.function.Supplier;

/** The window functions of one window, compiled: computes their results for rows that lie in memory. */
public final class WindowFunctions {

    private final WindowFrame frame;
    private final Evaluator startOffset;
    private final Evaluator endOffset;
    private final RangeBounds range;
    private final List<Supplier<Computation>> functions;

    /** One function on one walk over {@link Rows}; asked for rows in ascending order. */
    interface Computation {
        /**
         * @param frame of the row; null if its offsets could not be computed, for functions that have no frame
         * @throws SqlError as PostgreSQL would raise it
         */
        Object value(Rows rows, int row, Frame frame);
    }

    /** Takes what becomes of a row: the row with the functions' results, or an error. */
    public interface Results {
        void row(int index, Row result);

        void error(int index, SqlError error);
    }

    /**
     * @param inputTypes of the rows
     * @param since16 whether the source is PostgreSQL 16 or later
     */
    public WindowFunctions(
            SortSpec sort,
            WindowFrame frame,
            List<WindowFunctionSpec> functions,
            List<SqlType> inputTypes,
            ExprCompiler compiler,
            TypeCatalog types,
            boolean since16) {
        this.frame = frame;
        startOffset = frame.startOffset() == null ? null : compiler.compile(frame.startOffset());
        endOffset = frame.endOffset() == null ? null : compiler.compile(frame.endOffset());
        range = rangeBounds(sort, frame, inputTypes, compiler, types);
        var aggregates = new AggregateFunctions(compiler);
        var lists = new ListFunctions(compiler, since16);
        this.functions = functions.stream()
                .map(function -> computation(function, aggregates, lists, compiler, types))
                .toList();
    }

    /** The bounds of a frame of RANGE with offsets; null for any other frame. */
    public static RangeBounds rangeBounds(
            SortSpec sort, WindowFrame frame, List<SqlType> inputTypes, ExprCompiler compiler, TypeCatalog types) {
        boolean has = frame.mode() == WindowFrame.Mode.RANGE
                && (frame.start().hasOffset() || frame.end().hasOffset());
        if (!has) {
            return null;
        }
        var order = sort.order().get(0);
        return new RangeBounds(
                order, RangeDistance.of(inputTypes.get(order.column()).type(), compiler, types));
    }

    /** Whether there is a window function of this signature that is not an aggregate. */
    public static boolean isWindowFunction(Function function) {
        return function.schema().equals("pg_catalog")
                && switch (function.name()) {
                    case "row_number",
                            "rank",
                            "dense_rank",
                            "percent_rank",
                            "cume_dist",
                            "ntile",
                            "lag",
                            "lead",
                            "first_value",
                            "last_value",
                            "nth_value" -> true;
                    default -> false;
                };
    }

    private static Supplier<Computation> computation(
            WindowFunctionSpec spec,
            AggregateFunctions aggregates,
            ListFunctions lists,
            ExprCompiler compiler,
            TypeCatalog types) {
        var arguments = spec.arguments().stream().map(compiler::compile).toArray(Evaluator[]::new);
        if (!isWindowFunction(spec.function())) {
            var filter = spec.filter() == null ? null : compiler.compile(spec.filter());
            var given = new Arguments(arguments, filter);
            if (AggregateFunctions.keeping(spec.function()) != Keeping.LIST) {
                return FrameAggregate.of(spec, given, aggregates, types);
            }
            var list = lists.bind(
                    spec.function(), spec.arguments().stream().map(Expr::type).toList());
            return () -> new FrameList(list, given);
        }
        return switch (spec.function().name()) {
            case "row_number" -> () -> (rows, row, frame) -> row + 1L;
            case "rank" -> () -> (rows, row, frame) -> rows.groupStart(rows.group(row)) + 1L;
            case "dense_rank" -> () -> (rows, row, frame) -> rows.group(row) + 1L;
            case "percent_rank" ->
                () -> (rows, row, frame) ->
                        rows.size() <= 1 ? 0.0 : (double) rows.groupStart(rows.group(row)) / (double) (rows.size() - 1);
            case "cume_dist" ->
                () -> (rows, row, frame) -> (double) rows.groupStart(rows.group(row) + 1) / (double) rows.size();
            case "ntile" -> () -> new Ntile(arguments[0]);
            case "lag" -> () -> (rows, row, frame) -> neighbour(rows, row, -1, arguments);
            case "lead" -> () -> (rows, row, frame) -> neighbour(rows, row, 1, arguments);
            case "first_value" -> () -> (rows, row, frame) -> at(rows, frame.position(0), arguments[0]);
            case "last_value" -> () -> (rows, row, frame) -> at(rows, frame.position(frame.size() - 1), arguments[0]);
            case "nth_value" -> () -> (rows, row, frame) -> nth(rows, row, frame, arguments);
            default -> throw new IllegalArgumentException("no window function " + spec.function());
        };
    }

    private static Object at(Rows rows, int position, Evaluator value) {
        return position < 0 ? null : value.evaluate(rows.get(position));
    }

    private static Object neighbour(Rows rows, int row, int direction, Evaluator[] arguments) {
        long distance = 1;
        if (arguments.length > 1) {
            var given = arguments[1].evaluate(rows.get(row));
            if (given == null) {
                return null;
            }
            distance = (int) given;
        }
        long position = row + direction * distance;
        if (position >= 0 && position < rows.size()) {
            return arguments[0].evaluate(rows.get((int) position));
        }
        return arguments.length > 2 ? arguments[2].evaluate(rows.get(row)) : null;
    }

    private static Object nth(Rows rows, int row, Frame frame, Evaluator[] arguments) {
        var given = arguments[1].evaluate(rows.get(row));
        if (given == null) {
            return null;
        }
        int n = (int) given;
        if (n <= 0) {
            throw new SqlError("22016", "argument of nth_value must be greater than zero");
        }
        return at(rows, frame.position(n - 1), arguments[0]);
    }

    /** Numbers of buckets, handed out as PostgreSQL does: the argument is that of the first row where it is not NULL. */
    private static final class Ntile implements Computation {
        private final Evaluator argument;
        private long bucket;
        private long inBucket;
        private long bucketSize;
        private long larger;

        Ntile(Evaluator argument) {
            this.argument = argument;
        }

        @Override
        public Object value(Rows rows, int row, Frame frame) {
            if (bucket == 0) {
                var given = argument.evaluate(rows.get(row));
                if (given == null) {
                    return null;
                }
                int buckets = (int) given;
                if (buckets <= 0) {
                    throw new SqlError("22014", "argument of ntile must be greater than zero");
                }
                bucket = 1;
                bucketSize = rows.size() / buckets;
                if (bucketSize <= 0) {
                    bucketSize = 1;
                } else {
                    larger = rows.size() % buckets;
                    bucketSize += larger == 0 ? 0 : 1;
                }
            }
            inBucket++;
            if (bucketSize < inBucket) {
                if (larger != 0 && bucket == larger) {
                    larger = 0;
                    bucketSize--;
                }
                bucket++;
                inBucket = 1;
            }
            return (int) bucket;
        }
    }

    /** The results for the rows {@code from} up to, not including, {@code to}. */
    public void compute(Rows rows, int from, int to, Results results) {
        var computations = functions.stream().map(Supplier::get).toArray(Computation[]::new);
        Frames frames;
        try {
            frames = new Frames(frame, range, rows, startOffset, endOffset);
        } catch (SqlError error) {
            for (int row = from; row < to; row++) {
                results.error(row, error);
            }
            return;
        }
        for (int row = from; row < to; row++) {
            try {
                var seen = frames.of(row);
                var values = new Object[computations.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = computations[i].value(rows, row, seen);
                }
                results.row(row, rows.get(row).concat(new Row(values)));
            } catch (SqlError error) {
                results.error(row, error);
            }
        }
    }
}
