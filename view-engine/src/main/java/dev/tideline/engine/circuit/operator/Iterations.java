package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.CircuitOptions;
import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.Function;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of a recursion, once for each iteration: operators of its own over states of its own, beside operators of the circuit around
 * that all iterations read. The operators of the iterations that were used last stay in the heap.
 */
final class Iterations {

    private static final int KEPT = 64;
    private static final int LEAST_CACHED = 16;

    private final OperatorSpec.Recurse spec;
    private final String stateName;
    private final List<Operator> outside;
    private final OperatorContext context;
    private final LinkedHashMap<Integer, List<Operator>> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** @param outside the operators that the recursion reads beside its base */
    Iterations(OperatorSpec.Recurse spec, String stateName, List<Operator> outside, OperatorContext context) {
        this.spec = spec;
        this.stateName = stateName;
        this.outside = outside;
        int cached = Math.max(context.options().cachedEntries() / KEPT, LEAST_CACHED);
        this.context = new OperatorContext(
                context.states(),
                new Remembering(context.compiler(), new HashMap<>()),
                context.types(),
                context.session(),
                new CircuitOptions(
                        Math.min(cached, context.options().cachedEntries()),
                        context.options().mostIterations(),
                        context.options().mostRecursiveRows()),
                context.heap(),
                context.time());
    }

    /**
     * What the body makes of the change of an iteration's rows.
     *
     * @param first true if this iteration has never been stepped
     * @param outside what the operators outside have just returned, without errors
     */
    Delta step(int iteration, boolean first, ZSet working, List<Delta> outside) {
        var operators = operators(iteration);
        var deltas = new Delta[operators.size()];
        deltas[0] = new Delta(working, new ZSet());
        for (int i = 0; i < outside.size(); i++) {
            deltas[i + 1] = outside.get(i);
        }
        for (int position = outside.size() + 1; position < deltas.length; position++) {
            var operator = operators.get(position);
            var stepped = operator.step(deltas);
            deltas[position] = first ? sum(operator.initial(), stepped) : stepped;
        }
        var result = deltas[spec.result()];
        operators.subList(outside.size() + 1, operators.size()).forEach(Operator::trim);
        return result;
    }

    private static Delta sum(Delta a, Delta b) {
        if (a.isEmpty()) {
            return b;
        }
        var sum = new Delta();
        for (var delta : List.of(a, b)) {
            sum.rows().addAll(delta.rows(), 1);
            sum.errors().addAll(delta.errors(), 1);
        }
        return sum;
    }

    private List<Operator> operators(int iteration) {
        var operators = kept.get(iteration);
        if (operators == null) {
            makeRoom();
            var states = new IterationStates(context.states(), stateName, iteration);
            operators = OperatorFactory.build(
                    spec.body(),
                    beside(),
                    new OperatorContext(
                            states,
                            context.compiler(),
                            context.types(),
                            context.session(),
                            context.options(),
                            context.heap().part(),
                            context.time()));
            kept.put(iteration, operators);
        }
        return operators;
    }

    /** The working table, which is fed by hand, and the operators outside. */
    private List<Operator> beside() {
        var beside = new ArrayList<Operator>();
        beside.add(deltas -> Delta.EMPTY);
        beside.addAll(outside);
        return beside;
    }

    private void makeRoom() {
        if (kept.size() >= KEPT) {
            var eldest = kept.entrySet().iterator();
            flush(eldest.next().getValue());
            eldest.remove();
        }
    }

    void flush() {
        kept.values().forEach(this::flush);
    }

    private void flush(List<Operator> operators) {
        operators.subList(outside.size() + 1, operators.size()).forEach(Operator::flush);
    }

    /** Compiles each expression once, however many iterations there are. */
    private record Remembering(ExprCompiler compiler, Map<Expr, Evaluator> known) implements ExprCompiler {

        @Override
        public boolean supports(Function function) {
            return compiler.supports(function);
        }

        @Override
        public Optional<String> refusal(Expr expr) {
            return compiler.refusal(expr);
        }

        @Override
        public Evaluator compile(Expr expr) {
            return known.computeIfAbsent(expr, compiler::compile);
        }
    }
}
