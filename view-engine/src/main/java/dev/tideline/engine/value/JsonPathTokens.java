package dev.tideline.engine.value;

import dev.tideline.engine.value.JsonPathScanner.Token;

/** The tokens of a jsonpath, one after another. */
final class JsonPathTokens {

    private final JsonPathScanner scanner;
    private Token token;
    private Token ahead;

    JsonPathTokens(String text, SessionSettings session) {
        this.scanner = new JsonPathScanner(text, session);
        this.token = scanner.next();
    }

    /** The one to be read next. */
    Token token() {
        return token;
    }

    JsonPathScanner.Kind kind() {
        return token.kind();
    }

    String text() {
        return token.text();
    }

    boolean is(String symbol) {
        return token.is(symbol);
    }

    void advance() {
        token = ahead == null ? scanner.next() : ahead;
        ahead = null;
    }

    Token peek() {
        if (ahead == null) {
            ahead = scanner.next();
        }
        return ahead;
    }

    boolean accept(String symbol) {
        boolean found = token.is(symbol);
        if (found) {
            advance();
        }
        return found;
    }

    void expect(String symbol) {
        if (!accept(symbol)) {
            throw syntax();
        }
    }

    boolean isWord(String word) {
        if (token.kind() != JsonPathScanner.Kind.NAME) {
            return false;
        }
        boolean exact = word.equals("null") || word.equals("true") || word.equals("false");
        return exact ? token.text().equals(word) : token.text().equalsIgnoreCase(word);
    }

    void expectWord(String word) {
        if (!isWord(word)) {
            throw syntax();
        }
        advance();
    }

    SqlError syntax() {
        if (token.kind() == JsonPathScanner.Kind.END) {
            return new SqlError("42601", "syntax error at end of jsonpath input");
        }
        return new SqlError("42601", "syntax error at or near \"" + token.text() + "\" of jsonpath input");
    }

    /** The text of a string, which must come next. */
    String string() {
        if (token.kind() != JsonPathScanner.Kind.STRING) {
            throw syntax();
        }
        var string = token.text();
        advance();
        return string;
    }

    /** An item of the token, behind which reading goes on. */
    JsonPathItem literal(JsonPathItem.Kind kind, Object value) {
        advance();
        return JsonPathItem.of(kind, value);
    }
}
