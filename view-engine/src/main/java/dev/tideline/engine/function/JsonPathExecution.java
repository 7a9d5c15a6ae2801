package dev.tideline.engine.function;

import dev.tideline.engine.value.JsonPath;
import dev.tideline.engine.value.JsonPathItem;
import dev.tideline.engine.value.JsonPathItem.Kind;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.List;

/**
 * One evaluation of a jsonpath over a document. Results go to a list; without a list, evaluation ends with the first result, so that errors
 * behind it do not show. Each method tells whether there was a result.
 */
final class JsonPathExecution {

    private final boolean lax;
    private final Jsonb document;
    private final JsonVariables variables;
    private final SessionSettings session;
    private final JsonPathPredicates predicates = new JsonPathPredicates(this);
    private final JsonPathAccessors accessors;
    private final JsonPathKeys keys;
    private final JsonPathRules rules;
    private final JsonPathMethods methods;
    private final JsonPathTimes times;
    private final List<Jsonb> results = new ArrayList<>();
    private boolean throwing;
    private Jsonb current;

    /** @param silent whether the caller hides errors */
    JsonPathExecution(JsonPath path, Jsonb document, JsonVariables variables, boolean silent, JsonPathRules rules) {
        this.throwing = !silent;
        this.lax = !path.strict();
        this.document = document;
        this.current = document;
        this.variables = variables;
        this.rules = rules;
        this.session = rules.session();
        this.accessors = new JsonPathAccessors(this);
        this.keys = new JsonPathKeys(this, variables.count());
        this.methods = new JsonPathMethods(session);
        this.times = new JsonPathTimes(rules);
    }

    /** An execution over a document that is made fit for the path. */
    static JsonPathExecution of(
            JsonPath path, Jsonb document, JsonVariables variables, boolean silent, JsonPathRules rules) {
        return new JsonPathExecution(path, JsonPathKeys.fit(path, document), variables, silent, rules);
    }

    JsonPathRules rules() {
        return rules;
    }

    JsonPathTimes times() {
        return times;
    }

    boolean throwing() {
        return throwing;
    }

    boolean lax() {
        return lax;
    }

    /** All results; if errors are hidden, those before the first one. */
    List<Jsonb> all(JsonPathItem item) {
        try {
            execute(item, document, results);
        } catch (JsonPathFault e) {
            if (throwing) {
                throw e;
            }
        }
        return results;
    }

    /** All results; an error is one even where errors are hidden. */
    List<Jsonb> complete(JsonPathItem item) {
        execute(item, document, results);
        return results;
    }

    /** Whether there is any result; in strict mode, only if there is no error anywhere. */
    boolean any(JsonPathItem item) {
        if (lax) {
            return execute(item, document, null);
        }
        execute(item, document, results);
        return !results.isEmpty();
    }

    /** Evaluates a part of a predicate, whose errors are not thrown. */
    boolean quietly(JsonPathItem item, Jsonb json, boolean unwrap, List<Jsonb> found) {
        boolean outer = throwing;
        throwing = false;
        try {
            return unwrapped(item, json, unwrap, found);
        } finally {
            throwing = outer;
        }
    }

    boolean execute(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        return execute(item, json, found, lax);
    }

    /** With the elements of the arrays among the results in their place, in lax mode. */
    boolean unwrapped(JsonPathItem item, Jsonb json, boolean unwrap, List<Jsonb> found) {
        if (!unwrap || !lax) {
            return execute(item, json, found);
        }
        var results = new ArrayList<Jsonb>();
        execute(item, json, results);
        boolean any = false;
        for (var result : results) {
            var parts = isArray(result) ? result.elements() : List.of(result);
            any |= !parts.isEmpty();
            if (found != null) {
                found.addAll(parts);
            }
        }
        // PostgreSQL counts an empty array as a result here.
        return any || found == null || !results.isEmpty();
    }

    /** Evaluates a filter's condition about an item. */
    JsonPathPredicates.Truth nested(JsonPathItem condition, Jsonb json) {
        var outer = current;
        current = json;
        try {
            return predicates.evaluate(condition, json);
        } finally {
            current = outer;
        }
    }

    static boolean isArray(Jsonb json) {
        return json.kind() == Jsonb.Kind.ARRAY;
    }

    boolean next(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        if (item.next() != null) {
            return execute(item.next(), json, found);
        }
        if (found != null) {
            found.add(json);
        }
        return true;
    }

    static JsonPathFault fault(String sqlState, String message) {
        return new JsonPathFault(sqlState, message);
    }

    boolean execute(JsonPathItem item, Jsonb json, List<Jsonb> found, boolean unwrap) {
        var kind = item.kind();
        if (kind.isPredicate()) {
            return item.next() == null && found == null
                    ? evaluated(item, json)
                    : next(item, predicates.evaluate(item, json).json(), found);
        }
        boolean lone = item.next() == null && found == null;
        return switch (kind) {
            case NULL, STRING, NUMERIC, BOOL -> lone || next(item, literal(item), found);
            case VARIABLE -> variable(item, found);
            case ROOT -> keys.within(document, 0, () -> next(item, document, found));
            case CURRENT -> next(item, current, found);
            case KEY -> accessors.member(item, json, found, unwrap);
            case ANY_KEY -> accessors.anyMember(item, json, found, unwrap);
            case ANY_ARRAY -> accessors.anyElement(item, json, found);
            case INDEX_ARRAY -> accessors.elements(item, json, found);
            case ANY -> accessors.anyLevel(item, json, found);
            case LAST -> lone || next(item, accessors.last(), found);
            case FILTER -> filter(item, json, found, unwrap);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> arithmetic(item, json, found);
            case PLUS, MINUS -> signed(item, json, found);
            case TYPE -> next(item, Jsonb.of(JsonbFunctions.typeOf(json)), found);
            case SIZE -> accessors.size(item, json, found);
            case KEYVALUE ->
                unwrap && isArray(json)
                        ? accessors.eachElement(item, json, found, false)
                        : keys.pairs(item, json, found);
            default -> method(item, json, found, unwrap);
        };
    }

    /** What is only asked for its existence is evaluated for its errors. */
    private boolean evaluated(JsonPathItem item, Jsonb json) {
        predicates.evaluate(item, json);
        return true;
    }

    Jsonb literal(JsonPathItem item) {
        return switch (item.kind()) {
            case NULL -> Jsonb.NULL;
            case STRING -> Jsonb.of((String) item.value());
            case NUMERIC -> Jsonb.of((PgNumeric) item.value());
            case BOOL -> Jsonb.of((boolean) item.value());
            default -> variable((String) item.value());
        };
    }

    private boolean variable(JsonPathItem item, List<Jsonb> found) {
        var name = (String) item.value();
        var value = variable(name);
        return keys.within(variables.base(name, value), variables.number(name), () -> next(item, value, found));
    }

    private Jsonb variable(String name) {
        var value = variables.value(name);
        if (value == null && variables == JsonVariables.NONE && !session.since(17)) {
            return Jsonb.NULL;
        }
        if (value == null) {
            throw new SqlError("42704", "could not find jsonpath variable \"" + name + "\"");
        }
        return value;
    }

    private boolean filter(JsonPathItem item, Jsonb json, List<Jsonb> found, boolean unwrap) {
        if (unwrap && isArray(json)) {
            return accessors.eachElement(item, json, found, false);
        }
        return nested(item.left(), json) == JsonPathPredicates.Truth.TRUE && next(item, json, found);
    }

    private boolean arithmetic(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        var left = new ArrayList<Jsonb>();
        unwrapped(item.left(), json, true, left);
        var right = new ArrayList<Jsonb>();
        unwrapped(item.right(), json, true, right);
        var a = operand(left, "left", item.kind());
        var b = operand(right, "right", item.kind());
        var result = methods.arithmetic(item.kind(), a, b);
        return item.next() == null && found == null || next(item, Jsonb.of(result), found);
    }

    private static PgNumeric operand(List<Jsonb> values, String side, Kind kind) {
        if (values.size() != 1 || values.get(0).kind() != Jsonb.Kind.NUMBER) {
            throw fault(
                    "22038",
                    side + " operand of jsonpath operator " + kind.symbol() + " is not a single numeric value");
        }
        return values.get(0).number();
    }

    private boolean signed(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        var values = new ArrayList<Jsonb>();
        unwrapped(item.left(), json, true, values);
        boolean any = false;
        boolean lone = item.next() == null && found == null;
        for (var value : values) {
            if (value.kind() == Jsonb.Kind.NUMBER) {
                if (lone) {
                    return true;
                }
                var number = item.kind() == Kind.MINUS ? NumericFunctions.negate(value.number()) : value.number();
                any |= next(item, Jsonb.of(number), found);
                if (any && found == null) {
                    return true;
                }
            } else if (!lone) {
                throw fault(
                        "2203B",
                        "operand of unary jsonpath operator " + item.kind().symbol() + " is not a numeric value");
            }
        }
        return any;
    }

    private boolean method(JsonPathItem item, Jsonb json, List<Jsonb> found, boolean unwrap) {
        if (unwrap && isArray(json)) {
            return accessors.eachElement(item, json, found, false);
        }
        var result =
                switch (item.kind()) {
                    case DATE, DATETIME, TIME, TIME_TZ, TIMESTAMP, TIMESTAMP_TZ -> times.apply(item, json);
                    default -> methods.apply(item, json);
                };
        return next(item, result, found);
    }
}
