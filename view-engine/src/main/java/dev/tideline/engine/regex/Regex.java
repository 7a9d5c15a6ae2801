package dev.tideline.engine.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * A compiled regular expression. Without back references a search takes polynomial time, whatever the expression. One thread uses it at a
 * time: its automata grow while they run.
 */
public final class Regex {

    private final Part tree;
    private final int groupCount;
    private final boolean refersBack;
    private final boolean ignoringCase;
    private final RegexLocale locale;
    private final Alphabet alphabet;
    private final Automaton search;
    private final List<Looking> looking;
    private final List<Automaton> looks = new ArrayList<>();

    /**
     * @throws RegexSyntaxException if the pattern is none
     */
    public Regex(String pattern, RegexOptions options, RegexLocale locale) {
        var parser = new Parser(pattern.codePoints().toArray(), options, locale);
        tree = parser.parse();
        groupCount = parser.groupCount();
        refersBack = (tree.flags & Part.REFERS_BACK) != 0;
        ignoringCase = parser.options().ignoringCase();
        looking = parser.looking();
        this.locale = locale;
        var needs = new AlphabetNeeds();
        needs.add(tree.language);
        parser.lookedFor().forEach(needs::add);
        var word = needs.words() ? locale.characters(CharacterClass.WORD) : null;
        alphabet = new Alphabet(needs.sets(), word);
        tree.automaton = automaton(tree.language, false);
        search = automaton(tree.language, true);
        for (int i = 0; i < looking.size(); i++) {
            looks.add(automaton(parser.lookedFor().get(i), looking.get(i).behind()));
        }
    }

    private Automaton automaton(Language language, boolean anywhere) {
        return new Automaton(new States(language, alphabet, anywhere), alphabet);
    }

    Automaton automaton(Part part) {
        if (part.automaton == null) {
            part.automaton = automaton(part.language, false);
        }
        return part.automaton;
    }

    /** How many groups the pattern has. */
    public int groupCount() {
        return groupCount;
    }

    /** Whether the text contains a match. */
    public synchronized boolean matches(Subject subject) {
        return refersBack ? search(subject, 0, true) != null : new Execution(this, subject).found(0);
    }

    /**
     * The first match from a position on: start and end of the whole, then of each group, -1 for one that took no part; null without any
     * match. {@code withGroups} false: of the whole only.
     */
    public synchronized int[] search(Subject subject, int from, boolean withGroups) {
        return new Execution(this, subject).search(from, withGroups || refersBack);
    }

    Part tree() {
        return tree;
    }

    Alphabet alphabet() {
        return alphabet;
    }

    Automaton search() {
        return search;
    }

    boolean refersBack() {
        return refersBack;
    }

    Looking looking(int index) {
        return looking.get(index);
    }

    Automaton look(int index) {
        return looks.get(index);
    }

    int looks() {
        return looks.size();
    }

    boolean same(int left, int right) {
        return left == right || ignoringCase && locale.toLower(left) == locale.toLower(right);
    }
}
