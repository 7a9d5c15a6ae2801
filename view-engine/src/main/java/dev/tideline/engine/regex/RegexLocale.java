package dev.tideline.engine.regex;

import java.util.EnumMap;
import java.util.Map;

/** What the classes and cases of characters are under a collation. Callers keep one instance per collation: it is part of the cache's key. */
public interface RegexLocale {

    /** The characters of a class, never of one that means the same everywhere. */
    CharSet characters(CharacterClass named);

    int toLower(int c);

    int toUpper(int c);

    /** The code points of a range that have another case. */
    int[] cased(int from, int to);

    /** Letters and digits of ASCII only, as under the collation C. */
    RegexLocale ASCII = new RegexLocale() {

        private final Map<CharacterClass, CharSet> classes = asciiClasses();

        @Override
        public CharSet characters(CharacterClass named) {
            return classes.get(named);
        }

        @Override
        public int toLower(int c) {
            return c >= 'A' && c <= 'Z' ? c + 32 : c;
        }

        @Override
        public int toUpper(int c) {
            return c >= 'a' && c <= 'z' ? c - 32 : c;
        }

        @Override
        public int[] cased(int from, int to) {
            return from > 'z'
                    ? new int[0]
                    : java.util.stream.IntStream.rangeClosed(from, Math.min(to, 'z'))
                            .filter(c -> toLower(c) != c || toUpper(c) != c)
                            .toArray();
        }
    };

    private static Map<CharacterClass, CharSet> asciiClasses() {
        var lower = CharSet.range('a', 'z');
        var upper = CharSet.range('A', 'Z');
        var digit = CharSet.range('0', '9');
        var alpha = lower.or(upper);
        var alnum = alpha.or(digit);
        var graph = CharSet.range('!', '~');
        var classes = new EnumMap<CharacterClass, CharSet>(CharacterClass.class);
        classes.put(CharacterClass.LOWER, lower);
        classes.put(CharacterClass.UPPER, upper);
        classes.put(CharacterClass.DIGIT, digit);
        classes.put(CharacterClass.ALPHA, alpha);
        classes.put(CharacterClass.ALNUM, alnum);
        classes.put(CharacterClass.WORD, alnum.or(CharSet.of('_')));
        classes.put(CharacterClass.GRAPH, graph);
        classes.put(CharacterClass.PRINT, graph.or(CharSet.of(' ')));
        classes.put(CharacterClass.PUNCT, graph.minus(alnum));
        classes.put(CharacterClass.SPACE, CharSet.range('\t', '\r').or(CharSet.of(' ')));
        return classes;
    }
}
