package dev.tideline.engine.regex;

import dev.tideline.engine.regex.Language.Surroundings;
import java.util.HashSet;
import java.util.Set;

/** What a pattern tells apart. */
final class AlphabetNeeds {

    private final Set<CharSet> sets = new HashSet<>();
    private boolean words;

    Set<CharSet> sets() {
        return sets;
    }

    /** Whether the pattern asks where words begin and end. */
    boolean words() {
        return words;
    }

    void add(Language language) {
        if (language instanceof Language.Characters characters) {
            sets.add(characters.set());
        } else if (language instanceof Language.Sequence sequence) {
            sequence.parts().forEach(this::add);
        } else if (language instanceof Language.Choice choice) {
            choice.alternatives().forEach(this::add);
        } else if (language instanceof Language.Repeated repeated) {
            add(repeated.part());
        } else if (language instanceof Language.Constraint constraint) {
            words |= constraint.surroundings().compareTo(Surroundings.WORD_START) >= 0;
        }
    }
}
