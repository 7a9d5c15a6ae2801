package dev.tideline.engine.circuit;

import dev.tideline.engine.circuit.operator.EpochTime;
import dev.tideline.engine.circuit.operator.Operator;
import dev.tideline.engine.circuit.operator.OperatorContext;
import dev.tideline.engine.circuit.operator.OperatorFactory;
import dev.tideline.engine.circuit.operator.TableSource;
import dev.tideline.engine.circuit.operator.Timed;
import dev.tideline.engine.circuit.output.ViewOutput;
import dev.tideline.engine.circuit.spec.CircuitSpec;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.state.HeapAccount;
import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.StateProvider;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.schemas.wire.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The running circuit of a topology. One thread, no clock, no IO but through the states.
 *
 * <p>An epoch goes as {@code step* advance+ emit+}: any number of slices, then {@link #advance} until it returns true, then
 * {@link #emit} until it returns true. Time may be left out where nothing depends on it. {@link #flush} may come between any two of these calls and must come before every commit. All else that the circuit holds is a cache: a new circuit over
 * the same states goes on exactly where the last flush was, in the middle of an epoch or of its emission, too.
 */
public final class Circuit {

    private static final byte[] PLAN = "plan".getBytes(StandardCharsets.UTF_8);

    private final CircuitSpec spec;
    private final KeyedState own;
    private final HeapAccount heap;
    private final EpochTime time;
    private final List<Operator> operators;
    private final Map<TableName, TableSource> sources = new HashMap<>();
    private final Map<TableName, Integer> sourcePositions = new HashMap<>();
    /** Operators whose output changes with time, by position. */
    private final Map<Integer, Timed> timed = new TreeMap<>();

    private final List<ViewOutput> views = new ArrayList<>();
    private final Delta[] deltas;
    private boolean started;
    /** The view that is being emitted; -1 between emissions. */
    private int emitting = -1;

    /**
     * @param heap of this circuit alone
     * @throws IllegalStateException if the states belong to another plan
     * @throws IllegalArgumentException if an expression or a type is not supported, which analysis should have refused
     */
    public Circuit(
            CircuitSpec spec,
            StateProvider states,
            ExprCompiler compiler,
            TypeCatalog types,
            SessionSettings session,
            CircuitOptions options,
            HeapAccount heap) {
        this.spec = spec;
        this.heap = heap;
        own = states.state("circuit");
        time = new EpochTime(own);
        var context = new OperatorContext(states, compiler, types, session, options, heap, time);
        operators = OperatorFactory.build(spec.operators(), context);
        for (int position = 0; position < operators.size(); position++) {
            if (operators.get(position) instanceof Timed operator) {
                timed.put(position, operator);
            }
            if (operators.get(position) instanceof TableSource source) {
                sources.put(source.spec().table(), source);
                sourcePositions.put(source.spec().table(), position);
            }
        }
        for (int view = 0; view < spec.views().size(); view++) {
            views.add(new ViewOutput(view, spec.views().get(view), context));
        }
        deltas = new Delta[operators.size()];
        started = belongsToPlan(own.get(PLAN));
    }

    private boolean belongsToPlan(byte[] known) {
        if (known != null && !Arrays.equals(known, planHash())) {
            throw new IllegalStateException("the states belong to plan " + new String(known, StandardCharsets.UTF_8)
                    + ", not to " + spec.planHash());
        }
        return known != null;
    }

    private byte[] planHash() {
        return spec.planHash().getBytes(StandardCharsets.UTF_8);
    }

    public CircuitSpec spec() {
        return spec;
    }

    /**
     * Consumes a slice: consecutive changes of the open epoch, for each table in their order. Between tables of one slice there is no
     * order.
     *
     * @throws CircuitViolation if the changes cannot have happened; the circuit and what it wrote since the last commit must be
     *     thrown away then
     */
    public void step(Map<TableName, List<TableChange>> slice) {
        if (emitting >= 0) {
            throw new IllegalStateException("the last epoch has not been emitted yet");
        }
        for (var table : slice.keySet()) {
            if (!sources.containsKey(table)) {
                throw new IllegalArgumentException("the circuit does not read " + table);
            }
        }
        start();
        Arrays.fill(deltas, null);
        slice.forEach((table, changes) ->
                deltas[sourcePositions.get(table)] = sources.get(table).consume(changes));
        propagate();
    }

    /** Whether anything depends on the time of the epoch. */
    public boolean dependsOnTime() {
        return !timed.isEmpty();
    }

    /** The time as of which the views are, in microseconds since 2000-01-01 UTC. */
    public long time() {
        return time.now();
    }

    /**
     * Moves the time of the epoch on; it never goes back. To be called with the same time until it returns true, and with nothing but
     * flushes in between; once that is done, calling it again changes nothing.
     *
     * @param budget about how many rows each operator may look at
     * @return true if the views are now as of this time
     */
    public boolean advance(long to, int budget) {
        if (timed.isEmpty()) {
            return true;
        }
        if (emitting >= 0) {
            throw new IllegalStateException("the last epoch has not been emitted yet");
        }
        start();
        time.advance(to);
        if (timed.values().stream().noneMatch(Timed::isDue)) {
            return true;
        }
        Arrays.fill(deltas, null);
        for (int position = 0; position < deltas.length; position++) {
            var stepped = operators.get(position).step(deltas);
            var operator = timed.get(position);
            deltas[position] = operator == null ? stepped : sum(stepped, operator.elapse(budget));
        }
        output();
        return timed.values().stream().noneMatch(Timed::isDue);
    }

    /** What is there before any input: constant rows, aggregates over nothing. */
    private void start() {
        if (started) {
            return;
        }
        started = true;
        own.put(PLAN, planHash());
        Arrays.fill(deltas, null);
        for (int position = 0; position < deltas.length; position++) {
            var operator = operators.get(position);
            var initial = operator.initial();
            var stepped = operator.step(deltas);
            deltas[position] = initial.isEmpty() ? stepped : stepped.isEmpty() ? initial : sum(initial, stepped);
        }
        output();
    }

    private static Delta sum(Delta a, Delta b) {
        var sum = new Delta();
        for (var delta : List.of(a, b)) {
            sum.rows().addAll(delta.rows(), 1);
            sum.errors().addAll(delta.errors(), 1);
        }
        return sum;
    }

    private void propagate() {
        for (int position = 0; position < deltas.length; position++) {
            if (deltas[position] == null) {
                deltas[position] = operators.get(position).step(deltas);
            }
        }
        output();
    }

    private void output() {
        for (int view = 0; view < views.size(); view++) {
            var delta = deltas[spec.views().get(view).input()];
            if (!delta.isEmpty()) {
                views.get(view).step(delta);
            }
        }
        heap.refresh();
        operators.forEach(Operator::trim);
        views.forEach(ViewOutput::trim);
        Arrays.fill(deltas, null);
    }

    /**
     * Closes the epoch: hands the net changes of all views to the sink, about {@code budget} of them, view after view.
     *
     * @return true if that was all and the next epoch may begin; false to be called again
     * @throws CircuitViolation if a declared key turns out not to be one
     */
    public boolean emit(ResultSink sink, int budget) {
        if (budget <= 0) {
            throw new IllegalArgumentException("a budget of " + budget);
        }
        start();
        heap.refresh();
        int left = budget;
        for (int view = Math.max(emitting, 0); view < views.size(); view++) {
            emitting = view;
            left = views.get(view).emit(sink, left);
            if (left == 0) {
                return false;
            }
        }
        emitting = -1;
        return true;
    }

    /** The views that cannot be computed as things stand, in order. */
    public List<ViewFailure> failures() {
        var failures = new ArrayList<ViewFailure>();
        views.forEach(view -> view.failure().ifPresent(failures::add));
        return failures;
    }

    /** Writes everything that is only in the heap through to the states. */
    public void flush() {
        operators.forEach(Operator::flush);
        views.forEach(ViewOutput::flush);
    }
}
