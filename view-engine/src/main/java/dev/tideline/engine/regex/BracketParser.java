package dev.tideline.engine.regex;

/** Characters and bracket expressions as sets. */
final class BracketParser {

    private final Lexer lexer;
    private final RegexLocale locale;
    private final boolean ignoringCase;
    private CharSet set = CharSet.NONE;

    BracketParser(Lexer lexer, RegexLocale locale) {
        this.lexer = lexer;
        this.locale = locale;
        this.ignoringCase = lexer.options().ignoringCase();
    }

    /** One character, in both cases if case is ignored. */
    CharSet character(int c) {
        return ignoringCase ? CharSet.of(locale.toLower(c)).or(CharSet.of(locale.toUpper(c))) : CharSet.of(c);
    }

    CharSet characters(CharacterClass named) {
        boolean cased = named == CharacterClass.LOWER || named == CharacterClass.UPPER;
        var effective = ignoringCase && cased ? CharacterClass.ALPHA : named;
        return effective.isFixed() ? effective.fixed() : locale.characters(effective);
    }

    /** From the opening bracket to the closing one, which is the next token then. */
    CharSet bracket() {
        boolean complemented = lexer.value() == 0;
        set = CharSet.NONE;
        lexer.next();
        while (!lexer.sees(Token.BRACKET_END)) {
            item();
        }
        if (!complemented) {
            return set;
        }
        return lexer.options().newlineStops() ? set.or(CharSet.of('\n')).complement() : set.complement();
    }

    private void item() {
        switch (lexer.token()) {
            case PLAIN -> {
                int start = lexer.value();
                lexer.next();
                if (lexer.sees(Token.RANGE)) {
                    range(start);
                } else {
                    add(character(start));
                }
            }
            case COLLATING_ELEMENT -> {
                int start = CollatingNames.character(lexer.name(RegexSyntaxException.COLLATING_ELEMENT));
                if (lexer.sees(Token.RANGE)) {
                    range(start);
                } else {
                    add(characters(start, start));
                }
            }
            case EQUIVALENCE_CLASS ->
                add(character(CollatingNames.character(lexer.name(RegexSyntaxException.COLLATING_ELEMENT))));
            case NAMED_CLASS -> {
                var named = CharacterClass.byName(lexer.name(RegexSyntaxException.CHARACTER_CLASS));
                if (named == null) {
                    throw new RegexSyntaxException(RegexSyntaxException.CHARACTER_CLASS);
                }
                add(characters(named));
            }
            case CLASS -> {
                add(characters(CharacterClass.values()[lexer.value()]));
                lexer.next();
            }
            case CLASS_COMPLEMENT -> {
                add(characters(CharacterClass.values()[lexer.value()]).complement());
                lexer.next();
            }
            default -> throw new RegexSyntaxException(RegexSyntaxException.RANGE);
        }
    }

    private void range(int start) {
        lexer.next();
        int end;
        if (lexer.sees(Token.PLAIN) || lexer.sees(Token.RANGE)) {
            end = lexer.value();
            lexer.next();
        } else if (lexer.sees(Token.COLLATING_ELEMENT)) {
            end = CollatingNames.character(lexer.name(RegexSyntaxException.COLLATING_ELEMENT));
        } else {
            throw new RegexSyntaxException(RegexSyntaxException.RANGE);
        }
        if (start > end) {
            throw new RegexSyntaxException(RegexSyntaxException.RANGE);
        }
        add(characters(start, end));
    }

    private CharSet characters(int from, int to) {
        var range = CharSet.range(from, to);
        if (ignoringCase) {
            for (int c : locale.cased(from, to)) {
                range = range.or(CharSet.of(locale.toLower(c))).or(CharSet.of(locale.toUpper(c)));
            }
        }
        return range;
    }

    private void add(CharSet more) {
        set = set.or(more);
    }
}
