package dev.tideline.engine.function;

import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.PgTsVector;
import java.util.Arrays;
import java.util.TreeMap;

/** {@code ||} of two tsvectors: the second one's positions come behind those of the first. */
final class TsConcatenation {

    private TsConcatenation() {}

    static PgTsVector of(PgTsVector first, PgTsVector second) {
        int offset = lastPosition(first);
        var words = new TreeMap<String, char[]>(PgChars::compareBytewise);
        for (int i = 0; i < first.size(); i++) {
            words.put(first.word(i), first.entries(i));
        }
        for (int i = 0; i < second.size(); i++) {
            var before = words.getOrDefault(second.word(i), new char[0]);
            words.put(second.word(i), appended(before, second.entries(i), offset));
        }
        var result = PgTsVector.of(
                words.keySet().toArray(new String[0]), words.values().toArray(new char[0][]));
        PgTsVector.checkSize(result.dataSize());
        return result;
    }

    private static int lastPosition(PgTsVector vector) {
        int last = 0;
        for (int i = 0; i < vector.size(); i++) {
            for (char entry : vector.entries(i)) {
                last = Math.max(last, PgTsVector.position(entry));
            }
        }
        return last;
    }

    /** As many as there is room for, and none behind the last possible position. */
    private static char[] appended(char[] before, char[] added, int offset) {
        var all = Arrays.copyOf(before, before.length + added.length);
        int count = before.length;
        for (char entry : added) {
            boolean full = count >= PgTsVector.MOST_POSITIONS
                    || count > 0 && PgTsVector.position(all[count - 1]) == PgTsVector.LAST_POSITION;
            if (full) {
                break;
            }
            int position = Math.min(PgTsVector.position(entry) + offset, PgTsVector.LAST_POSITION);
            all[count++] = PgTsVector.entry(position, PgTsVector.weight(entry));
        }
        return Arrays.copyOf(all, count);
    }
}
