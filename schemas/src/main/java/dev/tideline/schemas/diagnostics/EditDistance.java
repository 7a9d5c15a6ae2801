package dev.tideline.schemas.diagnostics;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How far apart two names are, for "did you mean": insertions, deletions, changes and swaps of neighbours each count 1. */
public final class EditDistance {

    /** A name further away than this share of its length is no likely misspelling. */
    private static final double LARGEST_SHARE = 0.4;

    private static final int MOST_SUGGESTIONS = 3;

    private EditDistance() {}

    public static int between(String one, String other) {
        int[][] distance = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            distance[i][0] = i;
        }
        for (int j = 0; j <= other.length(); j++) {
            distance[0][j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            for (int j = 1; j <= other.length(); j++) {
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                int best = Math.min(distance[i - 1][j], distance[i][j - 1]) + 1;
                best = Math.min(best, distance[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                distance[i][j] = swapped ? Math.min(best, distance[i - 2][j - 2] + 1) : best;
            }
        }
        return distance[one.length()][other.length()];
    }

    /** Those of {@code known} that {@code written} may have been meant for, nearest first, at most three. */
    public static List<String> suggestions(String written, Collection<String> known) {
        String wanted = written.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> isLikely(wanted, name.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.<String>comparingInt(name -> between(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST_SUGGESTIONS)
                .toList();
    }

    private static boolean isLikely(String written, String name) {
        int longest = Math.max(written.length(), name.length());
        return between(written, name) <= Math.max(1, (int) (LARGEST_SHARE * longest));
    }
}
