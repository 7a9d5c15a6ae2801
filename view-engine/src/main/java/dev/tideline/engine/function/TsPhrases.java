package dev.tideline.engine.function;

import dev.tideline.engine.function.TsPlaces.Merge;
import dev.tideline.engine.value.PgTsVector;
import dev.tideline.engine.value.TsNode;
import java.util.TreeSet;

/** Phrases of a tsquery in a tsvector, and what stands inside of them, where it matters at which positions words are. */
final class TsPhrases {

    private final PgTsVector vector;

    TsPhrases(PgTsVector vector) {
        this.vector = vector;
    }

    TsPlaces find(TsNode node) {
        if (node instanceof TsNode.Operand operand) {
            return operand.prefix() ? prefix(operand) : word(operand);
        } else if (node instanceof TsNode.Not not) {
            return find(not.operand()).not();
        } else if (node instanceof TsNode.Phrase phrase) {
            var left = find(phrase.left());
            return left.isMissing() ? TsPlaces.MISSING : phrase(phrase.distance(), left, find(phrase.right()));
        }
        boolean both = node instanceof TsNode.And;
        TsPlaces places = null;
        for (var child : node.children()) {
            var next = find(child);
            places = places == null ? next : both ? and(places, next) : or(places, next);
        }
        return places;
    }

    private TsPlaces word(TsNode.Operand operand) {
        int found = vector.find(operand.word());
        return found < 0 ? TsPlaces.MISSING : places(found, operand.weights());
    }

    private TsPlaces places(int index, int weights) {
        var entries = vector.entries(index);
        if (entries.length == 0) {
            return TsPlaces.UNCERTAIN;
        }
        if (weights == 0) {
            return TsPlaces.ofWord(entries);
        }
        return TsPlaces.ofWord(TsMatch.weighted(entries, weights));
    }

    /** The positions of all words that begin so. */
    private TsPlaces prefix(TsNode.Operand operand) {
        var all = new TreeSet<Character>();
        int i = TsMatch.first(vector, operand);
        for (; i < vector.size() && TsMatch.isMeant(operand, vector.word(i)); i++) {
            var places = places(i, operand.weights());
            if (places.isUncertain()) {
                return places;
            }
            for (char entry : places.at()) {
                all.add((char) PgTsVector.position(entry));
            }
        }
        var at = new char[all.size()];
        int count = 0;
        for (char position : all) {
            at[count++] = position;
        }
        return TsPlaces.ofWord(at);
    }

    private static TsPlaces phrase(int distance, TsPlaces left, TsPlaces right) {
        int width = distance + left.width() + right.width();
        return both(left, distance + right.width(), right, 0, width);
    }

    private static TsPlaces and(TsPlaces left, TsPlaces right) {
        int width = Math.max(left.width(), right.width());
        return both(left, width - left.width(), right, width - right.width(), width);
    }

    private static TsPlaces both(TsPlaces left, int leftOffset, TsPlaces right, int rightOffset, int width) {
        if (left.isMissing() || right.isMissing()) {
            return TsPlaces.MISSING;
        }
        if (left.isUncertain() || right.isUncertain()) {
            return TsPlaces.UNCERTAIN;
        }
        boolean neither = left.negated() && right.negated();
        var wanted = neither
                ? Merge.EITHER
                : left.negated() ? Merge.RIGHT_ONLY : right.negated() ? Merge.LEFT_ONLY : Merge.BOTH;
        return TsPlaces.merged(left, leftOffset, right, rightOffset, wanted, neither, width);
    }

    private static TsPlaces or(TsPlaces left, TsPlaces right) {
        if (left.isMissing() && right.isMissing()) {
            return TsPlaces.MISSING;
        }
        if (left.isUncertain() || right.isUncertain()) {
            return TsPlaces.UNCERTAIN;
        }
        int leftWidth = left.isMissing() ? 0 : left.width();
        int rightWidth = right.isMissing() ? 0 : right.width();
        int width = Math.max(leftWidth, rightWidth);
        boolean negated = left.negated() || right.negated();
        var wanted = !negated
                ? Merge.EITHER
                : left.negated() && right.negated() ? Merge.BOTH : left.negated() ? Merge.LEFT_ONLY : Merge.RIGHT_ONLY;
        return TsPlaces.merged(left, width - leftWidth, right, width - rightWidth, wanted, negated, width);
    }
}
