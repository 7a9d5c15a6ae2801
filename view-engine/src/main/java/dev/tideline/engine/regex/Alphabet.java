package dev.tideline.engine.regex;

import dev.tideline.engine.regex.Language.Surroundings;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;

/**
 * The letters of a pattern: code points that no part of it tells apart are one letter, so that an automaton has few of them. One number more
 * than the letters stands for the end of the text.
 */
final class Alphabet {

    private final int[] starts;
    private final int[] letters;
    private final int[] ascii = new int[128];
    private final int[] kinds;
    private final int size;

    /** {@code word} are the characters of words, or null if no part of the pattern asks. */
    Alphabet(Collection<CharSet> sets, CharSet word) {
        var all = new ArrayList<>(sets);
        var newline = CharSet.of('\n');
        all.add(newline);
        if (word != null) {
            all.add(word);
        }
        var cuts = new TreeSet<Integer>(List.of(0));
        for (var set : all) {
            for (int bound : set.bounds()) {
                cuts.add(bound);
            }
        }
        starts = cuts.stream().mapToInt(i -> i).toArray();
        letters = new int[starts.length];
        var bySignature = new HashMap<BitSet, Integer>();
        var kindOf = new ArrayList<Integer>();
        for (int i = 0; i < starts.length; i++) {
            var signature = new BitSet();
            for (int j = 0; j < all.size(); j++) {
                signature.set(j, all.get(j).contains(starts[i]));
            }
            var known = bySignature.get(signature);
            if (known == null) {
                known = bySignature.size();
                bySignature.put(signature, known);
                boolean inWord = word != null && word.contains(starts[i]);
                kindOf.add(
                        inWord
                                ? Surroundings.WORD
                                : newline.contains(starts[i]) ? Surroundings.NEWLINE : Surroundings.OTHER);
            }
            letters[i] = known;
        }
        size = bySignature.size();
        kindOf.add(Surroundings.NOTHING);
        kinds = kindOf.stream().mapToInt(i -> i).toArray();
        for (int c = 0; c < ascii.length; c++) {
            ascii[c] = search(c);
        }
    }

    /** How many letters there are, which is also the letter that stands for the end. */
    int size() {
        return size;
    }

    int letter(int c) {
        return c < 128 ? ascii[c] : search(c);
    }

    /** What kind of character a letter is for {@link Surroundings}. */
    int kind(int letter) {
        return kinds[letter];
    }

    private int search(int c) {
        int at = java.util.Arrays.binarySearch(starts, c);
        return letters[at >= 0 ? at : -at - 2];
    }

    /** The letters of a set that the alphabet was made of. */
    BitSet letters(CharSet set) {
        var result = new BitSet(size);
        for (int i = 0; i < starts.length; i++) {
            if (set.contains(starts[i])) {
                result.set(letters[i]);
            }
        }
        return result;
    }
}
