package dev.tideline.engine.function;

import dev.tideline.engine.regex.CharSet;
import dev.tideline.engine.regex.CharacterClass;
import dev.tideline.engine.regex.RegexLocale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Upper and lower case of single code points, and their classes, as the source's PostgreSQL sees them under one collation: its C library
 * or ICU decides, so nothing but the source itself can say. {@link #QUERY} fetches what differs from the identity.
 */
public final class CaseMapping implements RegexLocale {

    /**
     * Returns (code point, lower, upper, that of the first letter of a word) for all code points that have another case; {@code %s} is the quoted collation. Only
     * collations that map each code point by itself are described completely by it: those of the C library and the built-in
     * provider's {@code C.UTF-8}. ICU and {@code PG_UNICODE_FAST} map by context and length.
     */
    public static final String QUERY = """
            SELECT c, ascii(lower(chr(c) COLLATE %1$s)), ascii(upper(chr(c) COLLATE %1$s)), ascii(initcap(chr(c) COLLATE %1$s))
              FROM generate_series(1, 1114111) c
             WHERE NOT c BETWEEN 55296 AND 57343
               AND (lower(chr(c) COLLATE %1$s) COLLATE "C" <> chr(c) OR upper(chr(c) COLLATE %1$s) COLLATE "C" <> chr(c)
                    OR initcap(chr(c) COLLATE %1$s) COLLATE "C" <> chr(c))""";

    /**
     * Returns (class, first code point, number of code points) for all runs of characters of a class, as regular expressions see them;
     * {@code %s} is the quoted collation. Takes a second or two.
     */
    public static final String CLASSES = """
            SELECT name, ascii(run[1]), length(run[1])
              FROM (SELECT string_agg(chr(c), '' ORDER BY c) FROM generate_series(1, 1114111) c
                     WHERE NOT c BETWEEN 55296 AND 57343 GROUP BY c < 55296) every (characters),
                   unnest(ARRAY['alnum', 'alpha', 'digit', 'graph', 'lower', 'print', 'punct', 'space', 'upper', 'word']) name,
                   regexp_matches(characters COLLATE %1$s, CASE name WHEN 'word' THEN '\\w+' ELSE '[[:' || name || ':]]+' END, 'g') run""";

    private final Map<Integer, Integer> lower;
    private final Map<Integer, Integer> upper;
    private final Map<Integer, Integer> initial;
    private final TreeSet<Integer> cased = new TreeSet<>();
    private final Supplier<Map<CharacterClass, CharSet>> source;
    private Map<CharacterClass, CharSet> classes;

    /** {@code classes} is asked when the first expression needs it. */
    public CaseMapping(
            Map<Integer, Integer> lower,
            Map<Integer, Integer> upper,
            Map<Integer, Integer> initial,
            Supplier<Map<CharacterClass, CharSet>> classes) {
        this.lower = Map.copyOf(lower);
        this.upper = Map.copyOf(upper);
        this.initial = Map.copyOf(initial);
        this.source = classes;
        cased.addAll(lower.keySet());
        cased.addAll(upper.keySet());
    }

    @Override
    public int toLower(int codePoint) {
        return lower.getOrDefault(codePoint, codePoint);
    }

    @Override
    public int toUpper(int codePoint) {
        return upper.getOrDefault(codePoint, codePoint);
    }

    /** As the first letter of a word, which of some letters is not their upper case. */
    public int toInitial(int codePoint) {
        return initial.getOrDefault(codePoint, codePoint);
    }

    /** Whether it is a part of a word. */
    public boolean isLetterOrDigit(int codePoint) {
        return characters(CharacterClass.ALNUM).contains(codePoint);
    }

    @Override
    public int[] cased(int from, int to) {
        return cased.subSet(from, true, to, true).stream().mapToInt(c -> c).toArray();
    }

    @Override
    public CharSet characters(CharacterClass named) {
        return classes().getOrDefault(named, CharSet.NONE);
    }

    /** The classes, of which those that mean the same everywhere are missing. */
    public synchronized Map<CharacterClass, CharSet> classes() {
        if (classes == null) {
            classes = Map.copyOf(source.get());
        }
        return classes;
    }
}
