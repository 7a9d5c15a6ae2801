package dev.tideline.engine.function;

import dev.tideline.engine.value.JsonPath;
import dev.tideline.engine.value.JsonPathItem;
import dev.tideline.engine.value.JsonPathItem.Kind;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * One evaluation of a jsonpath over a document. Results go to a list; without a list, evaluation ends with the first result, so that errors
 * behind it do not show. Each method tells whether there was a result.
 */
final class JsonPathExecution {

    private static final long NO_ARRAY = -1;

    private final boolean lax;
    private final Jsonb document;
    private final Jsonb variables;
    private final SessionSettings session;
    private final JsonPathPredicates predicates = new JsonPathPredicates(this);
    private final JsonPathMethods methods;
    private final List<Jsonb> results = new ArrayList<>();
    private boolean tolerant;
    private boolean throwing;
    private Jsonb current;
    private long innermostSize = NO_ARRAY;

    /**
     * @param variables an object, or null
     * @param silent whether the caller hides errors
     */
    JsonPathExecution(JsonPath path, Jsonb document, Jsonb variables, boolean silent, SessionSettings session) {
        this.throwing = !silent;
        this.lax = !path.strict();
        this.tolerant = lax;
        this.document = document;
        this.current = document;
        this.variables = variables;
        this.session = session;
        this.methods = new JsonPathMethods(session);
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

    private boolean next(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        if (item.next() != null) {
            return execute(item.next(), json, found);
        }
        if (found != null) {
            found.add(json);
        }
        return true;
    }

    private static JsonPathFault fault(String sqlState, String message) {
        return new JsonPathFault(sqlState, message);
    }

    private boolean execute(JsonPathItem item, Jsonb json, List<Jsonb> found, boolean unwrap) {
        var kind = item.kind();
        if (kind.isPredicate()) {
            return item.next() == null && found == null
                    ? evaluated(item, json)
                    : next(item, predicates.evaluate(item, json).json(), found);
        }
        boolean lone = item.next() == null && found == null;
        return switch (kind) {
            case NULL, STRING, NUMERIC, BOOL -> lone || next(item, literal(item), found);
            case VARIABLE -> next(item, literal(item), found);
            case ROOT -> next(item, document, found);
            case CURRENT -> next(item, current, found);
            case KEY -> member(item, json, found, unwrap);
            case ANY_KEY -> anyMember(item, json, found, unwrap);
            case ANY_ARRAY -> anyElement(item, json, found);
            case INDEX_ARRAY -> elements(item, json, found);
            case ANY -> anyLevel(item, json, found);
            case LAST -> lone || next(item, Jsonb.of(PgNumeric.of(innermostSize - 1)), found);
            case FILTER -> filter(item, json, found, unwrap);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> arithmetic(item, json, found);
            case PLUS, MINUS -> signed(item, json, found);
            case TYPE -> next(item, Jsonb.of(JsonbFunctions.typeOf(json)), found);
            case SIZE -> size(item, json, found);
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

    private Jsonb variable(String name) {
        var value = variables == null ? null : variables.get(name);
        if (value == null && variables == null && !session.since(17)) {
            return Jsonb.NULL;
        }
        if (value == null) {
            throw new SqlError("42704", "could not find jsonpath variable \"" + name + "\"");
        }
        return value;
    }

    /** The step, and what follows it, for each element of an array. */
    private boolean eachElement(JsonPathItem item, Jsonb array, List<Jsonb> found, boolean unwrap) {
        boolean any = false;
        for (var element : array.elements()) {
            any = execute(item, element, found, unwrap);
            if (any && found == null) {
                break;
            }
        }
        return any;
    }

    /** What follows the step for each value of an array or object. */
    private boolean eachValue(JsonPathItem item, Jsonb container, List<Jsonb> found) {
        boolean any = false;
        for (var value : container.elements()) {
            any = next(item, value, found);
            if (any && found == null) {
                break;
            }
        }
        return any;
    }

    private boolean member(JsonPathItem item, Jsonb json, List<Jsonb> found, boolean unwrap) {
        if (json.kind() == Jsonb.Kind.OBJECT) {
            var value = json.get((String) item.value());
            if (value != null) {
                return next(item, value, found);
            } else if (!tolerant) {
                throw fault("2203A", "JSON object does not contain key \"" + item.value() + "\"");
            }
        } else if (unwrap && isArray(json)) {
            return eachElement(item, json, found, false);
        } else if (!tolerant) {
            throw fault("2203A", "jsonpath member accessor can only be applied to an object");
        }
        return false;
    }

    private boolean anyMember(JsonPathItem item, Jsonb json, List<Jsonb> found, boolean unwrap) {
        if (json.kind() == Jsonb.Kind.OBJECT) {
            return eachValue(item, json, found);
        } else if (unwrap && isArray(json)) {
            return eachElement(item, json, found, false);
        } else if (!tolerant) {
            throw fault("2203C", "jsonpath wildcard member accessor can only be applied to an object");
        }
        return false;
    }

    private boolean anyElement(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        if (isArray(json)) {
            return eachValue(item, json, found);
        } else if (lax) {
            return next(item, json, found);
        } else if (!tolerant) {
            throw fault("22039", "jsonpath wildcard array accessor can only be applied to an array");
        }
        return false;
    }

    private boolean elements(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        if (!isArray(json) && !lax) {
            if (tolerant) {
                return false;
            }
            throw fault("22039", "jsonpath array accessor can only be applied to an array");
        }
        long outer = innermostSize;
        int size = isArray(json) ? json.size() : 1;
        innermostSize = size;
        try {
            boolean any = false;
            for (var subscript : item.subscripts()) {
                int from = position(subscript.from(), json);
                int to = subscript.to() == null ? from : position(subscript.to(), json);
                if (!tolerant && (from < 0 || from > to || to >= size)) {
                    throw fault("22033", "jsonpath array subscript is out of bounds");
                }
                any = false;
                for (int i = Math.max(from, 0); i <= Math.min(to, size - 1); i++) {
                    if (item.next() == null && found == null) {
                        return true;
                    }
                    any = next(item, isArray(json) ? json.get(i) : json, found);
                    if (any && found == null) {
                        return true;
                    }
                }
            }
            return any;
        } finally {
            innermostSize = outer;
        }
    }

    private int position(JsonPathItem item, Jsonb json) {
        var results = new ArrayList<Jsonb>();
        execute(item, json, results);
        if (results.size() != 1 || results.get(0).kind() != Jsonb.Kind.NUMBER) {
            throw fault("22033", "jsonpath array subscript is not a single numeric value");
        }
        var number = results.get(0).number();
        var whole = number.isFinite() ? number.digits().setScale(0, RoundingMode.DOWN) : null;
        if (whole == null || whole.compareTo(BigDecimal.valueOf(whole.intValue())) != 0) {
            throw fault("22033", "jsonpath array subscript is out of integer range");
        }
        return whole.intValue();
    }

    private boolean anyLevel(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        boolean any = false;
        if (item.first() == 0) {
            any = self(item, json, found);
            if (any && found == null) {
                return true;
            }
        }
        return json.isScalar() ? any : levels(item, json, found, 1);
    }

    /** PostgreSQL forgets an error that is not thrown when it goes on to what the container holds. */
    private boolean self(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        try {
            return tolerantly(() -> next(item, json, found));
        } catch (JsonPathFault e) {
            if (throwing || json.isScalar()) {
                throw e;
            }
            return false;
        }
    }

    /** A step of any kind. */
    private interface Step {
        boolean execute();
    }

    private boolean tolerantly(Step step) {
        boolean outer = tolerant;
        tolerant = true;
        try {
            return step.execute();
        } finally {
            tolerant = outer;
        }
    }

    private boolean levels(JsonPathItem item, Jsonb container, List<Jsonb> found, long level) {
        boolean any = false;
        if (level > item.last()) {
            return false;
        }
        boolean leaves = item.first() == JsonPathItem.LAST_LEVEL && item.last() == JsonPathItem.LAST_LEVEL;
        for (var value : container.elements()) {
            if (level >= item.first() || leaves && value.isScalar()) {
                any = tolerantly(() -> next(item, value, found));
                if (any && found == null) {
                    return true;
                }
            }
            if (level < item.last() && !value.isScalar()) {
                any = levels(item, value, found, level + 1);
                if (any && found == null) {
                    return true;
                }
            }
        }
        return any;
    }

    private boolean filter(JsonPathItem item, Jsonb json, List<Jsonb> found, boolean unwrap) {
        if (unwrap && isArray(json)) {
            return eachElement(item, json, found, false);
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

    private boolean size(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        if (!isArray(json) && !lax) {
            if (tolerant) {
                return false;
            }
            throw fault("22039", "jsonpath item method .size() can only be applied to an array");
        }
        int size = isArray(json) ? json.size() : 1;
        return next(item, Jsonb.of(PgNumeric.of(size)), found);
    }

    private boolean method(JsonPathItem item, Jsonb json, List<Jsonb> found, boolean unwrap) {
        if (unwrap && isArray(json)) {
            return eachElement(item, json, found, false);
        }
        return next(item, methods.apply(item, json), found);
    }
}
