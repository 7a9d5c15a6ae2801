package dev.tideline.engine.sql.translate;

import dev.tideline.engine.value.PgTsQuery;
import dev.tideline.engine.value.PgTsVector;
import dev.tideline.engine.value.TsNode;

/** A tsvector or tsquery as it lies in memory: entries or nodes of a fixed size, and behind them what they point to. */
final class TextSearchMemory {

    private static final int FIRST = 4;
    private static final int ENTRY_SIZE = 4;
    private static final int NODE_SIZE = 12;

    private static final int OPERAND = 1;
    private static final int NOT = 1;
    private static final int AND = 2;
    private static final int OR = 3;

    private final Memory memory;
    private final int words;

    private TextSearchMemory(Memory memory, int size) {
        this.memory = memory;
        this.words = FIRST + size * memory.intAt(0);
    }

    static PgTsVector vector(Memory memory) {
        return new TextSearchMemory(memory, ENTRY_SIZE).vector();
    }

    static PgTsQuery query(Memory memory) {
        return PgTsQuery.of(memory.intAt(0) == 0 ? null : new TextSearchMemory(memory, NODE_SIZE).node(FIRST));
    }

    /** An entry has a bit for whether there are positions, the word's length in 11 bits, and where the word is. */
    private PgTsVector vector() {
        var found = new String[memory.intAt(0)];
        var positions = new char[found.length][];
        for (int i = 0; i < found.length; i++) {
            int entry = memory.intAt(FIRST + ENTRY_SIZE * i);
            int length = entry >>> 1 & 0x7FF;
            int at = words + (entry >>> 12);
            found[i] = memory.text(at, length);
            if ((entry & 1) != 0) {
                positions[i] = positions(at + length + (at + length & 1));
            }
        }
        return PgTsVector.of(found, positions);
    }

    private char[] positions(int at) {
        var entries = new char[memory.shortAt(at) & 0xFFFF];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = (char) memory.shortAt(at + 2 + 2 * i);
        }
        return entries;
    }

    private TsNode node(int at) {
        if (memory.byteAt(at) == OPERAND) {
            var word = memory.cString(words + (memory.intAt(at + 8) >>> 12));
            return new TsNode.Operand(word, memory.byteAt(at + 1), memory.byteAt(at + 2) != 0);
        }
        // The right operand is the next node.
        var right = node(at + NODE_SIZE);
        int operator = memory.byteAt(at + 1);
        if (operator == NOT) {
            return new TsNode.Not(right);
        }
        var left = node(at + NODE_SIZE * memory.intAt(at + 4));
        return switch (operator) {
            case AND -> TsNode.and(left, right);
            case OR -> TsNode.or(left, right);
            default -> new TsNode.Phrase(memory.shortAt(at + 2), left, right);
        };
    }
}
