package dev.tideline.engine.function;

import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgChars;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;

/** parse_ident: a qualified name taken apart. */
final class IdentifierParser {

    private final String text;
    private final boolean modern;
    private int at;

    private IdentifierParser(String text, boolean modern) {
        this.text = text;
        this.modern = modern;
    }

    static void register(FunctionRegistry.Registrar to) {
        to.bound("parse_ident(text,bool)", site -> {
            boolean modern = site.session().since(17);
            return (Body.Binary) (text, strict) -> new IdentifierParser((String) text, modern).parse((boolean) strict);
        });
    }

    private SqlError error() {
        return SqlError.invalidParameter("string is not a valid identifier: \"" + text + "\"");
    }

    private PgArray parse(boolean strict) {
        var names = new ArrayList<String>();
        skipSpaces();
        while (true) {
            names.add(peek() == '"' ? quoted() : plain());
            skipSpaces();
            if (peek() != '.') {
                break;
            }
            at++;
            skipSpaces();
        }
        if (strict && at < text.length()) {
            throw error();
        }
        return PgArray.of(names.toArray());
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpaces() {
        // A vertical tab is white space for the scanner since version 17.
        while (PgChars.isSpace(peek()) && (modern || peek() != 0x0b)) {
            at++;
        }
    }

    private String quoted() {
        var name = new StringBuilder();
        at++;
        while (true) {
            int end = text.indexOf('"', at);
            if (end < 0) {
                throw error();
            }
            name.append(text, at, end);
            at = end + 1;
            if (peek() != '"') {
                break;
            }
            name.append('"');
            at++;
        }
        if (name.isEmpty()) {
            throw error();
        }
        return name.toString();
    }

    private String plain() {
        int start = at;
        while (isPart(peek()) && (at > start || !PgChars.isDigit(peek()) && peek() != '$')) {
            at++;
        }
        if (at == start) {
            throw error();
        }
        return PgChars.toLower(text.substring(start, at));
    }

    private static boolean isPart(int c) {
        return PgChars.isAlpha(c) || PgChars.isDigit(c) || c == '_' || c == '$' || c >= 0x80;
    }
}
