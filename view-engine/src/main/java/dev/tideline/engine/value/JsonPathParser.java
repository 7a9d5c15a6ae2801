package dev.tideline.engine.value;

import dev.tideline.engine.value.JsonPathItem.Kind;
import dev.tideline.engine.value.JsonPathItem.Subscript;
import dev.tideline.engine.value.JsonPathScanner.Token;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;

/** Reads the text of a jsonpath by PostgreSQL's grammar. */
final class JsonPathParser {

    private static final Map<String, Kind> COMPARISONS = Map.of(
            "==", Kind.EQUAL,
            "!=", Kind.NOT_EQUAL,
            "<>", Kind.NOT_EQUAL,
            "<", Kind.LESS,
            ">", Kind.GREATER,
            "<=", Kind.LESS_OR_EQUAL,
            ">=", Kind.GREATER_OR_EQUAL);

    private final SessionSettings session;
    private final JsonPathScanner scanner;
    private Token token;
    private Token ahead;

    private JsonPathParser(String text, SessionSettings session) {
        this.session = session;
        this.scanner = new JsonPathScanner(text, session);
        this.token = scanner.next();
    }

    static JsonPath parse(String text, SessionSettings session) {
        var parser = new JsonPathParser(text, session);
        if (parser.token.kind() == JsonPathScanner.Kind.END) {
            throw SqlError.invalidInput("jsonpath", text);
        }
        boolean strict = parser.isWord("strict");
        if (strict || parser.isWord("lax")) {
            parser.advance();
        }
        var root = parser.or();
        if (parser.token.kind() != JsonPathScanner.Kind.END) {
            throw parser.syntax();
        }
        JsonPathScope.check(root, 0, false);
        return new JsonPath(strict, root);
    }

    private void advance() {
        token = ahead == null ? scanner.next() : ahead;
        ahead = null;
    }

    private Token peek() {
        if (ahead == null) {
            ahead = scanner.next();
        }
        return ahead;
    }

    private boolean accept(String symbol) {
        boolean found = token.is(symbol);
        if (found) {
            advance();
        }
        return found;
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw syntax();
        }
    }

    private boolean isWord(String word) {
        if (token.kind() != JsonPathScanner.Kind.NAME) {
            return false;
        }
        boolean exact = word.equals("null") || word.equals("true") || word.equals("false");
        return exact ? token.text().equals(word) : token.text().equalsIgnoreCase(word);
    }

    private void expectWord(String word) {
        if (!isWord(word)) {
            throw syntax();
        }
        advance();
    }

    private SqlError syntax() {
        if (token.kind() == JsonPathScanner.Kind.END) {
            return new SqlError("42601", "syntax error at end of jsonpath input");
        }
        return new SqlError("42601", "syntax error at or near \"" + token.text() + "\" of jsonpath input");
    }

    private JsonPathItem predicate(JsonPathItem item) {
        if (!item.kind().isPredicate() || item.next() != null) {
            throw syntax();
        }
        return item;
    }

    /** An item that is not a predicate; one with an accessor behind it is none any more. */
    private JsonPathItem value(JsonPathItem item) {
        if (item.kind().isPredicate() && item.next() == null) {
            throw syntax();
        }
        return item;
    }

    private JsonPathItem or() {
        var left = and();
        while (token.is("||")) {
            predicate(left);
            advance();
            left = JsonPathItem.of(Kind.OR, left, predicate(and()));
        }
        return left;
    }

    private JsonPathItem and() {
        var left = comparison();
        while (token.is("&&")) {
            predicate(left);
            advance();
            left = JsonPathItem.of(Kind.AND, left, predicate(comparison()));
        }
        return left;
    }

    private JsonPathItem comparison() {
        if (accept("!")) {
            boolean delimited = token.is("(") || isWord("exists");
            if (!delimited) {
                throw syntax();
            }
            return JsonPathItem.of(Kind.NOT, isWord("exists") ? exists() : enclosedPredicate(), null);
        }
        var left = additive();
        if (token.kind() == JsonPathScanner.Kind.SYMBOL && COMPARISONS.containsKey(token.text())) {
            value(left);
            var kind = COMPARISONS.get(token.text());
            advance();
            return JsonPathItem.of(kind, left, value(additive()));
        } else if (isWord("starts")) {
            value(left);
            advance();
            expectWord("with");
            return JsonPathItem.of(Kind.STARTS_WITH, left, initial());
        } else if (isWord("like_regex")) {
            value(left);
            advance();
            return regex(left);
        }
        return left;
    }

    private JsonPathItem initial() {
        var kind = token.kind();
        if (kind != JsonPathScanner.Kind.STRING && kind != JsonPathScanner.Kind.VARIABLE) {
            throw syntax();
        }
        return literal(kind == JsonPathScanner.Kind.STRING ? Kind.STRING : Kind.VARIABLE, token.text());
    }

    private JsonPathItem literal(Kind kind, Object value) {
        advance();
        return JsonPathItem.of(kind, value);
    }

    private String string() {
        if (token.kind() != JsonPathScanner.Kind.STRING) {
            throw syntax();
        }
        var string = token.text();
        advance();
        return string;
    }

    private JsonPathItem regex(JsonPathItem left) {
        var pattern = string();
        var flags = new StringBuilder();
        if (isWord("flag")) {
            advance();
            var given = string();
            for (char flag : given.toCharArray()) {
                if ("ismxq".indexOf(flag) < 0) {
                    throw new SqlError("42601", "invalid input syntax for type jsonpath");
                }
            }
            for (char flag : "ismxq".toCharArray()) {
                flags.append(given.indexOf(flag) >= 0 ? String.valueOf(flag) : "");
            }
        }
        var item = JsonPathItem.of(Kind.LIKE_REGEX, new JsonPathItem.Regex(pattern, flags.toString()));
        return new JsonPathItem(item.kind(), item.value(), left, null, item.subscripts(), 0, 0, null);
    }

    private JsonPathItem additive() {
        var left = multiplicative();
        while (token.is("+") || token.is("-")) {
            value(left);
            var kind = token.is("+") ? Kind.ADD : Kind.SUBTRACT;
            advance();
            left = JsonPathItem.of(kind, left, value(multiplicative()));
        }
        return left;
    }

    private JsonPathItem multiplicative() {
        var left = unary();
        while (token.is("*") || token.is("/") || token.is("%")) {
            value(left);
            var kind = token.is("*") ? Kind.MULTIPLY : token.is("/") ? Kind.DIVIDE : Kind.MODULO;
            advance();
            left = JsonPathItem.of(kind, left, value(unary()));
        }
        return left;
    }

    private JsonPathItem unary() {
        boolean minus = token.is("-");
        if (!minus && !token.is("+")) {
            return accessed();
        }
        advance();
        var operand = value(unary());
        if (operand.kind() == Kind.NUMERIC && operand.next() == null) {
            var number = (PgNumeric) operand.value();
            return minus
                    ? JsonPathItem.of(Kind.NUMERIC, PgNumeric.of(number.digits().negate()))
                    : operand;
        }
        return JsonPathItem.of(minus ? Kind.MINUS : Kind.PLUS, operand, null);
    }

    private JsonPathItem exists() {
        advance();
        expect("(");
        var operand = value(or());
        expect(")");
        return JsonPathItem.of(Kind.EXISTS, operand, null);
    }

    private JsonPathItem enclosedPredicate() {
        expect("(");
        var predicate = predicate(or());
        expect(")");
        return predicate;
    }

    private JsonPathItem accessed() {
        JsonPathItem item;
        if (accept("(")) {
            item = or();
            expect(")");
            if (isWord("is")) {
                predicate(item);
                advance();
                expectWord("unknown");
                return closed(JsonPathItem.of(Kind.IS_UNKNOWN, item, null));
            }
        } else if (isWord("exists")) {
            return closed(exists());
        } else {
            item = primary();
        }
        while (token.is(".") || token.is("[") || token.is("?")) {
            item = item.then(accessor());
        }
        return item;
    }

    /** A test without parentheses around it takes no accessor. */
    private JsonPathItem closed(JsonPathItem test) {
        if (token.is(".") || token.is("[") || token.is("?")) {
            throw syntax();
        }
        return test;
    }

    private JsonPathItem primary() {
        switch (token.kind()) {
            case STRING -> {
                return literal(Kind.STRING, token.text());
            }
            case VARIABLE -> {
                return literal(Kind.VARIABLE, token.text());
            }
            case INTEGER, DECIMAL -> {
                return literal(Kind.NUMERIC, NumericText.parse(token.text(), session));
            }
            default -> {
                var kind = token.is("$")
                        ? Kind.ROOT
                        : token.is("@") ? Kind.CURRENT : isWord("null") ? Kind.NULL : isWord("last") ? Kind.LAST : null;
                if (kind != null) {
                    return literal(kind, null);
                } else if (isWord("true") || isWord("false")) {
                    return literal(Kind.BOOL, isWord("true"));
                }
                throw syntax();
            }
        }
    }

    private JsonPathItem accessor() {
        if (accept("?")) {
            return JsonPathItem.of(Kind.FILTER, enclosedPredicate(), null);
        } else if (accept("[")) {
            return elements();
        }
        advance();
        if (accept("*")) {
            return JsonPathItem.of(Kind.ANY_KEY);
        } else if (accept("**")) {
            return levels();
        }
        boolean named = token.kind() == JsonPathScanner.Kind.NAME;
        if (!named && token.kind() != JsonPathScanner.Kind.STRING) {
            throw syntax();
        }
        var method = named && peek().is("(") ? method(token.text()) : null;
        if (method == null) {
            return literal(Kind.KEY, token.text());
        }
        advance();
        expect("(");
        var item = arguments(method);
        expect(")");
        return item;
    }

    private Kind method(String name) {
        for (var kind : Kind.values()) {
            boolean known = kind.compareTo(Kind.BIGINT) < 0 || kind == Kind.DATETIME || session.since(17);
            if (kind.isMethod() && known && kind.symbol().equals(name.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        return null;
    }

    private JsonPathItem arguments(Kind method) {
        if (token.is(")")) {
            return JsonPathItem.of(method);
        }
        return switch (method) {
            case DATETIME -> JsonPathItem.of(method, JsonPathItem.of(Kind.STRING, string()), null);
            case TIME, TIME_TZ, TIMESTAMP, TIMESTAMP_TZ -> JsonPathItem.of(method, integer(false), null);
            case DECIMAL -> {
                var precision = integer(true);
                yield JsonPathItem.of(method, precision, accept(",") ? integer(true) : null);
            }
            default -> throw syntax();
        };
    }

    private JsonPathItem integer(boolean signed) {
        boolean minus = signed && token.is("-");
        if (minus || signed && token.is("+")) {
            advance();
        }
        if (token.kind() != JsonPathScanner.Kind.INTEGER) {
            throw syntax();
        }
        var number = NumericText.parse(token.text(), session);
        return literal(Kind.NUMERIC, minus ? PgNumeric.of(number.digits().negate()) : number);
    }

    private JsonPathItem elements() {
        if (accept("*")) {
            expect("]");
            return JsonPathItem.of(Kind.ANY_ARRAY);
        }
        var subscripts = new ArrayList<Subscript>();
        do {
            var from = value(additive());
            JsonPathItem to = null;
            if (isWord("to")) {
                advance();
                to = value(additive());
            }
            subscripts.add(new Subscript(from, to));
        } while (accept(","));
        expect("]");
        return JsonPathItem.elements(subscripts);
    }

    private JsonPathItem levels() {
        if (!accept("{")) {
            return JsonPathItem.levels(0, JsonPathItem.LAST_LEVEL);
        }
        long first = level();
        long last = first;
        if (isWord("to")) {
            advance();
            last = level();
        }
        expect("}");
        return JsonPathItem.levels(first, last);
    }

    private long level() {
        if (isWord("last")) {
            advance();
            return JsonPathItem.LAST_LEVEL;
        }
        if (token.kind() != JsonPathScanner.Kind.INTEGER) {
            throw syntax();
        }
        long level = (int) IntegerText.INTEGER.parse(token.text(), session) & 0xFFFFFFFFL;
        advance();
        return level;
    }
}
