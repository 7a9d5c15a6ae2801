package dev.tideline.engine.regex;

import dev.tideline.engine.regex.Language.Surroundings;
import dev.tideline.engine.regex.Part.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pattern into the tree of its parts. How the tree is cut decides what groups take and which of several matches is preferred, so it
 * follows PostgreSQL's in every detail: plain sub-expressions of one preference melt into one part, and all else is a sequence of what
 * stands before it, itself, and the rest of its branch.
 */
final class Parser {

    private static final int MOST_REPETITIONS = 255;
    private static final int DEEPEST = 1500;

    private final Lexer lexer;
    private final BracketParser brackets;
    private final Map<Integer, Language> groups = new HashMap<>();
    private final List<Looking> looking = new ArrayList<>();
    private final List<Language> lookedFor = new ArrayList<>();
    private int groupCount;
    private int depth;

    Parser(int[] pattern, RegexOptions options, RegexLocale locale) {
        if (options.invalid()) {
            throw new RegexSyntaxException(RegexSyntaxException.ARGUMENT);
        }
        lexer = new Lexer(pattern, options);
        brackets = new BracketParser(lexer, locale);
    }

    Part parse() {
        return alternatives(Token.END_OF_PATTERN, false);
    }

    RegexOptions options() {
        return lexer.options();
    }

    int groupCount() {
        return groupCount;
    }

    /** The kinds of the look-around constraints, by their index. */
    List<Looking> looking() {
        return looking;
    }

    List<Language> lookedFor() {
        return lookedFor;
    }

    private Part alternatives(Token stopper, boolean inLook) {
        if (++depth > DEEPEST) {
            throw new RegexSyntaxException(RegexSyntaxException.TOO_COMPLEX);
        }
        var branches = new ArrayList<Part>();
        int flags = Part.LONGER;
        while (true) {
            var branch = branch(stopper, inLook);
            branches.add(branch);
            flags |= Part.upward(flags | branch.flags);
            if (!lexer.sees(Token.BAR)) {
                break;
            }
            lexer.next();
        }
        if (!lexer.sees(stopper)) {
            throw new RegexSyntaxException(RegexSyntaxException.PARENTHESES);
        }
        depth--;
        if (branches.size() == 1) {
            return branches.get(0);
        }
        var language = new Language.Choice(
                branches.stream().map(branch -> branch.language).toList());
        if (!Part.needsTree(flags)) {
            return new Part(Kind.PLAIN, flags, language);
        }
        var choice = new Part(Kind.CHOICE, flags, language);
        choice.children.addAll(branches);
        return choice;
    }

    private boolean atEndOfBranch(Token stopper) {
        return lexer.sees(Token.BAR) || lexer.sees(stopper) || lexer.sees(Token.END_OF_PATTERN);
    }

    private Part branch(Token stopper, boolean inLook) {
        var before = new ArrayList<Language>();
        int flags = 0;
        while (!atEndOfBranch(stopper)) {
            var constraint = constraint();
            if (constraint != null) {
                before.add(constraint);
                continue;
            }
            boolean reference = lexer.sees(Token.BACK_REFERENCE);
            var atom = atom(inLook);
            var quantifier = quantifier();
            if (quantifier.most == 0) {
                before.add(Language.EMPTY);
                continue;
            }
            int all = flags | quantifier.preference | atom.flags;
            if (atom.group == 0 && !reference && !Part.needsTree(Part.upward(all))) {
                before.add(Language.repeated(atom.language, quantifier.least, quantifier.most));
                flags = all;
                continue;
            }
            int flagsOfAtom = Part.combined(quantifier.preference, atom.flags);
            var repeated = reference ? repeatedReference(atom, quantifier) : repeated(atom, quantifier);
            return withRest(stopper, inLook, new Before(before, flags), flagsOfAtom, repeated);
        }
        return new Part(Kind.PLAIN, flags, Language.sequence(before));
    }

    /** What stands in a branch before the part that needs a node of its own. */
    private record Before(List<Language> languages, int flags) {}

    /** The rest of a branch from a part on that needs a node of its own. */
    private Part withRest(Token stopper, boolean inLook, Before before, int flagsOfAtom, Part repeated) {
        var prefix = before.languages.isEmpty()
                ? null
                : new Part(Kind.PLAIN, before.flags, Language.sequence(before.languages));
        if (atEndOfBranch(stopper)) {
            if (prefix == null) {
                return repeated;
            }
            return sequence(before.flags | Part.combined(before.flags, repeated.flags), prefix, repeated);
        }
        var rest = branch(stopper, inLook);
        int flags = flagsOfAtom | Part.combined(flagsOfAtom, rest.flags);
        int topFlags = before.flags | Part.combined(before.flags, flags);
        if (prefix == null) {
            return sequence(topFlags, repeated, rest);
        }
        boolean plain = repeated.kind == Kind.PLAIN
                && rest.kind == Kind.PLAIN
                && !Part.needsTree(Part.upward(repeated.flags | rest.flags));
        var tail = sequence(flags, repeated, rest);
        if (plain) {
            tail = new Part(Kind.PLAIN, Part.combined(repeated.flags, rest.flags), tail.language);
        }
        return sequence(topFlags, prefix, tail);
    }

    /** A back reference counts its repetitions itself. */
    private static Part repeatedReference(Part atom, Quantifier quantifier) {
        atom.language = Language.repeated(atom.language, quantifier.least, quantifier.most);
        atom.least = quantifier.least;
        atom.most = quantifier.most;
        atom.flags |= Part.combined(quantifier.preference, atom.flags);
        return atom;
    }

    private static Part sequence(int flags, Part first, Part second) {
        var part = new Part(Kind.SEQUENCE, flags, new Language.Sequence(List.of(first.language, second.language)));
        part.children.add(first);
        part.children.add(second);
        return part;
    }

    private Part repeated(Part atom, Quantifier quantifier) {
        int atomPreference = atom.flags & (Part.LONGER | Part.SHORTER | Part.MIXED);
        if (quantifier.least == 1
                && quantifier.most == 1
                && (quantifier.preference == 0 || atomPreference == 0 || quantifier.preference == atomPreference)) {
            return atom;
        }
        int flags = Part.combined(quantifier.preference, atom.flags);
        var language = Language.repeated(atom.language, quantifier.least, quantifier.most);
        if ((atom.flags & (Part.CAPTURES | Part.REFERS_BACK)) == 0) {
            return new Part(Kind.PLAIN, flags, language);
        }
        if (quantifier.least > 0 && (atom.flags & Part.REFERS_BACK) == 0) {
            int most = quantifier.most == Language.UNLIMITED ? Language.UNLIMITED : quantifier.most - 1;
            var allButLast = new Part(
                    Kind.PLAIN, Part.preference(flags), Language.repeated(atom.language, quantifier.least - 1, most));
            return sequence(flags, allButLast, atom);
        }
        var iteration = new Part(Kind.ITERATION, flags, language);
        iteration.least = quantifier.least;
        iteration.most = quantifier.most;
        iteration.children.add(atom);
        return iteration;
    }

    private Language constraint() {
        var surroundings =
                switch (lexer.token()) {
                    case LINE_START -> options().newlineAnchors() ? Surroundings.LINE_START : Surroundings.START;
                    case LINE_END -> options().newlineAnchors() ? Surroundings.LINE_END : Surroundings.END;
                    case START -> Surroundings.START;
                    case END -> Surroundings.END;
                    case WORD_START -> Surroundings.WORD_START;
                    case WORD_END -> Surroundings.WORD_END;
                    case WORD_BOUNDARY -> Surroundings.WORD_BOUNDARY;
                    case NO_WORD_BOUNDARY -> Surroundings.NO_WORD_BOUNDARY;
                    default -> null;
                };
        if (surroundings != null) {
            lexer.next();
            return new Language.Constraint(surroundings);
        }
        if (!lexer.sees(Token.LOOK)) {
            return null;
        }
        var kind = Looking.values()[lexer.value()];
        lexer.next();
        var part = alternatives(Token.PARENTHESIS_END, true);
        lexer.next();
        looking.add(kind);
        lookedFor.add(part.language);
        return new Language.Look(looking.size() - 1);
    }

    private Part atom(boolean inLook) {
        switch (lexer.token()) {
            case STAR, PLUS, QUESTION_MARK, BRACE -> throw new RegexSyntaxException(RegexSyntaxException.QUANTIFIER);
            case PARENTHESIS_END -> {
                if (options().advanced() || !options().extended()) {
                    throw new RegexSyntaxException(RegexSyntaxException.PARENTHESES);
                }
                return plain(brackets.character(lexer.value()));
            }
            case PLAIN -> {
                return plain(brackets.character(lexer.value()));
            }
            case BRACKET -> {
                return plain(brackets.bracket());
            }
            case CLASS -> {
                return plain(brackets.characters(CharacterClass.values()[lexer.value()]));
            }
            case CLASS_COMPLEMENT -> {
                return plain(brackets.characters(CharacterClass.values()[lexer.value()])
                        .complement());
            }
            case DOT -> {
                return plain(options().newlineStops() ? CharSet.of('\n').complement() : CharSet.ALL);
            }
            case PARENTHESIS -> {
                return group(inLook);
            }
            case BACK_REFERENCE -> {
                return backReference(inLook);
            }
            default -> throw new IllegalStateException("token " + lexer.token() + " in a place for an atom");
        }
    }

    private Part plain(CharSet set) {
        lexer.next();
        return new Part(Kind.PLAIN, 0, new Language.Characters(set));
    }

    private Part group(boolean inLook) {
        boolean captures = !inLook && lexer.value() != 0;
        int number = 0;
        if (captures) {
            number = ++groupCount;
            lexer.groups(groupCount);
        }
        lexer.next();
        var inside = alternatives(Token.PARENTHESIS_END, inLook);
        lexer.next();
        if (!captures) {
            return inside;
        }
        if (inside.group == 0) {
            inside.flags |= Part.CAPTURES;
            inside.group = number;
        } else {
            var outer = new Part(Kind.GROUP, inside.flags | Part.CAPTURES, inside.language);
            outer.children.add(inside);
            outer.group = number;
            inside = outer;
        }
        groups.put(number, inside.language);
        return inside;
    }

    private Part backReference(boolean inLook) {
        int number = lexer.value();
        if (inLook || !groups.containsKey(number)) {
            throw new RegexSyntaxException(RegexSyntaxException.BACK_REFERENCE);
        }
        lexer.next();
        var part = new Part(
                Kind.BACK_REFERENCE, Part.REFERS_BACK, groups.get(number).withoutConstraints());
        part.reference = number;
        return part;
    }

    /** How often an atom may stand; the preference is 0 without a quantifier that has one. */
    private record Quantifier(int least, int most, int preference) {}

    private Quantifier quantifier() {
        int preference = lexer.value() != 0 ? Part.LONGER : Part.SHORTER;
        var simple =
                switch (lexer.token()) {
                    case STAR -> new Quantifier(0, Language.UNLIMITED, preference);
                    case PLUS -> new Quantifier(1, Language.UNLIMITED, preference);
                    case QUESTION_MARK -> new Quantifier(0, 1, preference);
                    default -> null;
                };
        if (simple != null) {
            lexer.next();
            return simple;
        }
        return lexer.sees(Token.BRACE) ? bound() : new Quantifier(1, 1, 0);
    }

    private Quantifier bound() {
        lexer.next();
        int least = number();
        int most = least;
        boolean exact = !lexer.sees(Token.COMMA);
        if (!exact) {
            lexer.next();
            most = lexer.sees(Token.DIGIT) ? number() : Language.UNLIMITED;
            if (most != Language.UNLIMITED && least > most) {
                throw new RegexSyntaxException(RegexSyntaxException.REPETITION_COUNT);
            }
        }
        int preference = exact ? 0 : lexer.value() != 0 ? Part.LONGER : Part.SHORTER;
        if (!lexer.sees(Token.BRACE_END)) {
            throw new RegexSyntaxException(RegexSyntaxException.REPETITION_COUNT);
        }
        lexer.next();
        return new Quantifier(least, most, preference);
    }

    private int number() {
        int number = 0;
        while (lexer.sees(Token.DIGIT) && number < MOST_REPETITIONS) {
            number = number * 10 + lexer.value();
            lexer.next();
        }
        if (lexer.sees(Token.DIGIT) || number > MOST_REPETITIONS) {
            throw new RegexSyntaxException(RegexSyntaxException.REPETITION_COUNT);
        }
        return number;
    }
}
