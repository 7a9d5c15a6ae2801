package dev.tideline.engine.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An immutable set of code points; like PostgreSQL, up to 0x7ffffffe, since patterns may name what no text can hold. Held as the bounds of
 * its runs: the first code point of a run, the one behind it, the first of the next run …
 */
public final class CharSet {

    static final int LAST = 0x7ffffffe;

    public static final CharSet NONE = new CharSet(new int[0]);
    public static final CharSet ALL = range(0, LAST);

    private final int[] bounds;

    private CharSet(int[] bounds) {
        this.bounds = bounds;
    }

    public static CharSet of(int c) {
        return range(c, c);
    }

    /** Both ends included. */
    public static CharSet range(int from, int to) {
        return new CharSet(new int[] {from, to + 1});
    }

    /** Of ascending code points. */
    public static CharSet ofSorted(int[] characters) {
        var runs = new ArrayList<Integer>();
        for (int i = 0; i < characters.length; i++) {
            if (i == 0 || characters[i] != characters[i - 1] + 1) {
                if (i > 0) {
                    runs.add(characters[i - 1] + 1);
                }
                runs.add(characters[i]);
            }
        }
        if (characters.length > 0) {
            runs.add(characters[characters.length - 1] + 1);
        }
        return new CharSet(runs.stream().mapToInt(i -> i).toArray());
    }

    public boolean contains(int c) {
        int at = Arrays.binarySearch(bounds, c);
        return ((at >= 0 ? at : -at - 2) & 1) == 0 && (at >= 0 || at < -1);
    }

    public CharSet or(CharSet other) {
        return combined(this, other, false);
    }

    public CharSet minus(CharSet other) {
        return combined(this, other, true);
    }

    public CharSet complement() {
        return ALL.minus(this);
    }

    static CharSet union(List<CharSet> sets) {
        var result = NONE;
        for (var set : sets) {
            result = result.or(set);
        }
        return result;
    }

    int[] bounds() {
        return bounds;
    }

    private static CharSet combined(CharSet left, CharSet right, boolean subtract) {
        var a = left.bounds;
        var b = right.bounds;
        var out = new int[a.length + b.length];
        int size = 0;
        int i = 0;
        int j = 0;
        boolean inside = false;
        while (i < a.length || j < b.length) {
            int at = Math.min(i < a.length ? a[i] : Integer.MAX_VALUE, j < b.length ? b[j] : Integer.MAX_VALUE);
            while (i < a.length && a[i] == at) {
                i++;
            }
            while (j < b.length && b[j] == at) {
                j++;
            }
            boolean inLeft = (i & 1) == 1;
            boolean inRight = (j & 1) == 1;
            boolean now = subtract ? inLeft && !inRight : inLeft || inRight;
            if (now != inside) {
                out[size++] = at;
                inside = now;
            }
        }
        return new CharSet(Arrays.copyOf(out, size));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CharSet that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }
}
