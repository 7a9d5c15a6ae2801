package dev.tideline.engine.value;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a tsquery. AND and OR have all operands that stand in a row: how PostgreSQL has nested them is no part of the text that a query
 * is sent and shown as.
 */
public sealed interface TsNode {

    /**
     * A word.
     *
     * @param weights bits of the weights that it may have, 8 for A to 1 for D; 0 for any
     * @param prefix whether it stands for all words that begin with it
     */
    record Operand(String word, int weights, boolean prefix) implements TsNode {}

    /** {@code !}. */
    record Not(TsNode operand) implements TsNode {}

    /** {@code &} between two or more. */
    record And(List<TsNode> operands) implements TsNode {
        public And {
            operands = List.copyOf(operands);
        }
    }

    /** {@code |} between two or more. */
    record Or(List<TsNode> operands) implements TsNode {
        public Or {
            operands = List.copyOf(operands);
        }
    }

    /** {@code <->} or {@code <N>}: the right one ends that many positions behind the end of the left one. */
    record Phrase(int distance, TsNode left, TsNode right) implements TsNode {}

    static TsNode and(TsNode left, TsNode right) {
        var operands = new ArrayList<TsNode>();
        operands.addAll(left instanceof And and ? and.operands() : List.of(left));
        operands.addAll(right instanceof And and ? and.operands() : List.of(right));
        return new And(operands);
    }

    static TsNode or(TsNode left, TsNode right) {
        var operands = new ArrayList<TsNode>();
        operands.addAll(left instanceof Or or ? or.operands() : List.of(left));
        operands.addAll(right instanceof Or or ? or.operands() : List.of(right));
        return new Or(operands);
    }

    /** The parts that it is put together from; none for a word. */
    default List<TsNode> children() {
        if (this instanceof Not not) {
            return List.of(not.operand());
        } else if (this instanceof And and) {
            return and.operands();
        } else if (this instanceof Or or) {
            return or.operands();
        }
        return this instanceof Phrase phrase ? List.of(phrase.left(), phrase.right()) : List.of();
    }
}
