package dev.tideline.engine.value;

import java.util.List;

/** How a tsquery is shown: with parentheses only where they are needed, and around a phrase on the right of a phrase. */
public final class TsQueryText {

    static final int OR = 1;
    static final int AND = 2;
    static final int PHRASE = 3;
    static final int NOT = 4;

    private static final String WEIGHTS = "DCBA";

    private final StringBuilder out = new StringBuilder();

    private TsQueryText() {}

    /** @param root null for the empty query */
    public static String print(TsNode root) {
        var text = new TsQueryText();
        if (root != null) {
            text.print(root, 0, false);
        }
        return text.out.toString();
    }

    private void print(TsNode node, int around, boolean rightOfPhrase) {
        int priority = priority(node);
        boolean parentheses = priority < around || priority == PHRASE && rightOfPhrase;
        out.append(parentheses ? "( " : "");
        if (node instanceof TsNode.Operand operand) {
            print(operand);
        } else if (node instanceof TsNode.Not not) {
            out.append('!');
            print(not.operand(), NOT, false);
        } else if (node instanceof TsNode.Phrase phrase) {
            print(phrase.left(), PHRASE, false);
            out.append(phrase.distance() == 1 ? " <-> " : " <" + phrase.distance() + "> ");
            print(phrase.right(), PHRASE, true);
        } else {
            print(node.children(), priority);
        }
        out.append(parentheses ? " )" : "");
    }

    private void print(List<TsNode> operands, int priority) {
        for (int i = 0; i < operands.size(); i++) {
            out.append(i == 0 ? "" : priority == AND ? " & " : " | ");
            print(operands.get(i), priority, false);
        }
    }

    private void print(TsNode.Operand operand) {
        TsVectorText.quote(operand.word(), out);
        if (operand.prefix() || operand.weights() != 0) {
            out.append(operand.prefix() ? ":*" : ":");
        }
        for (int i = WEIGHTS.length() - 1; i >= 0; i--) {
            out.append((operand.weights() >> i & 1) == 0 ? "" : WEIGHTS.substring(i, i + 1));
        }
    }

    private static int priority(TsNode node) {
        if (node instanceof TsNode.Or) {
            return OR;
        } else if (node instanceof TsNode.And) {
            return AND;
        } else if (node instanceof TsNode.Phrase) {
            return PHRASE;
        }
        return node instanceof TsNode.Not ? NOT : Integer.MAX_VALUE;
    }
}
