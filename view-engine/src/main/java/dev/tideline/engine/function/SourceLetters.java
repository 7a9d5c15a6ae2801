package dev.tideline.engine.function;

import dev.tideline.engine.regex.CharSet;
import dev.tideline.engine.regex.CharacterClass;
import dev.tideline.engine.regex.Regex;
import dev.tideline.engine.regex.RegexLocale;
import dev.tideline.engine.regex.RegexOptions;
import dev.tideline.engine.regex.RegexSyntaxException;

/** Regular expressions under a collation that only the source knows. */
final class SourceLetters {

    private static final String UNKNOWN =
            "what a letter is and which its other case is, is unknown under this collation: put COLLATE \"C\" behind the pattern";

    /** Knows nothing; good for patterns that need to know nothing. */
    private static final RegexLocale NOTHING = new RegexLocale() {

        @Override
        public CharSet characters(CharacterClass named) {
            throw new UnsupportedCallException(UNKNOWN);
        }

        @Override
        public int toLower(int c) {
            throw new UnsupportedCallException(UNKNOWN);
        }

        @Override
        public int toUpper(int c) {
            throw new UnsupportedCallException(UNKNOWN);
        }

        @Override
        public int[] cased(int from, int to) {
            throw new UnsupportedCallException(UNKNOWN);
        }
    };

    private SourceLetters() {}

    /** {@code pattern} and {@code options} are the call's if they are constant, else null. */
    static RegexLocale of(CallSite site, String pattern, RegexOptions options) {
        var letters = letters(site.caseMapping());
        if (pattern == null) {
            if (letters == NOTHING) {
                throw new UnsupportedCallException(UNKNOWN);
            }
            // Any pattern may come: what it needs must be known before.
            site.caseMapping().classes();
            return letters;
        }
        try {
            new Regex(pattern, options, letters);
        } catch (RegexSyntaxException e) {
            // Each evaluation will say so.
            return letters;
        }
        return letters;
    }

    /** In Turkish, regular expressions and lower() may differ about the letter I. */
    private static RegexLocale letters(CaseMapping mapping) {
        return mapping == null || mapping.toLower('I') != 'i' || mapping.toUpper('i') != 'I' ? NOTHING : mapping;
    }
}
