package dev.tideline.engine.regex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nondeterministic automaton of a language: numbered states, each with what it takes to leave it. */
final class States {

    /** About where PostgreSQL, which counts the memory that it takes, calls a plain expression too complex. */
    private static final int MOST = 40_000;

    /** How a state is left. */
    enum Move {
        /** By a character of {@link States#letters}. */
        CHARACTER,
        /** At once, to one or two others. */
        BRANCH,
        /** At once, if the surroundings are right. */
        CONSTRAINT,
        /** At once, if another expression matches or does not. */
        LOOK,
        /** Never: the end is reached. */
        MATCH
    }

    private final Alphabet alphabet;
    private final Map<CharSet, BitSet> known = new HashMap<>();
    private final List<Move> moves = new ArrayList<>();
    private final List<Object> conditions = new ArrayList<>();
    private final List<int[]> targets = new ArrayList<>();
    private boolean constrained;

    /** {@code anywhere}: the language may be preceded by anything. */
    States(Language language, Alphabet alphabet, boolean anywhere) {
        this.alphabet = alphabet;
        add(Move.MATCH, null, -1, -1);
        int start = build(language, 0);
        if (anywhere) {
            start = loop(new Language.Characters(CharSet.ALL), start);
        }
        this.start = start;
    }

    private final int start;

    int start() {
        return start;
    }

    int size() {
        return moves.size();
    }

    /** Whether any state asks for the characters before or behind it. */
    boolean constrained() {
        return constrained;
    }

    Move move(int state) {
        return moves.get(state);
    }

    BitSet letters(int state) {
        return (BitSet) conditions.get(state);
    }

    Language.Surroundings surroundings(int state) {
        return (Language.Surroundings) conditions.get(state);
    }

    int look(int state) {
        return (int) conditions.get(state);
    }

    /** The one or two states that follow; a missing one is -1. */
    int[] targets(int state) {
        return targets.get(state);
    }

    private int add(Move move, Object condition, int first, int second) {
        if (moves.size() >= MOST) {
            throw new RegexSyntaxException(RegexSyntaxException.TOO_COMPLEX);
        }
        moves.add(move);
        conditions.add(condition);
        targets.add(new int[] {first, second});
        return moves.size() - 1;
    }

    /** Builds backwards: returns the state that begins the language and goes on to {@code next}. */
    private int build(Language language, int next) {
        if (language instanceof Language.Characters characters) {
            return add(Move.CHARACTER, known.computeIfAbsent(characters.set(), alphabet::letters), next, -1);
        } else if (language instanceof Language.Sequence sequence) {
            int at = next;
            for (int i = sequence.parts().size() - 1; i >= 0; i--) {
                at = build(sequence.parts().get(i), at);
            }
            return at;
        } else if (language instanceof Language.Choice choice) {
            int at = build(choice.alternatives().get(choice.alternatives().size() - 1), next);
            for (int i = choice.alternatives().size() - 2; i >= 0; i--) {
                at = add(Move.BRANCH, null, build(choice.alternatives().get(i), next), at);
            }
            return at;
        } else if (language instanceof Language.Repeated repeated) {
            return repeated(repeated, next);
        } else if (language instanceof Language.Constraint constraint) {
            constrained = true;
            return add(Move.CONSTRAINT, constraint.surroundings(), next, -1);
        }
        return add(Move.LOOK, ((Language.Look) language).index(), next, -1);
    }

    private int repeated(Language.Repeated repeated, int next) {
        int at = next;
        if (repeated.most() == Language.UNLIMITED) {
            at = loop(repeated.part(), next);
        } else {
            for (int i = repeated.least(); i < repeated.most(); i++) {
                at = add(Move.BRANCH, null, build(repeated.part(), at), next);
            }
        }
        for (int i = 0; i < repeated.least(); i++) {
            at = build(repeated.part(), at);
        }
        return at;
    }

    private int loop(Language part, int next) {
        int fork = add(Move.BRANCH, null, -1, next);
        targets.get(fork)[0] = build(part, fork);
        return fork;
    }
}
