package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/** Builds the operators of a circuit. Their states are named by position, which a plan's identity fixes. */
public final class OperatorFactory {

    private final List<OperatorSpec> specs;
    private final OperatorContext context;
    private final List<Operator> operators = new ArrayList<>();

    private OperatorFactory(List<OperatorSpec> specs, OperatorContext context) {
        this.specs = specs;
        this.context = context;
    }

    public static List<Operator> build(List<OperatorSpec> specs, OperatorContext context) {
        var factory = new OperatorFactory(specs, context);
        for (int position = 0; position < specs.size(); position++) {
            factory.operators.add(factory.operator(specs.get(position), "o" + position));
        }
        return factory.operators;
    }

    /**
     * The body of a recursion.
     *
     * @param beside the operators of the first positions
     */
    static List<Operator> build(List<OperatorSpec> specs, List<Operator> beside, OperatorContext context) {
        var factory = new OperatorFactory(specs, context);
        factory.operators.addAll(beside);
        for (int position = beside.size(); position < specs.size(); position++) {
            factory.operators.add(factory.operator(specs.get(position), "o" + position));
        }
        return factory.operators;
    }

    private Operator operator(OperatorSpec spec, String stateName) {
        if (spec instanceof OperatorSpec.TableInput table) {
            return table.key().isEmpty()
                    ? new BagTableInput(table, stateName, context)
                    : new KeyedTableInput(table, stateName, context);
        } else if (spec instanceof OperatorSpec.Values values) {
            return new Values(values, context);
        } else if (spec instanceof OperatorSpec.Filter filter) {
            return new Filter(filter, context);
        } else if (spec instanceof OperatorSpec.Recurse recurse) {
            var outside = recurse.inputs().subList(1, recurse.inputs().size()).stream()
                    .map(operators::get)
                    .toList();
            return new Recurse(recurse, stateName, outside, context);
        } else if (spec instanceof OperatorSpec.Clock) {
            return new Clock(stateName, context);
        } else if (spec instanceof OperatorSpec.TemporalFilter filter) {
            return new TemporalFilter(filter, stateName, context);
        } else if (spec instanceof OperatorSpec.Project project) {
            return new Project(project, types(project.input()), context);
        } else if (spec instanceof OperatorSpec.ProjectSet set) {
            return new ProjectSet(set, types(set.input()), context);
        } else if (spec instanceof OperatorSpec.Arrange arrange) {
            return new Arrangement(arrange, arrange.types(), stateName, context);
        } else if (spec instanceof OperatorSpec.Join join) {
            return join(join, stateName);
        } else if (spec instanceof OperatorSpec.BoundedRows bounded) {
            var right = (Arranged) operators.get(bounded.right());
            return new BoundedRows(bounded, right, types(bounded.left()), stateName, context);
        } else if (spec instanceof OperatorSpec.Aggregate aggregate) {
            return new Aggregate(aggregate, stateName, context);
        } else if (spec instanceof OperatorSpec.Distinct distinct) {
            return new Distinct(distinct, stateName, context);
        } else if (spec instanceof OperatorSpec.UnionAll union) {
            return new UnionAll(union);
        } else if (spec instanceof OperatorSpec.SetOperation operation) {
            return new SetOperation(operation, stateName, context);
        } else if (spec instanceof OperatorSpec.TopK top) {
            return new TopK(top, stateName, context);
        } else if (spec instanceof OperatorSpec.Window window) {
            return window(window, stateName);
        }
        throw new IllegalStateException("an unknown operator: " + spec);
    }

    private Operator window(OperatorSpec.Window window, String stateName) {
        return switch (window.method()) {
            case NEIGHBOURS -> new NeighbourWindow(window, stateName, context);
            case RUNNING -> new RunningWindow(window, stateName, context);
            case PARTITION -> new PartitionWindow(window, stateName, context);
        };
    }

    private Operator join(OperatorSpec.Join join, String stateName) {
        var leftTypes = types(join.left());
        var rightTypes = types(join.right());
        var sides = new JoinSides(
                join,
                (Arranged) operators.get(join.left()),
                (Arranged) operators.get(join.right()),
                leftTypes,
                rightTypes,
                context);
        boolean counted = join.residual() != null;
        return switch (join.kind()) {
            case INNER -> new InnerJoin(sides);
            case LEFT ->
                counted
                        ? new OuterResidualJoin(sides, new Degrees(stateName + "l", leftTypes, context), null)
                        : new OuterJoin(sides, false);
            case FULL ->
                counted
                        ? new OuterResidualJoin(
                                sides,
                                new Degrees(stateName + "l", leftTypes, context),
                                new Degrees(stateName + "r", rightTypes, context))
                        : new OuterJoin(sides, true);
            case SEMI, ANTI -> {
                boolean anti = join.kind() == OperatorSpec.JoinKind.ANTI;
                yield counted
                        ? new SemiResidualJoin(sides, new Degrees(stateName + "l", leftTypes, context), anti)
                        : new SemiJoin(sides, anti);
            }
        };
    }

    private List<SqlType> types(int position) {
        return specs.get(position).types();
    }
}
