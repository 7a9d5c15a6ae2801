package dev.tideline.engine.value;

import dev.tideline.engine.value.JsonPathItem.Kind;
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

    private final JsonPathTokens tokens;
    private final JsonPathSteps steps;
    private final SessionSettings session;

    private JsonPathParser(String text, SessionSettings session) {
        this.session = session;
        this.tokens = new JsonPathTokens(text, session);
        this.steps = new JsonPathSteps(tokens, this, session);
    }

    static JsonPath parse(String text, SessionSettings session) {
        var parser = new JsonPathParser(text, session);
        if (parser.tokens.kind() == JsonPathScanner.Kind.END) {
            throw SqlError.invalidInput("jsonpath", text);
        }
        boolean strict = parser.tokens.isWord("strict");
        if (strict || parser.tokens.isWord("lax")) {
            parser.tokens.advance();
        }
        var root = parser.or();
        if (parser.tokens.kind() != JsonPathScanner.Kind.END) {
            throw parser.tokens.syntax();
        }
        JsonPathScope.check(root, 0, false);
        return new JsonPath(strict, root);
    }

    private JsonPathItem predicate(JsonPathItem item) {
        if (!item.kind().isPredicate() || item.next() != null) {
            throw tokens.syntax();
        }
        return item;
    }

    /** An item that is not a predicate; one with an accessor behind it is none any more. */
    JsonPathItem value(JsonPathItem item) {
        if (item.kind().isPredicate() && item.next() == null) {
            throw tokens.syntax();
        }
        return item;
    }

    private JsonPathItem or() {
        var left = and();
        while (tokens.is("||")) {
            predicate(left);
            tokens.advance();
            left = JsonPathItem.of(Kind.OR, left, predicate(and()));
        }
        return left;
    }

    private JsonPathItem and() {
        var left = comparison();
        while (tokens.is("&&")) {
            predicate(left);
            tokens.advance();
            left = JsonPathItem.of(Kind.AND, left, predicate(comparison()));
        }
        return left;
    }

    private JsonPathItem comparison() {
        if (tokens.accept("!")) {
            boolean delimited = tokens.is("(") || tokens.isWord("exists");
            if (!delimited) {
                throw tokens.syntax();
            }
            return JsonPathItem.of(Kind.NOT, tokens.isWord("exists") ? exists() : enclosedPredicate(), null);
        }
        var left = additive();
        if (tokens.kind() == JsonPathScanner.Kind.SYMBOL && COMPARISONS.containsKey(tokens.text())) {
            value(left);
            var kind = COMPARISONS.get(tokens.text());
            tokens.advance();
            return JsonPathItem.of(kind, left, value(additive()));
        } else if (tokens.isWord("starts")) {
            value(left);
            tokens.advance();
            tokens.expectWord("with");
            return JsonPathItem.of(Kind.STARTS_WITH, left, initial());
        } else if (tokens.isWord("like_regex")) {
            value(left);
            tokens.advance();
            return regex(left);
        }
        return left;
    }

    private JsonPathItem initial() {
        var kind = tokens.kind();
        if (kind != JsonPathScanner.Kind.STRING && kind != JsonPathScanner.Kind.VARIABLE) {
            throw tokens.syntax();
        }
        return tokens.literal(kind == JsonPathScanner.Kind.STRING ? Kind.STRING : Kind.VARIABLE, tokens.text());
    }

    private JsonPathItem regex(JsonPathItem left) {
        var pattern = tokens.string();
        var flags = new StringBuilder();
        if (tokens.isWord("flag")) {
            tokens.advance();
            var given = tokens.string();
            for (char flag : given.toCharArray()) {
                if ("ismxq".indexOf(flag) < 0) {
                    throw new SqlError("42601", "invalid input syntax for type jsonpath");
                }
            }
            for (char flag : "ismxq".toCharArray()) {
                flags.append(given.indexOf(flag) >= 0 ? String.valueOf(flag) : "");
            }
            if (flags.indexOf("x") >= 0 && flags.indexOf("q") < 0) {
                throw SqlError.notSupported("XQuery \"x\" flag (expanded regular expressions) is not implemented");
            }
        }
        var item = JsonPathItem.of(Kind.LIKE_REGEX, new JsonPathItem.Regex(pattern, flags.toString()));
        return new JsonPathItem(item.kind(), item.value(), left, null, item.subscripts(), 0, 0, null);
    }

    JsonPathItem additive() {
        var left = multiplicative();
        while (tokens.is("+") || tokens.is("-")) {
            value(left);
            var kind = tokens.is("+") ? Kind.ADD : Kind.SUBTRACT;
            tokens.advance();
            left = JsonPathItem.of(kind, left, value(multiplicative()));
        }
        return left;
    }

    private JsonPathItem multiplicative() {
        var left = unary();
        while (tokens.is("*") || tokens.is("/") || tokens.is("%")) {
            value(left);
            var kind = tokens.is("*") ? Kind.MULTIPLY : tokens.is("/") ? Kind.DIVIDE : Kind.MODULO;
            tokens.advance();
            left = JsonPathItem.of(kind, left, value(unary()));
        }
        return left;
    }

    private JsonPathItem unary() {
        boolean minus = tokens.is("-");
        if (!minus && !tokens.is("+")) {
            return accessed();
        }
        tokens.advance();
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
        tokens.advance();
        tokens.expect("(");
        var operand = value(or());
        tokens.expect(")");
        return JsonPathItem.of(Kind.EXISTS, operand, null);
    }

    JsonPathItem enclosedPredicate() {
        tokens.expect("(");
        var predicate = predicate(or());
        tokens.expect(")");
        return predicate;
    }

    private JsonPathItem accessed() {
        JsonPathItem item;
        if (tokens.accept("(")) {
            item = or();
            tokens.expect(")");
            if (tokens.isWord("is")) {
                predicate(item);
                tokens.advance();
                tokens.expectWord("unknown");
                return closed(JsonPathItem.of(Kind.IS_UNKNOWN, item, null));
            }
        } else if (tokens.isWord("exists")) {
            return closed(exists());
        } else {
            item = primary();
        }
        while (tokens.is(".") || tokens.is("[") || tokens.is("?")) {
            item = item.then(steps.accessor());
        }
        return item;
    }

    /** A test without parentheses around it takes no accessor. */
    private JsonPathItem closed(JsonPathItem test) {
        if (tokens.is(".") || tokens.is("[") || tokens.is("?")) {
            throw tokens.syntax();
        }
        return test;
    }

    private JsonPathItem primary() {
        switch (tokens.kind()) {
            case STRING -> {
                return tokens.literal(Kind.STRING, tokens.text());
            }
            case VARIABLE -> {
                return tokens.literal(Kind.VARIABLE, tokens.text());
            }
            case INTEGER, DECIMAL -> {
                return tokens.literal(Kind.NUMERIC, NumericText.parse(tokens.text(), session));
            }
            default -> {
                var kind = tokens.is("$")
                        ? Kind.ROOT
                        : tokens.is("@")
                                ? Kind.CURRENT
                                : tokens.isWord("null") ? Kind.NULL : tokens.isWord("last") ? Kind.LAST : null;
                if (kind != null) {
                    return tokens.literal(kind, null);
                } else if (tokens.isWord("true") || tokens.isWord("false")) {
                    return tokens.literal(Kind.BOOL, tokens.isWord("true"));
                }
                throw tokens.syntax();
            }
        }
    }
}
