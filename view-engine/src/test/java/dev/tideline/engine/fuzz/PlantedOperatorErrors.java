package dev.tideline.engine.fuzz;

import dev.tideline.engine.circuit.spec.AggregateSpec;
import dev.tideline.engine.circuit.spec.KeyPart;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.circuit.spec.OperatorSpec.JoinKind;
import dev.tideline.engine.circuit.spec.SortSpec;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.WindowFrame;
import java.util.List;
import java.util.function.UnaryOperator;

/** Operators that are not what the plan asks for. */
final class PlantedOperatorErrors {

    private PlantedOperatorErrors() {}

    static final List<PlantedError> ALL = List.of(
            PlantedError.whereLowered("a left join shows no row without partner", join(JoinKind.LEFT, JoinKind.INNER)),
            PlantedError.whereLowered("a full join is a left join", join(JoinKind.FULL, JoinKind.LEFT)),
            PlantedError.whereLowered("a semi join shows rows for each partner", join(JoinKind.SEMI, JoinKind.INNER)),
            PlantedError.whereLowered("a join forgets its further condition", PlantedOperatorErrors::noResidual),
            PlantedError.whereLowered("NULL never meets NULL in a join", arrange(false)),
            PlantedError.whereLowered("NULL meets NULL in every join", arrange(true)),
            PlantedError.whereLowered("a filter keeps what is NULL", PlantedOperatorErrors::keptNulls),
            PlantedError.whereLowered("rows do not expire", PlantedOperatorErrors::noTime),
            PlantedError.whereLowered("set operations count as without ALL", PlantedOperatorErrors::notAll),
            PlantedError.whereLowered("FILTER is left out", PlantedOperatorErrors::noFilter),
            PlantedError.whereLowered("DISTINCT is left out of aggregates", PlantedOperatorErrors::notDistinct),
            PlantedError.whereLowered("aggregates sort the wrong way", PlantedOperatorErrors::otherOrder),
            PlantedError.whereLowered("windows put NULLs at the other end", PlantedOperatorErrors::nullsElsewhere),
            PlantedError.whereLowered("EXCLUDE is left out", PlantedOperatorErrors::noExclusion),
            PlantedError.whereLowered("frames end with the partition", PlantedOperatorErrors::longFrames),
            PlantedError.whereLowered("OFFSET is left out", PlantedOperatorErrors::noOffset),
            PlantedError.whereLowered("WITH TIES is left out", PlantedOperatorErrors::noTies),
            PlantedError.whereLowered("functions without rows lose their row", PlantedOperatorErrors::innerSets),
            PlantedError.whereLowered("UNION ALL of a recursion is UNION", PlantedOperatorErrors::recursionOnce));

    private static UnaryOperator<OperatorSpec> join(JoinKind kind, JoinKind wrong) {
        return operator -> operator instanceof OperatorSpec.Join join && join.kind() == kind
                ? new OperatorSpec.Join(wrong, join.left(), join.right(), join.residual(), join.output(), join.types())
                : operator;
    }

    private static OperatorSpec noResidual(OperatorSpec operator) {
        return operator instanceof OperatorSpec.Join join
                ? new OperatorSpec.Join(join.kind(), join.left(), join.right(), null, join.output(), join.types())
                : operator;
    }

    private static UnaryOperator<OperatorSpec> arrange(boolean nullsEqual) {
        return operator -> operator instanceof OperatorSpec.Arrange arrange
                ? new OperatorSpec.Arrange(
                        arrange.input(),
                        arrange.key().stream()
                                .map(part -> new KeyPart(part.value(), part.type(), part.widening(), nullsEqual))
                                .toList(),
                        arrange.unique(),
                        arrange.types())
                : operator;
    }

    private static OperatorSpec keptNulls(OperatorSpec operator) {
        return operator instanceof OperatorSpec.Filter filter
                ? new OperatorSpec.Filter(
                        filter.input(), new Expr.BooleanTest(filter.condition(), Boolean.FALSE, true), filter.types())
                : operator;
    }

    private static OperatorSpec noTime(OperatorSpec operator) {
        return operator instanceof OperatorSpec.TemporalFilter filter
                ? new OperatorSpec.UnionAll(List.of(filter.input()), filter.types())
                : operator;
    }

    private static OperatorSpec notAll(OperatorSpec operator) {
        return operator instanceof OperatorSpec.SetOperation operation
                ? new OperatorSpec.SetOperation(
                        operation.except(), false, operation.left(), operation.right(), operation.types())
                : operator;
    }

    private static OperatorSpec aggregates(OperatorSpec operator, UnaryOperator<AggregateSpec> change) {
        return operator instanceof OperatorSpec.Aggregate aggregate
                ? new OperatorSpec.Aggregate(
                        aggregate.input(),
                        aggregate.keys(),
                        aggregate.aggregates().stream().map(change).toList(),
                        aggregate.keyTypes())
                : operator;
    }

    private static AggregateSpec aggregate(
            AggregateSpec spec, boolean distinct, int filter, List<AggregateSpec.Order> order) {
        return new AggregateSpec(
                spec.function(),
                spec.arguments(),
                spec.argumentTypes(),
                distinct,
                filter,
                order,
                spec.direct(),
                spec.type());
    }

    private static OperatorSpec noFilter(OperatorSpec operator) {
        return aggregates(operator, spec -> aggregate(spec, spec.distinct(), -1, spec.order()));
    }

    private static OperatorSpec notDistinct(OperatorSpec operator) {
        return aggregates(operator, spec -> aggregate(spec, false, spec.filter(), spec.order()));
    }

    private static OperatorSpec otherOrder(OperatorSpec operator) {
        return aggregates(
                operator,
                spec -> aggregate(
                        spec,
                        spec.distinct(),
                        spec.filter(),
                        spec.order().stream()
                                .map(key -> new AggregateSpec.Order(
                                        key.position(), key.type(), !key.descending(), key.nullsFirst()))
                                .toList()));
    }

    private static OperatorSpec window(
            OperatorSpec operator, UnaryOperator<SortSpec> sort, UnaryOperator<WindowFrame> frame) {
        return operator instanceof OperatorSpec.Window window
                ? new OperatorSpec.Window(
                        window.input(),
                        window.method(),
                        sort.apply(window.sort()),
                        frame.apply(window.frame()),
                        window.functions(),
                        window.inputTypes())
                : operator;
    }

    private static OperatorSpec nullsElsewhere(OperatorSpec operator) {
        return window(
                operator,
                sort -> new SortSpec(
                        sort.partition(),
                        sort.order().stream()
                                .map(key -> new SortSpec.SortColumn(key.column(), key.descending(), !key.nullsFirst()))
                                .toList(),
                        sort.tieBreak()),
                frame -> frame);
    }

    private static OperatorSpec noExclusion(OperatorSpec operator) {
        return window(
                operator,
                sort -> sort,
                frame -> new WindowFrame(
                        frame.mode(),
                        frame.start(),
                        frame.startOffset(),
                        frame.end(),
                        frame.endOffset(),
                        WindowFrame.Exclusion.NONE));
    }

    private static OperatorSpec longFrames(OperatorSpec operator) {
        return operator instanceof OperatorSpec.Window found
                        && found.method() == OperatorSpec.WindowMethod.PARTITION
                        && found.frame() != null
                ? window(
                        operator,
                        sort -> sort,
                        frame -> new WindowFrame(
                                frame.mode(),
                                frame.start(),
                                frame.startOffset(),
                                WindowFrame.Bound.UNBOUNDED_FOLLOWING,
                                null,
                                frame.exclusion()))
                : operator;
    }

    private static OperatorSpec noOffset(OperatorSpec operator) {
        return operator instanceof OperatorSpec.TopK top
                ? new OperatorSpec.TopK(top.input(), top.sort(), top.kind(), top.limit(), null, top.types())
                : operator;
    }

    private static OperatorSpec noTies(OperatorSpec operator) {
        return operator instanceof OperatorSpec.TopK top && top.kind() == OperatorSpec.TopKind.WITH_TIES
                ? new OperatorSpec.TopK(
                        top.input(), top.sort(), OperatorSpec.TopKind.ROWS, top.limit(), top.offset(), top.types())
                : operator;
    }

    private static OperatorSpec innerSets(OperatorSpec operator) {
        return operator instanceof OperatorSpec.ProjectSet set && set.outer()
                ? new OperatorSpec.ProjectSet(
                        set.input(), set.functions(), set.ordinality(), false, set.condition(), set.types())
                : operator;
    }

    private static OperatorSpec recursionOnce(OperatorSpec operator) {
        return operator instanceof OperatorSpec.Recurse recurse
                ? new OperatorSpec.Recurse(recurse.inputs(), recurse.body(), recurse.result(), false, recurse.types())
                : operator;
    }
}
