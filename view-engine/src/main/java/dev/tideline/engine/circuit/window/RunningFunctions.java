package dev.tideline.engine.circuit.window;

import dev.tideline.engine.circuit.aggregate.Accumulator;
import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.circuit.spec.WindowFunctionSpec;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.expr.WindowFrame.Bound;
import dev.tideline.engine.expr.WindowFrame.Exclusion;
import dev.tideline.engine.expr.WindowFrame.Mode;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeCatalog;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Window functions whose result for a row depends on the rows before it and those tied with it only: they go from group to group with a
 * small state that can be kept.
 */
public final class RunningFunctions {

    private static final Set<String> OF_PEERS = Set.of("rank", "dense_rank");

    private final boolean byRow;
    private final List<Supplier<Running>> functions;

    /** Takes what becomes of a row. */
    public interface Results {
        void row(Row row, Row results);

        void error(Row row, SqlError error);
    }

    /** One function on its way over the rows. */
    private interface Running {
        /** Takes a row, before any result of its group is asked for; of functions by row before its own result. */
        void add(Row row);

        Object result(long rows, long groupStart, long groups);

        void write(ByteWriter out);

        void read(ByteReader in);
    }

    public RunningFunctions(
            List<WindowFunctionSpec> functions, WindowFrame frame, ExprCompiler compiler, TypeCatalog types) {
        byRow = functions.stream().noneMatch(function -> isOfPeers(function, frame));
        var aggregates = new AggregateFunctions(compiler);
        this.functions = functions.stream()
                .map(function -> running(function, aggregates, compiler, types))
                .toList();
    }

    private static boolean isOfPeers(WindowFunctionSpec function, WindowFrame frame) {
        return WindowFunctions.isWindowFunction(function.function())
                ? OF_PEERS.contains(function.function().name())
                : frame.mode() != Mode.ROWS;
    }

    /** Whether a function can be kept so. Whether its rows are numbered in an order is not asked. */
    public static boolean supports(WindowFunctionSpec function, WindowFrame frame) {
        boolean fromStart = frame.start() == Bound.UNBOUNDED_PRECEDING && frame.exclusion() == Exclusion.NONE;
        if (!WindowFunctions.isWindowFunction(function.function())) {
            // A list is as long as what it is made from.
            boolean small = AggregateFunctions.keeping(function.function()) != AggregateFunctions.Keeping.LIST;
            return small && fromStart && frame.end() == Bound.CURRENT_ROW;
        }
        return switch (function.function().name()) {
            case "row_number", "rank", "dense_rank" -> frame.startOffset() == null && frame.endOffset() == null;
            case "first_value" ->
                fromStart && (frame.end() == Bound.CURRENT_ROW || frame.end() == Bound.UNBOUNDED_FOLLOWING);
            default -> false;
        };
    }

    /** Whether rows that the order leaves tied have results of their own. */
    public boolean tellsPeersApart() {
        return byRow;
    }

    private static Supplier<Running> running(
            WindowFunctionSpec spec, AggregateFunctions aggregates, ExprCompiler compiler, TypeCatalog types) {
        if (!WindowFunctions.isWindowFunction(spec.function())) {
            var arguments = new Arguments(
                    spec.arguments().stream().map(compiler::compile).toArray(Evaluator[]::new),
                    spec.filter() == null ? null : compiler.compile(spec.filter()));
            var accumulators = accumulators(spec, aggregates, types);
            return () -> new RunningAggregate(accumulators.get(), arguments);
        }
        return switch (spec.function().name()) {
            case "row_number" -> () -> new Counted(Counted.What.ROWS);
            case "rank" -> () -> new Counted(Counted.What.ROWS_BEFORE_GROUP);
            case "dense_rank" -> () -> new Counted(Counted.What.GROUPS);
            default -> {
                var argument = compiler.compile(spec.arguments().get(0));
                var type = types.semantics(spec.arguments().get(0).type());
                yield () -> new FirstValue(argument, type);
            }
        };
    }

    private static Supplier<Accumulator> accumulators(
            WindowFunctionSpec spec, AggregateFunctions aggregates, TypeCatalog types) {
        var selection = AggregateFunctions.selection(spec.function());
        if (selection.isEmpty()) {
            return aggregates.accumulator(spec.function());
        }
        var type = types.semantics(spec.arguments().get(0).type());
        return () -> new RunningSelection(selection.get(), type);
    }

    /** At the beginning of a partition. */
    public State state() {
        return new State();
    }

    /** Where {@link State#write} was. */
    public State read(ByteReader in) {
        var state = new State();
        state.read(in);
        return state;
    }

    /** Where the functions are on their way. */
    public final class State {
        private long rows;
        private long groups;
        private SqlError failure;
        private final Running[] running = functions.stream().map(Supplier::get).toArray(Running[]::new);

        private State() {}

        /** Goes on over the next group of peers, or the next row if that is enough. */
        public void advance(List<Row> group, Results results) {
            if (group.isEmpty()) {
                return;
            }
            long groupStart = rows;
            groups++;
            if (!byRow) {
                group.forEach(this::add);
            }
            for (var row : group) {
                if (byRow) {
                    add(row);
                }
                rows++;
                show(row, groupStart, results);
            }
        }

        private void add(Row row) {
            try {
                for (int i = 0; failure == null && i < running.length; i++) {
                    running[i].add(row);
                }
            } catch (SqlError error) {
                failure = error;
            }
        }

        private void show(Row row, long groupStart, Results results) {
            if (failure != null) {
                results.error(row, failure);
                return;
            }
            try {
                var values = new Object[running.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = running[i].result(rows, groupStart, groups);
                }
                results.row(row, new Row(values));
            } catch (SqlError error) {
                results.error(row, error);
            }
        }

        public void write(ByteWriter out) {
            out.writeVarLong(rows).writeVarLong(groups);
            if (failure != null) {
                out.writeByte(1);
                out.writeText(failure.sqlState());
                out.writeText(failure.getMessage());
                return;
            }
            out.writeByte(0);
            for (var function : running) {
                function.write(out);
            }
        }

        private void read(ByteReader in) {
            rows = in.readVarLong();
            groups = in.readVarLong();
            if (in.readByte() == 1) {
                var sqlState = in.readText();
                failure = new SqlError(sqlState, in.readText());
                return;
            }
            for (var function : running) {
                function.read(in);
            }
        }
    }

    private record Counted(What what) implements Running {
        enum What {
            ROWS,
            ROWS_BEFORE_GROUP,
            GROUPS
        }

        @Override
        public void add(Row row) {}

        @Override
        public Object result(long rows, long groupStart, long groups) {
            return switch (what) {
                case ROWS -> rows;
                case ROWS_BEFORE_GROUP -> groupStart + 1;
                case GROUPS -> groups;
            };
        }

        @Override
        public void write(ByteWriter out) {}

        @Override
        public void read(ByteReader in) {}
    }

    private record RunningAggregate(Accumulator accumulator, Arguments arguments) implements Running {
        @Override
        public void add(Row row) {
            var value = arguments.of(row);
            if (value != null) {
                accumulator.add(value, 1);
            }
        }

        @Override
        public Object result(long rows, long groupStart, long groups) {
            return accumulator.result();
        }

        @Override
        public void write(ByteWriter out) {
            accumulator.write(out);
        }

        @Override
        public void read(ByteReader in) {
            accumulator.read(in);
        }
    }

    private static final class FirstValue implements Running {
        private final Evaluator argument;
        private final dev.tideline.engine.value.TypeSemantics type;
        private boolean seen;
        private Object value;

        FirstValue(Evaluator argument, dev.tideline.engine.value.TypeSemantics type) {
            this.argument = argument;
            this.type = type;
        }

        @Override
        public void add(Row row) {
            if (!seen) {
                value = argument.evaluate(row);
                seen = true;
            }
        }

        @Override
        public Object result(long rows, long groupStart, long groups) {
            return value;
        }

        @Override
        public void write(ByteWriter out) {
            out.writeByte(seen ? value == null ? 1 : 2 : 0);
            if (value != null) {
                type.write(value, out);
            }
        }

        @Override
        public void read(ByteReader in) {
            int form = in.readByte();
            seen = form > 0;
            value = form == 2 ? type.read(in) : null;
        }
    }
}
