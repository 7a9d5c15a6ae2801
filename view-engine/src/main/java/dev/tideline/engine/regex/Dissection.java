package dev.tideline.engine.regex;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Cuts a match into the texts of its groups, and checks back references. Each part takes what it prefers, the longest or the shortest, that
 * leaves the parts behind it a chance; earlier parts choose first. On success the groups of the part are set, else they are cleared.
 */
final class Dissection {

    private final Execution execution;
    private final int[] groups;

    Dissection(Execution execution, int[] groups) {
        this.execution = execution;
        this.groups = groups;
    }

    /** The part's language must be known to match from {@code begin} to {@code end}. */
    boolean dissect(Part part, int begin, int end) {
        boolean success =
                switch (part.kind) {
                    case PLAIN -> true;
                    case BACK_REFERENCE -> repeatsGroup(part, begin, end);
                    case SEQUENCE -> sequence(part.children.get(0), part.children.get(1), begin, end);
                    case CHOICE -> choice(part, begin, end);
                    case ITERATION -> new Iteration(this, part, begin, end).dissect();
                    case GROUP -> dissect(part.children.get(0), begin, end);
                };
        if (success && part.group > 0) {
            groups[2 * part.group] = begin;
            groups[2 * part.group + 1] = end;
        }
        return success;
    }

    void clear(Part part) {
        if ((part.flags & Part.CAPTURES) == 0) {
            return;
        }
        if (part.group > 0) {
            Arrays.fill(groups, 2 * part.group, 2 * part.group + 2, -1);
        }
        part.children.forEach(this::clear);
    }

    private boolean sequence(Part first, Part second, int begin, int end) {
        boolean shorter = first.prefersShorter();
        int bound = shorter ? begin : end;
        while (bound >= begin && bound <= end) {
            int middle =
                    shorter ? execution.shortest(first, begin, bound, end) : execution.longest(first, begin, bound);
            if (middle < 0) {
                return false;
            }
            if (execution.longest(second, middle, end) == end && dissect(first, begin, middle)) {
                if (dissect(second, middle, end)) {
                    return true;
                }
                clear(first);
            }
            bound = shorter ? middle + 1 : middle - 1;
        }
        return false;
    }

    private boolean choice(Part part, int begin, int end) {
        for (var child : part.children) {
            if (execution.longest(child, begin, end) == end && dissect(child, begin, end)) {
                return true;
            }
        }
        return false;
    }

    private boolean repeatsGroup(Part part, int begin, int end) {
        int start = groups[2 * part.reference];
        if (start < 0) {
            return false;
        }
        int length = groups[2 * part.reference + 1] - start;
        if (length == 0) {
            return begin == end;
        }
        if (begin == end) {
            return part.least == 0;
        }
        int times = (end - begin) / length;
        if ((end - begin) % length != 0 || times < part.least || part.most != Language.UNLIMITED && times > part.most) {
            return false;
        }
        for (int i = 0; i < times; i++) {
            if (!execution.same(start, begin + i * length, length)) {
                return false;
            }
        }
        return true;
    }

    /** One cut of a text into repetitions of a part. */
    private static final class Iteration {

        private final Dissection dissection;
        private final Part part;
        private final Part child;
        private final int end;
        private final boolean shorter;
        private final int least;
        private final int most;
        private final int[] ends;
        private final Set<Long> hopeless = new HashSet<>();
        private final boolean countMatters;
        private int verified;
        private int current = 1;
        private int bound;

        Iteration(Dissection dissection, Part part, int begin, int end) {
            this.dissection = dissection;
            this.part = part;
            this.child = part.children.get(0);
            this.end = end;
            this.shorter = child.prefersShorter();
            this.least = Math.max(part.least, 1);
            int limit = part.most == Language.UNLIMITED ? end - begin : Math.min(part.most, end - begin);
            this.most = Math.max(limit, least);
            this.ends = new int[most + 1];
            this.countMatters = least > 1 || part.most != Language.UNLIMITED;
            ends[0] = begin;
        }

        boolean dissect() {
            if (shorter && part.least == 0 && ends[0] == end) {
                return true;
            }
            bound = shorter ? ends[0] : end;
            while (current > 0) {
                if (advance() && verify()) {
                    return true;
                }
                if (!backtrack()) {
                    break;
                }
            }
            dissection.clear(child);
            // Where longer texts are preferred, one empty repetition, which sets groups, comes before none at all.
            return part.least == 0 && ends[0] == end;
        }

        /** Finds repetitions until the end is reached; false if that fails. */
        private boolean advance() {
            while (true) {
                int previous = ends[current - 1];
                if (shorter && bound == previous && bound != end && !mayBeEmpty(current, bound)) {
                    bound++;
                }
                ends[current] = shorter
                        ? dissection.execution.shortest(child, previous, bound, end)
                        : dissection.execution.longest(child, previous, bound);
                if (ends[current] < 0) {
                    giveUpCurrent();
                    return false;
                }
                verified = Math.min(verified, current - 1);
                if (ends[current] == end) {
                    return current >= least;
                }
                if (current >= most) {
                    if (!shorter) {
                        giveUpCurrent();
                    }
                    return false;
                }
                if (ends[current] == previous && !mayBeEmpty(current, previous)) {
                    return false;
                }
                if (hopeless.contains(key(current))) {
                    return false;
                }
                current++;
                bound = shorter ? ends[current - 1] : end;
            }
        }

        /** An empty repetition only helps where there are not enough characters for the least number. */
        private boolean mayBeEmpty(int repetition, int from) {
            return repetition < least && least - repetition >= end - from;
        }

        private boolean verify() {
            boolean refersBack = (child.flags & Part.REFERS_BACK) != 0;
            // Without back references nothing can fail, and only the last repetition's groups are seen.
            int from = refersBack ? verified + 1 : current;
            for (int i = from; i <= current; i++) {
                dissection.clear(child);
                if (!dissection.dissect(child, ends[i - 1], ends[i])) {
                    current = i;
                    return false;
                }
                verified = i;
            }
            return true;
        }

        /** Turns to the next choice for the current repetition or one before it; false if there is none. */
        private boolean backtrack() {
            while (current > 0) {
                int previous = ends[current - 1];
                if (shorter) {
                    if (ends[current] < end) {
                        bound = ends[current] + 1;
                        return true;
                    }
                } else if (ends[current] > previous) {
                    bound = ends[current] - 1;
                    if (bound > previous || mayBeEmpty(current, previous)) {
                        return true;
                    }
                }
                giveUpCurrent();
            }
            return false;
        }

        private void giveUpCurrent() {
            current--;
            if ((child.flags & Part.REFERS_BACK) == 0) {
                hopeless.add(key(current));
            }
        }

        private long key(int repetition) {
            return ((long) (countMatters ? repetition : 0) << 32) | ends[repetition];
        }
    }
}
