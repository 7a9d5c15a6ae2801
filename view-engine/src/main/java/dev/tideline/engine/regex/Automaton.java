package dev.tideline.engine.regex;

import dev.tideline.engine.regex.Language.Surroundings;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The deterministic automaton of a language, made while it runs: a state is a set of {@link States} before one character, and the kind of
 * the character behind it. Steps cost O(1) once known, and are only not remembered where a look-around constraint decided.
 */
final class Automaton {

    /** So many sets are remembered at most; then it starts afresh. */
    private static final int MOST_SETS = 4_000;

    /** Answers look-around constraints for one text. */
    interface Looks {
        boolean holds(int index, int position);
    }

    private record Key(int[] states, int before) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && before == that.before && Arrays.equals(states, that.states);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(states) + before;
        }
    }

    private static final class StateSet {

        final int[] states;
        final int before;
        final Step[] steps;

        StateSet(int[] states, int before, int letters) {
            this.states = states;
            this.before = before;
            this.steps = new Step[letters + 1];
        }
    }

    /** Whether the language ends before the character, and the set behind it, or null if there is none. */
    private record Step(boolean accepts, StateSet next) {}

    private final States states;
    private final Alphabet alphabet;
    private final Map<Key, StateSet> sets = new HashMap<>();
    private final int[] stack;
    private final int[] visited;
    private int visit;
    private int depth;

    Automaton(States states, Alphabet alphabet) {
        this.states = states;
        this.alphabet = alphabet;
        this.stack = new int[states.size()];
        this.visited = new int[states.size()];
    }

    /** The farthest end up to {@code stop} of the language from {@code start}, or -1. */
    int longest(int[] text, int start, int stop, Looks looks) {
        int best = -1;
        var set = first(text, start);
        for (int at = start; set != null; at++) {
            var step = step(set, at < text.length ? text[at] : alphabet.size(), looks, at);
            best = step.accepts ? at : best;
            if (at == stop) {
                break;
            }
            set = step.next;
        }
        return best;
    }

    /** The nearest end from {@code least} up to {@code stop} of the language from {@code start}, or -1. */
    int shortest(int[] text, int start, int least, int stop, Looks looks) {
        var set = first(text, start);
        for (int at = start; set != null; at++) {
            var step = step(set, at < text.length ? text[at] : alphabet.size(), looks, at);
            if (step.accepts && at >= least) {
                return at;
            }
            if (at == stop) {
                break;
            }
            set = step.next;
        }
        return -1;
    }

    /** All ends of the language from the text's start. */
    BitSet ends(int[] text, Looks looks) {
        var ends = new BitSet(text.length + 1);
        var set = first(text, 0);
        for (int at = 0; set != null && at <= text.length; at++) {
            var step = step(set, at < text.length ? text[at] : alphabet.size(), looks, at);
            ends.set(at, step.accepts);
            set = step.next;
        }
        return ends;
    }

    private StateSet first(int[] text, int start) {
        int before = start == 0 ? Surroundings.NOTHING : alphabet.kind(text[start - 1]);
        return set(new int[] {states.start()}, before);
    }

    private StateSet set(int[] members, int before) {
        int kept = states.constrained() ? before : Surroundings.NOTHING;
        var key = new Key(members, kept);
        var found = sets.get(key);
        if (found == null) {
            if (sets.size() >= MOST_SETS) {
                sets.clear();
            }
            found = new StateSet(members, kept, alphabet.size());
            sets.put(key, found);
        }
        return found;
    }

    private Step step(StateSet set, int letter, Looks looks, int position) {
        var known = set.steps[letter];
        if (known != null) {
            return known;
        }
        boolean accepts = false;
        boolean looked = false;
        int behind = alphabet.kind(letter);
        var next = new int[8];
        int size = 0;
        begin();
        for (int i = set.states.length - 1; i >= 0; i--) {
            push(set.states[i]);
        }
        while (depth > 0) {
            int state = stack[--depth];
            switch (states.move(state)) {
                case MATCH -> accepts = true;
                case BRANCH -> pushTargets(state);
                case CONSTRAINT -> {
                    if (states.surroundings(state).hold(set.before, behind)) {
                        pushTargets(state);
                    }
                }
                case LOOK -> {
                    looked = true;
                    if (looks.holds(states.look(state), position)) {
                        pushTargets(state);
                    }
                }
                case CHARACTER -> {
                    if (states.letters(state).get(letter)) {
                        if (size == next.length) {
                            next = Arrays.copyOf(next, size * 2);
                        }
                        next[size++] = states.targets(state)[0];
                    }
                }
            }
        }
        var step = new Step(accepts, size == 0 ? null : set(sorted(next, size), behind));
        if (!looked) {
            set.steps[letter] = step;
        }
        return step;
    }

    private void begin() {
        visit++;
        depth = 0;
    }

    private void push(int state) {
        if (state >= 0 && visited[state] != visit) {
            visited[state] = visit;
            stack[depth++] = state;
        }
    }

    private void pushTargets(int state) {
        var targets = states.targets(state);
        push(targets[1]);
        push(targets[0]);
    }

    private static int[] sorted(int[] members, int size) {
        var result = Arrays.copyOf(members, size);
        Arrays.sort(result);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || result[i] != result[i - 1]) {
                result[distinct++] = result[i];
            }
        }
        return Arrays.copyOf(result, distinct);
    }
}
