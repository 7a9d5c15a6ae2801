package dev.tideline.engine.value;

import dev.tideline.engine.value.JsonPathItem.Kind;
import dev.tideline.engine.value.JsonPathItem.Subscript;
import java.util.ArrayList;
import java.util.Locale;

/** The part of a jsonpath's grammar that is about steps: into objects and arrays, filters and methods. */
final class JsonPathSteps {

    private final JsonPathTokens tokens;
    private final JsonPathParser parser;
    private final SessionSettings session;

    JsonPathSteps(JsonPathTokens tokens, JsonPathParser parser, SessionSettings session) {
        this.tokens = tokens;
        this.parser = parser;
        this.session = session;
    }

    JsonPathItem accessor() {
        if (tokens.accept("?")) {
            return JsonPathItem.of(Kind.FILTER, parser.enclosedPredicate(), null);
        } else if (tokens.accept("[")) {
            return elements();
        }
        tokens.advance();
        if (tokens.accept("*")) {
            return JsonPathItem.of(Kind.ANY_KEY);
        } else if (tokens.accept("**")) {
            return levels();
        }
        boolean named = tokens.kind() == JsonPathScanner.Kind.NAME;
        if (!named && tokens.kind() != JsonPathScanner.Kind.STRING) {
            throw tokens.syntax();
        }
        var method = named && tokens.peek().is("(") ? method(tokens.text()) : null;
        if (method == null) {
            return tokens.literal(Kind.KEY, tokens.text());
        }
        tokens.advance();
        tokens.expect("(");
        var item = arguments(method);
        tokens.expect(")");
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
        if (tokens.is(")")) {
            return JsonPathItem.of(method);
        }
        return switch (method) {
            case DATETIME -> JsonPathItem.of(method, JsonPathItem.of(Kind.STRING, tokens.string()), null);
            case TIME, TIME_TZ, TIMESTAMP, TIMESTAMP_TZ -> JsonPathItem.of(method, integer(false), null);
            case DECIMAL -> {
                var precision = integer(true);
                yield JsonPathItem.of(method, precision, tokens.accept(",") ? integer(true) : null);
            }
            default -> throw tokens.syntax();
        };
    }

    private JsonPathItem integer(boolean signed) {
        boolean minus = signed && tokens.is("-");
        if (minus || signed && tokens.is("+")) {
            tokens.advance();
        }
        if (tokens.kind() != JsonPathScanner.Kind.INTEGER) {
            throw tokens.syntax();
        }
        var number = NumericText.parse(tokens.text(), session);
        return tokens.literal(Kind.NUMERIC, minus ? PgNumeric.of(number.digits().negate()) : number);
    }

    private JsonPathItem elements() {
        if (tokens.accept("*")) {
            tokens.expect("]");
            return JsonPathItem.of(Kind.ANY_ARRAY);
        }
        var subscripts = new ArrayList<Subscript>();
        do {
            var from = parser.value(parser.additive());
            JsonPathItem to = null;
            if (tokens.isWord("to")) {
                tokens.advance();
                to = parser.value(parser.additive());
            }
            subscripts.add(new Subscript(from, to));
        } while (tokens.accept(","));
        tokens.expect("]");
        return JsonPathItem.elements(subscripts);
    }

    private JsonPathItem levels() {
        if (!tokens.accept("{")) {
            return JsonPathItem.levels(0, JsonPathItem.LAST_LEVEL);
        }
        long first = level();
        long last = first;
        if (tokens.isWord("to")) {
            tokens.advance();
            last = level();
        }
        tokens.expect("}");
        return JsonPathItem.levels(first, last);
    }

    private long level() {
        if (tokens.isWord("last")) {
            tokens.advance();
            return JsonPathItem.LAST_LEVEL;
        }
        if (tokens.kind() != JsonPathScanner.Kind.INTEGER) {
            throw tokens.syntax();
        }
        long level = (int) IntegerText.INTEGER.parse(tokens.text(), session) & 0xFFFFFFFFL;
        tokens.advance();
        return level;
    }
}
