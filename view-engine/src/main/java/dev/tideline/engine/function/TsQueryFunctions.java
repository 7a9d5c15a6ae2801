package dev.tideline.engine.function;

import dev.tideline.engine.value.PgTsQuery;
import dev.tideline.engine.value.PgTsVector;
import dev.tideline.engine.value.TsNode;
import dev.tideline.engine.value.TsQueryText;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;

/** Functions and operators of tsquery, the match with a tsvector among them. */
final class TsQueryFunctions {

    private TsQueryFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.binary("ts_match_vq(tsvector,tsquery)", (a, b) -> TsMatch.matches((PgTsVector) a, (PgTsQuery) b));
        to.binary("ts_match_qv(tsquery,tsvector)", (a, b) -> TsMatch.matches((PgTsVector) b, (PgTsQuery) a));
        to.binary("tsquery_and(tsquery,tsquery)", (a, b) -> joined(a, b, TsNode::and));
        to.binary("tsquery_or(tsquery,tsquery)", (a, b) -> joined(a, b, TsNode::or));
        to.binary("tsquery_phrase(tsquery,tsquery)", (a, b) -> phrase(a, b, 1));
        to.ternary("tsquery_phrase(tsquery,tsquery,int4)", (a, b, c) -> phrase(a, b, (int) c));
        to.unary("tsquery_not(tsquery)", a -> isEmpty(a) ? a : PgTsQuery.of(new TsNode.Not(root(a))));
        to.unary("numnode(tsquery)", a -> isEmpty(a) ? 0 : TsMatch.count(root(a)));
        to.unary("querytree(tsquery)", a -> positivePart((PgTsQuery) a));
        to.binary("tsq_mcontains(tsquery,tsquery)", (a, b) -> words(a).containsAll(words(b)));
        to.binary("tsq_mcontained(tsquery,tsquery)", (a, b) -> words(b).containsAll(words(a)));
    }

    private static boolean isEmpty(Object query) {
        return ((PgTsQuery) query).isEmpty();
    }

    private static TsNode root(Object query) {
        return ((PgTsQuery) query).root();
    }

    private static Object joined(Object left, Object right, BinaryOperator<TsNode> operator) {
        if (isEmpty(left)) {
            return right;
        }
        return isEmpty(right) ? left : PgTsQuery.of(operator.apply(root(left), root(right)));
    }

    private static Object phrase(Object left, Object right, int distance) {
        PgTsQuery.checkDistance(distance);
        return joined(left, right, (a, b) -> new TsNode.Phrase(distance, a, b));
    }

    private static Set<String> words(Object query) {
        var words = new HashSet<String>();
        if (!isEmpty(query)) {
            TsMatch.collect(root(query), words);
        }
        return words;
    }

    /** What an index could look for: {@code T} if everything may match. */
    private static String positivePart(PgTsQuery query) {
        if (query.isEmpty()) {
            return "";
        }
        var positive = positive(query.root());
        return positive == null ? "T" : TsQueryText.print(positive);
    }

    /** Null for what may match anything. */
    private static TsNode positive(TsNode node) {
        if (node instanceof TsNode.Operand) {
            return node;
        } else if (node instanceof TsNode.Not) {
            return null;
        } else if (node instanceof TsNode.Phrase phrase) {
            var left = positive(phrase.left());
            var right = positive(phrase.right());
            return left == null ? right : right == null ? left : new TsNode.Phrase(phrase.distance(), left, right);
        }
        var parts = node.children().stream().map(TsQueryFunctions::positive).toList();
        if (node instanceof TsNode.Or) {
            return parts.stream().anyMatch(Objects::isNull)
                    ? null
                    : parts.stream().reduce(TsNode::or).orElseThrow();
        }
        return parts.stream().filter(Objects::nonNull).reduce(TsNode::and).orElse(null);
    }
}
