package dev.tideline.engine.circuit.lowering;

import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.circuit.spec.OperatorSpec.JoinKind;
import dev.tideline.engine.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Turns recursions into operators. The step is lowered like any plan; then the operators that depend on the working table are taken out
 * of the circuit to become the body, and all others stay where they are, for all iterations together.
 *
 * <p>An iteration without rows makes none, so whatever the body gives must come of the working table's rows: an input of a union that
 * has nothing to do with them counts only where there are any.
 */
final class RecursionLowering {

    private static final int WORKING = 0;

    private final CircuitBuilder builder;

    RecursionLowering(CircuitBuilder builder) {
        this.builder = builder;
    }

    /**
     * @param base position of the operator of the base
     * @param step of the step, in which the working table stands as an operator
     */
    OperatorSpec.Recurse lower(Plan.Recurse recurse, int base, int step) {
        return new Extraction(recurse).extract(base, step);
    }

    private final class Extraction {

        private final Plan.Recurse recurse;
        private final OperatorSpec.WorkingTable working;
        private final Map<Integer, Boolean> dependent = new HashMap<>();
        /** Operators that the body reads from outside, to their positions in the body. */
        private final Map<Integer, Integer> outside = new LinkedHashMap<>();

        /** Arrangements of operators outside that count only where the working table has rows. */
        private final Map<Integer, Integer> guarded = new HashMap<>();

        private final List<OperatorSpec> body = new ArrayList<>();
        private final Map<Integer, Integer> positions = new HashMap<>();
        private int arrangedWorking = -1;

        Extraction(Plan.Recurse recurse) {
            this.recurse = recurse;
            this.working = new OperatorSpec.WorkingTable(recurse.level(), PlanLowering.types(recurse.output()));
        }

        OperatorSpec.Recurse extract(int base, int step) {
            var members = new TreeSet<Integer>();
            collect(step, members);
            if (!isDependent(step)) {
                guard(step);
            }
            members.forEach(member -> readOutside(builder.operator(member)));
            body.add(working);
            outside.keySet().forEach(position -> {
                outside.put(position, body.size());
                body.add(new OperatorSpec.Outside(builder.operator(position).types()));
            });
            members.forEach(this::add);
            int result = isDependent(step) ? positions.get(step) : guardedInput(step);
            var inputs = new ArrayList<Integer>();
            inputs.add(base);
            inputs.addAll(outside.keySet());
            return new OperatorSpec.Recurse(inputs, body, result, recurse.all(), working.types());
        }

        private boolean isDependent(int position) {
            var known = dependent.get(position);
            if (known == null) {
                var operator = builder.operator(position);
                known = isWorking(operator) || operator.inputs().stream().anyMatch(this::isDependent);
                dependent.put(position, known);
            }
            return known;
        }

        private boolean isWorking(OperatorSpec operator) {
            return operator instanceof OperatorSpec.WorkingTable table && table.level() == recurse.level();
        }

        /** The operators of the body, but the working table. */
        private void collect(int position, TreeSet<Integer> members) {
            var operator = builder.operator(position);
            if (isDependent(position) && !isWorking(operator) && members.add(position)) {
                operator.inputs().forEach(input -> collect(input, members));
            }
        }

        private void readOutside(OperatorSpec operator) {
            for (int i = 0; i < operator.inputs().size(); i++) {
                int input = operator.inputs().get(i);
                if (!isDependent(input)) {
                    if (readsArranged(operator, i)) {
                        outside.put(input, -1);
                    } else {
                        guard(input);
                    }
                }
            }
        }

        /** Whether the operator looks into what its input keeps, and so needs not have seen how that came about. */
        private static boolean readsArranged(OperatorSpec operator, int input) {
            return operator instanceof OperatorSpec.Join || operator instanceof OperatorSpec.Recurse && input > 0;
        }

        private void guard(int position) {
            var types = builder.operator(position).types();
            int arranged =
                    builder.add(new OperatorSpec.Arrange(position, List.of(), false, types), builder.names(position));
            guarded.put(position, arranged);
            outside.put(arranged, -1);
        }

        private void add(int member) {
            var operator = builder.operator(member);
            if (operator instanceof OperatorSpec.Join join) {
                checkJoin(join);
            }
            var inputs = new ArrayList<Integer>();
            for (int i = 0; i < operator.inputs().size(); i++) {
                inputs.add(input(operator, i));
            }
            body.add(over(operator, inputs));
            positions.put(member, body.size() - 1);
            if (operator instanceof OperatorSpec.Aggregate aggregate && aggregate.keys() == 0) {
                int arranged = arranged(positions.get(member), operator);
                positions.put(member, semiJoin(arranged, operator));
            }
        }

        /** Position in the body of an operator's input. */
        private int input(OperatorSpec operator, int index) {
            int input = operator.inputs().get(index);
            if (isWorking(builder.operator(input))) {
                return WORKING;
            } else if (isDependent(input)) {
                return positions.get(input);
            }
            return readsArranged(operator, index) ? outside.get(input) : guardedInput(input);
        }

        private static OperatorSpec over(OperatorSpec operator, List<Integer> inputs) {
            if (operator instanceof OperatorSpec.Recurse recurse) {
                return new OperatorSpec.Recurse(
                        inputs, recurse.body(), recurse.result(), recurse.all(), recurse.types());
            }
            return operator.renumbered(input -> inputs.get(operator.inputs().indexOf(input)));
        }

        private void checkJoin(OperatorSpec.Join join) {
            boolean left = isDependent(join.left());
            boolean right = isDependent(join.right());
            boolean possible =
                    switch (join.kind()) {
                        case INNER -> true;
                        case LEFT, SEMI, ANTI -> left;
                        case FULL -> left && right;
                    };
            if (!possible) {
                throw new IllegalArgumentException("a recursion that reads what it has made so far in a " + join.kind()
                        + " join whose other side does not depend on it");
            }
        }

        /** Position in the body of an operator outside that counts only where the working table has rows. */
        private int guardedInput(int position) {
            var operator = builder.operator(position);
            return semiJoin(outside.get(guarded.get(position)), operator);
        }

        private int semiJoin(int arranged, OperatorSpec shown) {
            if (arrangedWorking < 0) {
                arrangedWorking = arranged(WORKING, working);
            }
            var all = IntStream.range(0, shown.types().size()).boxed().toList();
            return once(new OperatorSpec.Join(JoinKind.SEMI, arranged, arrangedWorking, null, all, shown.types()));
        }

        private int arranged(int position, OperatorSpec operator) {
            return once(new OperatorSpec.Arrange(position, List.of(), false, operator.types()));
        }

        private int once(OperatorSpec operator) {
            int known = body.indexOf(operator);
            if (known < 0) {
                body.add(operator);
            }
            return known < 0 ? body.size() - 1 : known;
        }
    }
}
