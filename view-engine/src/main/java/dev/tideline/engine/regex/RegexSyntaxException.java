package dev.tideline.engine.regex;

/** A pattern that is no regular expression; the message is PostgreSQL's own. */
public final class RegexSyntaxException extends RuntimeException {

    static final String BAD_VERSION = "invalid regexp (reg version 0.8)";
    static final String COLLATING_ELEMENT = "invalid collating element";
    static final String CHARACTER_CLASS = "invalid character class";
    static final String ESCAPE = "invalid escape \\ sequence";
    static final String BACK_REFERENCE = "invalid backreference number";
    static final String BRACKETS = "brackets [] not balanced";
    static final String PARENTHESES = "parentheses () not balanced";
    static final String BRACES = "braces {} not balanced";
    static final String REPETITION_COUNT = "invalid repetition count(s)";
    static final String RANGE = "invalid character range";
    static final String QUANTIFIER = "quantifier operand invalid";
    static final String ARGUMENT = "invalid argument to regex function";
    static final String OPTION = "invalid embedded option";
    static final String TOO_COMPLEX = "regular expression is too complex";

    public RegexSyntaxException(String message) {
        super(message, null, false, false);
    }
}
