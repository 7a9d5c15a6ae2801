package dev.tideline.engine.value;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The text form of a tsvector. */
final class TsVectorText {

    /** Up to this many, PostgreSQL's sorting leaves those that are equal in their order. */
    private static final int SORTED_IN_ORDER = 6;

    private static final String[] WEIGHTS = {"", "C", "B", "A"};

    private final LexemeScanner scanner;
    private final boolean printed;
    private final Map<String, char[]> words = new TreeMap<>(PgChars::compareBytewise);
    private boolean repeated;
    private int count;

    private TsVectorText(LexemeScanner scanner, boolean printed) {
        this.scanner = scanner;
        this.printed = printed;
    }

    /** @throws SqlError as PostgreSQL's input function reports it */
    static PgTsVector read(String text, SessionSettings session) {
        return new TsVectorText(new LexemeScanner(text, false, false, session.since(18)), false).read();
    }

    /** What PostgreSQL has printed, even if it would not read it again, such as an empty word. */
    static PgTsVector ofPrinted(String text) {
        return new TsVectorText(new LexemeScanner(text, false, true, true), true).read();
    }

    private PgTsVector read() {
        int bytes = 0;
        while (scanner.next()) {
            var word = scanner.word();
            int length = PgChars.utf8(word).length;
            if (length > PgTsVector.LONGEST_WORD && !printed) {
                throw new SqlError(
                        "54000", "word is too long (" + length + " bytes, max " + PgTsVector.LONGEST_WORD + " bytes)");
            }
            PgTsVector.checkSize(bytes);
            bytes += length;
            count++;
            words.merge(word, scanner.entries(), this::joined);
        }
        var positions = new char[words.size()][];
        int size = 0;
        int index = 0;
        for (var entry : words.entrySet()) {
            positions[index] = unique(entry.getValue());
            size = PgTsVector.sizeWith(size, PgChars.utf8(entry.getKey()).length, positions[index].length);
            index++;
        }
        PgTsVector.checkSize(size);
        return PgTsVector.of(words.keySet().toArray(new String[0]), positions);
    }

    private char[] joined(char[] first, char[] second) {
        repeated = true;
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /**
     * Each position once, with its highest weight. Nothing behind the last possible position or the last possible number of them is looked
     * at, so that the last one keeps the weight that it comes with.
     */
    private char[] unique(char[] entries) {
        if (entries.length < 2) {
            return entries;
        }
        var sorted = sortedByPosition(entries);
        int last = 0;
        for (int i = 1; i < sorted.length; i++) {
            char entry = sorted[i];
            int position = PgTsVector.position(entry);
            if (position == PgTsVector.position(sorted[last])) {
                sorted[last] = (char) Math.max(sorted[last], entry);
                continue;
            }
            sorted[++last] = entry;
            if (last >= PgTsVector.MOST_POSITIONS - 1 || position == PgTsVector.LAST_POSITION) {
                checkFirstIsKnown(sorted, i, entries);
                break;
            }
        }
        return Arrays.copyOf(sorted, last + 1);
    }

    private static char[] sortedByPosition(char[] entries) {
        var keys = new long[entries.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) PgTsVector.position(entries[i]) << 48 | (long) i << 16 | entries[i];
        }
        Arrays.sort(keys);
        var sorted = new char[keys.length];
        for (int i = 0; i < keys.length; i++) {
            sorted[i] = (char) keys[i];
        }
        return sorted;
    }

    /** Among several entries of one position, PostgreSQL's sorting may put any first, unless they are few or in order already. */
    private void checkFirstIsKnown(char[] sorted, int at, char[] given) {
        boolean inOrder = given.length <= SORTED_IN_ORDER || Arrays.equals(sorted, given);
        if (inOrder && !(repeated && count > SORTED_IN_ORDER)) {
            return;
        }
        for (int i = at + 1;
                i < sorted.length && PgTsVector.position(sorted[i]) == PgTsVector.position(sorted[at]);
                i++) {
            if (sorted[i] != sorted[at]) {
                throw SqlError.notSupported("the weight of position " + PgTsVector.position(sorted[at])
                        + " is open: it stands there more than once, as the last one");
            }
        }
    }

    static String print(PgTsVector vector) {
        var out = new StringBuilder();
        for (int i = 0; i < vector.size(); i++) {
            out.append(i == 0 ? "" : " ");
            quote(vector.word(i), out);
            char separator = ':';
            for (char entry : vector.entries(i)) {
                out.append(separator).append(PgTsVector.position(entry)).append(WEIGHTS[PgTsVector.weight(entry)]);
                separator = ',';
            }
        }
        return out.toString();
    }

    static void quote(String word, StringBuilder out) {
        out.append('\'');
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '\'' || c == '\\') {
                out.append(c);
            }
            out.append(c);
        }
        out.append('\'');
    }
}
