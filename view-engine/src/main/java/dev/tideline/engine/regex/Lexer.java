package dev.tideline.engine.regex;

/** Splits a pattern into tokens; reads one token ahead of the parser. */
final class Lexer {

    private enum Context {
        EXTENDED,
        BASIC,
        QUOTED,
        BOUND,
        BASIC_BOUND,
        BRACKET,
        COLLATING_ELEMENT,
        EQUIVALENCE_CLASS,
        NAMED_CLASS
    }

    private final int[] pattern;
    private int at;
    private RegexOptions options;
    private Context context;
    private Token last = Token.NONE;
    private Token token = Token.NONE;
    private int value;
    private int groups;

    Lexer(int[] pattern, RegexOptions options) {
        this.pattern = pattern;
        this.options = options;
        readPrefixes();
        if (this.options.quoted()) {
            context = Context.QUOTED;
        } else {
            context = this.options.extended() ? Context.EXTENDED : Context.BASIC;
        }
        next();
    }

    /** The options, with those that the pattern itself sets. */
    RegexOptions options() {
        return options;
    }

    boolean sees(Token kind) {
        return token == kind;
    }

    Token token() {
        return token;
    }

    /** What the token carries: its character, its digit, its class, whether a quantifier is greedy … */
    int value() {
        return value;
    }

    /** Tells how many groups have been opened: a number of several digits that is larger is no back reference. */
    void groups(int count) {
        groups = count;
    }

    /** Skips the names of {@code [. [= [:} and returns the text within; the next token is the one behind. */
    String name(String errorIfEmpty) {
        var name = new StringBuilder();
        next();
        while (sees(Token.PLAIN)) {
            name.appendCodePoint(Math.min(value, Character.MAX_CODE_POINT));
            next();
        }
        next();
        if (name.isEmpty()) {
            throw new RegexSyntaxException(errorIfEmpty);
        }
        return name.toString();
    }

    private void readPrefixes() {
        if (options.quoted()) {
            return;
        }
        if (has(4) && pattern[at] == '*' && pattern[at + 1] == '*' && pattern[at + 2] == '*') {
            switch (pattern[at + 3]) {
                case '?' -> throw new RegexSyntaxException(RegexSyntaxException.BAD_VERSION);
                case '=' -> {
                    options = options.withSyntax(false, false, true)
                            .withExpanded(false)
                            .withNewlines(false, false);
                    at += 4;
                    return;
                }
                case ':' -> {
                    options = options.withSyntax(true, true, options.quoted());
                    at += 4;
                }
                default -> throw new RegexSyntaxException(RegexSyntaxException.QUANTIFIER);
            }
        }
        if (options.advanced() && has(3) && pattern[at] == '(' && pattern[at + 1] == '?' && isLetter(pattern[at + 2])) {
            at += 2;
            readEmbeddedOptions();
        }
    }

    private void readEmbeddedOptions() {
        for (; at < pattern.length && isLetter(pattern[at]); at++) {
            options = embedded(options, pattern[at]);
        }
        if (!peeks(')')) {
            throw new RegexSyntaxException(RegexSyntaxException.OPTION);
        }
        at++;
        if (options.quoted()) {
            options = options.withExpanded(false).withNewlines(false, false);
        }
    }

    private static RegexOptions embedded(RegexOptions options, int letter) {
        return switch (letter) {
            case 'b' -> options.withSyntax(false, false, false);
            case 'c' -> options.withCase(false);
            case 'e' -> options.withSyntax(true, false, false);
            case 'i' -> options.withCase(true);
            case 'm', 'n' -> options.withNewlines(true, true);
            case 'p' -> options.withNewlines(true, false);
            case 'q' -> options.withSyntax(false, false, true);
            case 's' -> options.withNewlines(false, false);
            case 't' -> options.withExpanded(false);
            case 'w' -> options.withNewlines(false, true);
            case 'x' -> options.withExpanded(true);
            default -> throw new RegexSyntaxException(RegexSyntaxException.OPTION);
        };
    }

    private boolean has(int count) {
        return pattern.length - at >= count;
    }

    private boolean peeks(char c) {
        return at < pattern.length && pattern[at] == c;
    }

    private boolean skips(char c) {
        boolean found = peeks(c);
        at += found ? 1 : 0;
        return found;
    }

    private void set(Token kind, int carried) {
        token = kind;
        value = carried;
    }

    /** Without a value of its own, a token leaves the last one in place. */
    private void set(Token kind) {
        token = kind;
    }

    void next() {
        last = token;
        if (options.expanded()
                && (context == Context.EXTENDED
                        || context == Context.BASIC
                        || context == Context.BOUND
                        || context == Context.BASIC_BOUND)) {
            skipBlanks();
        }
        if (at == pattern.length) {
            end();
            return;
        }
        int c = pattern[at++];
        switch (context) {
            case BASIC -> basic(c);
            case EXTENDED -> extended(c);
            case QUOTED -> set(Token.PLAIN, c);
            case BOUND, BASIC_BOUND -> bound(c);
            case BRACKET -> bracket(c);
            case COLLATING_ELEMENT -> name(c, '.');
            case EQUIVALENCE_CLASS -> name(c, '=');
            case NAMED_CLASS -> name(c, ':');
        }
    }

    private void end() {
        switch (context) {
            case EXTENDED, BASIC, QUOTED -> set(Token.END_OF_PATTERN);
            case BOUND, BASIC_BOUND -> throw new RegexSyntaxException(RegexSyntaxException.BRACES);
            default -> throw new RegexSyntaxException(RegexSyntaxException.BRACKETS);
        }
    }

    private void bound(int c) {
        if (c >= '0' && c <= '9') {
            set(Token.DIGIT, c - '0');
        } else if (c == ',') {
            set(Token.COMMA);
        } else if (c == '}' && context == Context.BOUND) {
            context = Context.EXTENDED;
            set(Token.BRACE_END, options.advanced() && skips('?') ? 0 : 1);
        } else if (c == '\\' && context == Context.BASIC_BOUND && skips('}')) {
            context = Context.BASIC;
            set(Token.BRACE_END, 1);
        } else {
            throw new RegexSyntaxException(RegexSyntaxException.REPETITION_COUNT);
        }
    }

    private void name(int c, char mark) {
        if (c == mark && skips(']')) {
            context = Context.BRACKET;
            set(Token.NAME_END, mark);
        } else {
            set(Token.PLAIN, c);
        }
    }

    private void bracket(int c) {
        switch (c) {
            case ']' -> {
                if (last == Token.BRACKET) {
                    set(Token.PLAIN, c);
                } else {
                    context = options.extended() ? Context.EXTENDED : Context.BASIC;
                    set(Token.BRACKET_END);
                }
            }
            case '\\' -> bracketEscape(c);
            case '-' -> set(last == Token.BRACKET || peeks(']') ? Token.PLAIN : Token.RANGE, c);
            case '[' -> {
                if (at == pattern.length) {
                    throw new RegexSyntaxException(RegexSyntaxException.BRACKETS);
                } else if (skips('.')) {
                    context = Context.COLLATING_ELEMENT;
                    set(Token.COLLATING_ELEMENT);
                } else if (skips('=')) {
                    context = Context.EQUIVALENCE_CLASS;
                    set(Token.EQUIVALENCE_CLASS);
                } else if (skips(':')) {
                    context = Context.NAMED_CLASS;
                    set(Token.NAMED_CLASS);
                } else {
                    set(Token.PLAIN, c);
                }
            }
            default -> set(Token.PLAIN, c);
        }
    }

    private void bracketEscape(int c) {
        if (!options.advanced()) {
            set(Token.PLAIN, c);
            return;
        }
        escape();
        if (token != Token.PLAIN && token != Token.CLASS && token != Token.CLASS_COMPLEMENT) {
            throw new RegexSyntaxException(RegexSyntaxException.ESCAPE);
        }
    }

    private void extended(int c) {
        switch (c) {
            case '|' -> set(Token.BAR);
            case '*' -> set(Token.STAR, options.advanced() && skips('?') ? 0 : 1);
            case '+' -> set(Token.PLUS, options.advanced() && skips('?') ? 0 : 1);
            case '?' -> set(Token.QUESTION_MARK, options.advanced() && skips('?') ? 0 : 1);
            case '{' -> brace(c);
            case '(' -> parenthesis();
            case ')' -> set(Token.PARENTHESIS_END, c);
            case '[' -> openBracket();
            case '.' -> set(Token.DOT);
            case '^' -> set(Token.LINE_START);
            case '$' -> set(Token.LINE_END);
            case '\\' -> {
                if (options.advanced()) {
                    escape();
                } else if (at == pattern.length) {
                    throw new RegexSyntaxException(RegexSyntaxException.ESCAPE);
                } else {
                    set(Token.PLAIN, pattern[at++]);
                }
            }
            default -> set(Token.PLAIN, c);
        }
    }

    private void brace(int c) {
        if (options.expanded()) {
            skipBlanks();
        }
        if (at == pattern.length || pattern[at] < '0' || pattern[at] > '9') {
            set(Token.PLAIN, c);
        } else {
            context = Context.BOUND;
            set(Token.BRACE);
        }
    }

    private void parenthesis() {
        if (!options.advanced() || !skips('?')) {
            set(Token.PARENTHESIS, 1);
        } else if (skips(':')) {
            set(Token.PARENTHESIS, 0);
        } else if (skips('#')) {
            while (at < pattern.length && pattern[at] != ')') {
                at++;
            }
            at += at < pattern.length ? 1 : 0;
            next();
        } else if (skips('=')) {
            set(Token.LOOK, Looking.AHEAD.ordinal());
        } else if (skips('!')) {
            set(Token.LOOK, Looking.NOT_AHEAD.ordinal());
        } else if (skips('<') && skips('=')) {
            set(Token.LOOK, Looking.BEHIND.ordinal());
        } else if (at > 0 && pattern[at - 1] == '<' && skips('!')) {
            set(Token.LOOK, Looking.NOT_BEHIND.ordinal());
        } else {
            throw new RegexSyntaxException(RegexSyntaxException.QUANTIFIER);
        }
    }

    private void openBracket() {
        if (has(6)
                && pattern[at] == '['
                && pattern[at + 1] == ':'
                && (pattern[at + 2] == '<' || pattern[at + 2] == '>')
                && pattern[at + 3] == ':'
                && pattern[at + 4] == ']'
                && pattern[at + 5] == ']') {
            set(pattern[at + 2] == '<' ? Token.WORD_START : Token.WORD_END);
            at += 6;
            return;
        }
        context = Context.BRACKET;
        set(Token.BRACKET, skips('^') ? 0 : 1);
    }

    /** A backslash of the advanced syntax. */
    private void escape() {
        var escape = new EscapeReader(pattern, at, groups);
        escape.read();
        at = escape.end();
        token = escape.token();
        value = escape.carriesValue() ? escape.value() : value;
    }

    private void basic(int c) {
        switch (c) {
            case '*' -> {
                boolean plain = last == Token.NONE || last == Token.PARENTHESIS || last == Token.LINE_START;
                set(plain ? Token.PLAIN : Token.STAR, plain ? c : 1);
            }
            case '[' -> openBracket();
            case '.' -> set(Token.DOT);
            case '^' -> {
                if (last == Token.NONE || last == Token.PARENTHESIS) {
                    set(Token.LINE_START);
                } else {
                    set(Token.PLAIN, c);
                }
            }
            case '$' -> {
                if (options.expanded()) {
                    skipBlanks();
                }
                if (at == pattern.length || has(2) && pattern[at] == '\\' && pattern[at + 1] == ')') {
                    set(Token.LINE_END);
                } else {
                    set(Token.PLAIN, c);
                }
            }
            case '\\' -> basicEscape();
            default -> set(Token.PLAIN, c);
        }
    }

    private void basicEscape() {
        if (at == pattern.length) {
            throw new RegexSyntaxException(RegexSyntaxException.ESCAPE);
        }
        int c = pattern[at++];
        switch (c) {
            case '{' -> {
                context = Context.BASIC_BOUND;
                set(Token.BRACE);
            }
            case '(' -> set(Token.PARENTHESIS, 1);
            case ')' -> set(Token.PARENTHESIS_END, c);
            case '<' -> set(Token.WORD_START);
            case '>' -> set(Token.WORD_END);
            default -> {
                boolean reference = c >= '1' && c <= '9';
                set(reference ? Token.BACK_REFERENCE : Token.PLAIN, reference ? c - '0' : c);
            }
        }
    }

    private void skipBlanks() {
        while (true) {
            while (at < pattern.length && isBlank(pattern[at])) {
                at++;
            }
            if (!peeks('#')) {
                return;
            }
            while (at < pattern.length && pattern[at] != '\n') {
                at++;
            }
        }
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
