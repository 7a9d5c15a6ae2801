package dev.tideline.engine.function;

import dev.tideline.engine.value.PgTsVector;
import java.util.Arrays;

/**
 * Where in a document a part of a phrase ends.
 *
 * @param at ascending positions; their two highest bits mean nothing
 * @param negated whether it ends everywhere but there
 * @param width how many positions lie between its begin and its end. What was looked for in vain has one, too: it counts where that is
 *     negated
 */
record TsPlaces(Kind kind, char[] at, boolean negated, int width) {

    enum Kind {
        FOUND,
        MISSING,
        /** The positions of a word are needed and unknown. */
        UNCERTAIN
    }

    /** Which places of two lists are wanted. */
    enum Merge {
        BOTH(false, false, true),
        EITHER(true, true, true),
        LEFT_ONLY(true, false, false),
        RIGHT_ONLY(false, true, false);

        private final boolean left;
        private final boolean right;
        private final boolean common;

        Merge(boolean left, boolean right, boolean common) {
            this.left = left;
            this.right = right;
            this.common = common;
        }
    }

    private static final char[] NONE = {};

    static final TsPlaces MISSING = new TsPlaces(Kind.MISSING, NONE, false, 0);

    static final TsPlaces UNCERTAIN = new TsPlaces(Kind.UNCERTAIN, NONE, false, 0);

    /** Where a word is: missing if that is nowhere. */
    static TsPlaces ofWord(char[] at) {
        return at.length == 0 ? MISSING : new TsPlaces(Kind.FOUND, at, false, 0);
    }

    boolean isMissing() {
        return kind == Kind.MISSING;
    }

    boolean isUncertain() {
        return kind == Kind.UNCERTAIN;
    }

    /** Everywhere else. */
    TsPlaces not() {
        return switch (kind) {
            case UNCERTAIN -> this;
            case MISSING -> new TsPlaces(Kind.FOUND, NONE, true, width);
            case FOUND ->
                at.length == 0
                        ? new TsPlaces(Kind.MISSING, NONE, false, width)
                        : new TsPlaces(Kind.FOUND, at, !negated, width);
        };
    }

    /** Merges places that are moved to the right by so much. */
    static TsPlaces merged(
            TsPlaces left, int leftOffset, TsPlaces right, int rightOffset, Merge wanted, boolean negated, int width) {
        var merged = new char[left.at.length + right.at.length];
        int count = 0;
        int l = 0;
        int r = 0;
        while (l < left.at.length || r < right.at.length) {
            int leftAt = l < left.at.length ? PgTsVector.position(left.at[l]) + leftOffset : Integer.MAX_VALUE;
            int rightAt = r < right.at.length ? PgTsVector.position(right.at[r]) + rightOffset : Integer.MAX_VALUE;
            boolean isWanted = leftAt == rightAt ? wanted.common : leftAt < rightAt ? wanted.left : wanted.right;
            int place = Math.min(leftAt, rightAt);
            if (isWanted && place > 0) {
                // Beyond the last position it starts again from 0, in PostgreSQL too.
                merged[count++] = (char) place;
            }
            l += leftAt <= rightAt ? 1 : 0;
            r += rightAt <= leftAt ? 1 : 0;
        }
        boolean found = count > 0 || negated;
        return new TsPlaces(found ? Kind.FOUND : Kind.MISSING, Arrays.copyOf(merged, count), negated, width);
    }
}
