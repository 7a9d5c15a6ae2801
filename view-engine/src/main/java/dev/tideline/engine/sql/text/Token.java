package dev.tideline.engine.sql.text;

/**
 * A token of SQL.
 *
 * @param start offset of its first character in the text, in UTF-16 units
 * @param end offset behind its last character
 * @param value the name an identifier stands for (folded or unquoted); of all others the characters as they are
 */
public record Token(Kind kind, int start, int end, String value) {

    /** Kinds of tokens, as coarse as their users need. */
    public enum Kind {
        /** A keyword or an identifier without quotes. */
        WORD,
        /** An identifier in double quotes. */
        QUOTED_WORD,
        /** A string constant of any form. */
        STRING,
        NUMBER,
        /** {@code $1}. */
        PARAMETER,
        /** Any other single character. */
        SYMBOL
    }

    /** Whether it can be a name. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_WORD;
    }

    /** Whether it is this keyword, given in lower case. */
    public boolean isKeyword(String keyword) {
        return kind == Kind.WORD && value.equals(keyword);
    }

    public boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && value.charAt(0) == symbol;
    }
}
