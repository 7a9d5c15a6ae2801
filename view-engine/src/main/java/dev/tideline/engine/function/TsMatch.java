package dev.tideline.engine.function;

import dev.tideline.engine.value.PgTsQuery;
import dev.tideline.engine.value.PgTsVector;
import dev.tideline.engine.value.TsNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** {@code @@}: whether a tsvector matches a tsquery. Phrases are matched in {@link TsPhrases}. */
final class TsMatch {

    private final PgTsVector vector;
    private final TsPhrases phrases;

    private TsMatch(PgTsVector vector) {
        this.vector = vector;
        this.phrases = new TsPhrases(vector);
    }

    /** The empty query matches nothing. */
    static boolean matches(PgTsVector vector, PgTsQuery query) {
        return query.root() != null && new TsMatch(vector).holds(query.root());
    }

    private boolean holds(TsNode node) {
        if (node instanceof TsNode.Operand operand) {
            return contains(operand);
        } else if (node instanceof TsNode.Not not) {
            return !holds(not.operand());
        } else if (node instanceof TsNode.Phrase phrase) {
            // A phrase that cannot be decided without positions does not match, and its NOT does.
            return phrases.find(phrase).kind() == TsPlaces.Kind.FOUND;
        } else if (node instanceof TsNode.And) {
            return node.children().stream().allMatch(this::holds);
        }
        return node.children().stream().anyMatch(this::holds);
    }

    private boolean contains(TsNode.Operand operand) {
        for (int i = first(vector, operand); i < vector.size(); i++) {
            if (!isMeant(operand, vector.word(i))) {
                return false;
            }
            if (mayHaveWeight(operand.weights(), vector.entries(i))) {
                return true;
            }
        }
        return false;
    }

    /** The first word that may be meant, or the place behind all. */
    static int first(PgTsVector vector, TsNode.Operand operand) {
        int found = vector.find(operand.word());
        return found >= 0 ? found : -1 - found;
    }

    static boolean isMeant(TsNode.Operand operand, String word) {
        return operand.prefix() ? word.startsWith(operand.word()) : word.equals(operand.word());
    }

    /** A word without positions may have any weight. */
    private static boolean mayHaveWeight(int weights, char[] entries) {
        return weights == 0 || entries.length == 0 || weighted(entries, weights).length > 0;
    }

    /** The entries whose weights are among these bits. */
    static char[] weighted(char[] entries, int weights) {
        var meant = new char[entries.length];
        int count = 0;
        for (char entry : entries) {
            if ((weights >> PgTsVector.weight(entry) & 1) != 0) {
                meant[count++] = entry;
            }
        }
        return Arrays.copyOf(meant, count);
    }

    /** All words of a query. */
    static void collect(TsNode node, Collection<String> words) {
        if (node instanceof TsNode.Operand operand) {
            words.add(operand.word());
        }
        node.children().forEach(child -> collect(child, words));
    }

    /** How many words and operators. */
    static int count(TsNode node) {
        List<TsNode> children = node.children();
        int operators = node instanceof TsNode.Operand ? 1 : Math.max(children.size() - 1, 1);
        return operators + children.stream().mapToInt(TsMatch::count).sum();
    }
}
