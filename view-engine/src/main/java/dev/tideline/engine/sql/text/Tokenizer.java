package dev.tideline.engine.sql.text;

import dev.tideline.engine.sql.text.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits SQL as PostgreSQL's scanner does under {@code standard_conforming_strings}. It never fails: PostgreSQL itself says what
 * is wrong with a text, and says it better.
 */
public final class Tokenizer {

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Tokenizer(String sql) {
        this.sql = sql;
    }

    /** The tokens of the text without its comments. */
    public static List<Token> tokens(String sql) {
        var tokenizer = new Tokenizer(sql);
        while (tokenizer.position < sql.length()) {
            tokenizer.next();
        }
        return List.copyOf(tokenizer.tokens);
    }

    private void next() {
        char c = sql.charAt(position);
        if (isSpace(c)) {
            position++;
        } else if (sql.startsWith("--", position)) {
            int end = sql.indexOf('\n', position);
            position = end < 0 ? sql.length() : end;
        } else if (sql.startsWith("/*", position)) {
            skipBlockComment();
        } else if (c == '\'') {
            add(Kind.STRING, quotedEnd(position, '\'', false));
        } else if (c == '"') {
            addQuotedName(position);
        } else if (c == '$') {
            dollar();
        } else if (isNameStart(c)) {
            word();
        } else if (isDigit(c) || c == '.' && position + 1 < sql.length() && isDigit(sql.charAt(position + 1))) {
            number();
        } else {
            add(Kind.SYMBOL, position + 1);
        }
    }

    private void skipBlockComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (sql.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        } while (depth > 0 && position < sql.length());
    }

    /** Where the quoted text that starts at {@code start} ends; a doubled quote is part of it. */
    private int quotedEnd(int start, char quote, boolean backslashEscapes) {
        for (int i = start + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\' && backslashEscapes) {
                i++;
            } else if (c == quote) {
                if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return sql.length();
    }

    private void addQuotedName(int quoteAt) {
        int end = quotedEnd(quoteAt, '"', false);
        var name = sql.substring(quoteAt + 1, Math.max(quoteAt + 1, end - 1)).replace("\"\"", "\"");
        tokens.add(new Token(Kind.QUOTED_WORD, position, end, name));
        position = end;
    }

    private void dollar() {
        int end = position + 1;
        if (end < sql.length() && isDigit(sql.charAt(end))) {
            while (end < sql.length() && isDigit(sql.charAt(end))) {
                end++;
            }
            add(Kind.PARAMETER, end);
            return;
        }
        while (end < sql.length() && isNamePart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        if (end >= sql.length() || sql.charAt(end) != '$') {
            add(Kind.SYMBOL, position + 1);
            return;
        }
        var tag = sql.substring(position, end + 1);
        int closing = sql.indexOf(tag, end + 1);
        add(Kind.STRING, closing < 0 ? sql.length() : closing + tag.length());
    }

    private void word() {
        int end = position;
        while (end < sql.length() && isNamePart(sql.charAt(end))) {
            end++;
        }
        char next = end < sql.length() ? sql.charAt(end) : ' ';
        var word = foldCase(sql.substring(position, end));
        if (next == '\'' && (word.equals("e") || word.equals("b") || word.equals("x") || word.equals("n"))) {
            add(Kind.STRING, quotedEnd(end, '\'', word.equals("e")));
        } else if (word.equals("u") && next == '&' && end + 1 < sql.length() && sql.charAt(end + 1) == '\'') {
            add(Kind.STRING, quotedEnd(end + 1, '\'', false));
        } else if (word.equals("u") && next == '&' && end + 1 < sql.length() && sql.charAt(end + 1) == '"') {
            addQuotedName(end + 1);
        } else {
            tokens.add(new Token(Kind.WORD, position, end, word));
            position = end;
        }
    }

    private void number() {
        int end = position;
        while (end < sql.length()) {
            char c = sql.charAt(end);
            boolean exponentSign = (c == '+' || c == '-') && "eE".indexOf(sql.charAt(end - 1)) >= 0;
            if (!isNamePart(c) && c != '.' && !(exponentSign && end > position)) {
                break;
            }
            end++;
        }
        add(Kind.NUMBER, end);
    }

    private void add(Kind kind, int end) {
        tokens.add(new Token(kind, position, end, sql.substring(position, end)));
        position = end;
    }

    /** PostgreSQL's white space; other Unicode spaces are letters to it. */
    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '$';
    }

    /** As PostgreSQL folds identifiers of a UTF-8 database: ASCII letters only. */
    private static String foldCase(String word) {
        var folded = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return folded.toString();
    }
}
