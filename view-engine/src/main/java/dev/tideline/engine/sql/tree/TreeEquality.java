package dev.tideline.engine.sql.tree;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Whether two trees mean the same, wherever they stand and however they were written: PostgreSQL's own {@code equal()}. */
public final class TreeEquality {

    private static final Set<String> WITHOUT_MEANING = Set.of(
            "location",
            "varnosyn",
            "varattnosyn",
            "opfuncid",
            "hashfuncid",
            "negfuncid",
            "funcformat",
            "relabelformat",
            "coerceformat",
            "coercionformat",
            "row_format",
            "list_start",
            "list_end");

    private TreeEquality() {}

    public static boolean equal(Object left, Object right) {
        if (left instanceof Node leftNode && right instanceof Node rightNode) {
            return leftNode.is(rightNode.name())
                    && leftNode.fields().keySet().equals(rightNode.fields().keySet())
                    && leftNode.fields().keySet().stream()
                            .filter(field -> !WITHOUT_MEANING.contains(field))
                            .allMatch(field -> equal(
                                    leftNode.fields().get(field),
                                    rightNode.fields().get(field)));
        }
        if (left instanceof List<?> leftList && right instanceof List<?> rightList) {
            if (leftList.size() != rightList.size()) {
                return false;
            }
            for (int i = 0; i < leftList.size(); i++) {
                if (!equal(leftList.get(i), rightList.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (left instanceof byte[] leftBytes && right instanceof byte[] rightBytes) {
            return Arrays.equals(leftBytes, rightBytes);
        }
        return left == null ? right == null : left.equals(right);
    }
}
