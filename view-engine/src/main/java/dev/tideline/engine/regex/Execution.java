package dev.tideline.engine.regex;

import java.util.Arrays;
import java.util.BitSet;

/** A search in one text. */
final class Execution implements Automaton.Looks {

    private static final byte UNKNOWN = 0;
    private static final byte YES = 1;
    private static final byte NO = 2;

    private final Regex regex;
    private final int[] points;
    private final int[] letters;
    private final byte[][] ahead;
    private final BitSet[] behind;

    Execution(Regex regex, Subject subject) {
        this.regex = regex;
        this.points = subject.points();
        this.letters = new int[points.length];
        var alphabet = regex.alphabet();
        for (int i = 0; i < points.length; i++) {
            letters[i] = alphabet.letter(points[i]);
        }
        this.ahead = new byte[regex.looks()][];
        this.behind = new BitSet[regex.looks()];
    }

    /** Whether there is any match from a position on, for expressions without back references. */
    boolean found(int from) {
        return nearestEnd(from) >= 0;
    }

    private int nearestEnd(int from) {
        return regex.search().shortest(letters, from, from, letters.length, this);
    }

    int[] search(int from, boolean withGroups) {
        var groups = new int[2 * (withGroups ? regex.groupCount() + 1 : 1)];
        Arrays.fill(groups, -1);
        var dissection = new Dissection(this, groups);
        int begin = from;
        // Like PostgreSQL's, this loop overlooks an empty match at the text's end behind failed back references one
        // before it.
        while (begin == from ? from <= letters.length : begin < letters.length) {
            int near = nearestEnd(begin);
            if (near < 0) {
                return null;
            }
            // The first match, as far as automata tell, begins before the nearest end of any.
            for (; begin <= near; begin++) {
                int end = regex.refersBack() ? dissectedEnd(dissection, begin) : end(begin);
                if (end >= 0) {
                    if (withGroups && !regex.refersBack()) {
                        dissection.dissect(regex.tree(), begin, end);
                    }
                    groups[0] = begin;
                    groups[1] = end;
                    return groups;
                }
            }
        }
        return null;
    }

    private int end(int begin) {
        return regex.tree().prefersShorter()
                ? shortest(regex.tree(), begin, begin, letters.length)
                : longest(regex.tree(), begin, letters.length);
    }

    /** The preferred end for which the back references are right, too. */
    private int dissectedEnd(Dissection dissection, int begin) {
        var tree = regex.tree();
        boolean shorter = tree.prefersShorter();
        int bound = shorter ? begin : letters.length;
        while (bound >= begin && bound <= letters.length) {
            int end = shorter ? shortest(tree, begin, bound, letters.length) : longest(tree, begin, bound);
            if (end < 0 || dissection.dissect(tree, begin, end)) {
                return end;
            }
            bound = shorter ? end + 1 : end - 1;
        }
        return -1;
    }

    int longest(Part part, int start, int stop) {
        return regex.automaton(part).longest(letters, start, stop, this);
    }

    int shortest(Part part, int start, int least, int stop) {
        return regex.automaton(part).shortest(letters, start, least, stop, this);
    }

    /** Whether the texts of a length at two positions are the same for a back reference. */
    boolean same(int left, int right, int length) {
        for (int i = 0; i < length; i++) {
            if (!regex.same(points[left + i], points[right + i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean holds(int index, int position) {
        var kind = regex.looking(index);
        boolean matches = kind.behind() ? matchesBehind(index, position) : matchesAhead(index, position);
        return matches != kind.negative();
    }

    private boolean matchesBehind(int index, int position) {
        if (behind[index] == null) {
            behind[index] = regex.look(index).ends(letters, this);
        }
        return behind[index].get(position);
    }

    private boolean matchesAhead(int index, int position) {
        if (ahead[index] == null) {
            ahead[index] = new byte[letters.length + 1];
        }
        if (ahead[index][position] == UNKNOWN) {
            int end = regex.look(index).shortest(letters, position, position, letters.length, this);
            ahead[index][position] = end >= 0 ? YES : NO;
        }
        return ahead[index][position] == YES;
    }
}
