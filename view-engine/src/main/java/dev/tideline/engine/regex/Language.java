package dev.tideline.engine.regex;

import java.util.List;

/** A part of a pattern as far as a finite automaton goes: the texts that it matches, without preferences, groups and back references. */
sealed interface Language {

    /** The empty text. */
    Language EMPTY = new Sequence(List.of());

    /** No upper limit of repetitions. */
    int UNLIMITED = -1;

    /** Without anything that looks at the surroundings. */
    Language withoutConstraints();

    /** One character. */
    record Characters(CharSet set) implements Language {

        @Override
        public Language withoutConstraints() {
            return this;
        }
    }

    /** One after the other. */
    record Sequence(List<Language> parts) implements Language {

        @Override
        public Language withoutConstraints() {
            return new Sequence(parts.stream().map(Language::withoutConstraints).toList());
        }
    }

    /** One of several. */
    record Choice(List<Language> alternatives) implements Language {

        @Override
        public Language withoutConstraints() {
            return new Choice(
                    alternatives.stream().map(Language::withoutConstraints).toList());
        }
    }

    /** {@code most} times at most, which may be {@link #UNLIMITED}. */
    record Repeated(Language part, int least, int most) implements Language {

        @Override
        public Language withoutConstraints() {
            return new Repeated(part.withoutConstraints(), least, most);
        }
    }

    /** The empty text, in certain surroundings. */
    record Constraint(Surroundings surroundings) implements Language {

        @Override
        public Language withoutConstraints() {
            return EMPTY;
        }
    }

    /** The empty text where another expression does, or does not, match what follows or precedes; {@code index} numbers them. */
    record Look(int index) implements Language {

        @Override
        public Language withoutConstraints() {
            return EMPTY;
        }
    }

    /** What the characters before and behind a place must be. */
    enum Surroundings {
        START,
        END,
        LINE_START,
        LINE_END,
        WORD_START,
        WORD_END,
        WORD_BOUNDARY,
        NO_WORD_BOUNDARY;

        static final int NOTHING = 0;
        static final int NEWLINE = 1;
        static final int WORD = 2;
        static final int OTHER = 3;

        /** {@code before} and {@code behind} are kinds of characters. */
        boolean hold(int before, int behind) {
            return switch (this) {
                case START -> before == NOTHING;
                case END -> behind == NOTHING;
                case LINE_START -> before == NOTHING || before == NEWLINE;
                case LINE_END -> behind == NOTHING || behind == NEWLINE;
                case WORD_START -> before != WORD && behind == WORD;
                case WORD_END -> before == WORD && behind != WORD;
                case WORD_BOUNDARY -> (before == WORD) != (behind == WORD);
                case NO_WORD_BOUNDARY -> (before == WORD) == (behind == WORD);
            };
        }
    }

    static Language sequence(List<Language> parts) {
        return parts.size() == 1 ? parts.get(0) : new Sequence(List.copyOf(parts));
    }

    static Language repeated(Language part, int least, int most) {
        return least == 1 && most == 1 ? part : new Repeated(part, least, most);
    }
}
