package dev.tideline.engine.function;

import dev.tideline.engine.value.JsonPathItem;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.PgNumeric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The steps of a jsonpath that go into arrays and objects. */
final class JsonPathAccessors {

    private static final long NO_ARRAY = -1;

    private final JsonPathExecution execution;
    private final boolean lax;
    private boolean tolerant;
    private long innermostSize = NO_ARRAY;

    JsonPathAccessors(JsonPathExecution execution) {
        this.execution = execution;
        this.lax = execution.lax();
        this.tolerant = lax;
    }

    /** What {@code last} is in the array accessor around it. */
    Jsonb last() {
        return Jsonb.of(PgNumeric.of(innermostSize - 1));
    }

    /** The step, and what follows it, for each element of an array. */
    boolean eachElement(JsonPathItem item, Jsonb array, List<Jsonb> found, boolean unwrap) {
        boolean any = false;
        for (var element : array.elements()) {
            any = execution.execute(item, element, found, unwrap);
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
            any = execution.next(item, value, found);
            if (any && found == null) {
                break;
            }
        }
        return any;
    }

    boolean member(JsonPathItem item, Jsonb json, List<Jsonb> found, boolean unwrap) {
        if (json.kind() == Jsonb.Kind.OBJECT) {
            var value = json.get((String) item.value());
            if (value != null) {
                return execution.next(item, value, found);
            } else if (!tolerant) {
                throw JsonPathExecution.fault("2203A", "JSON object does not contain key \"" + item.value() + "\"");
            }
        } else if (unwrap && JsonPathExecution.isArray(json)) {
            return eachElement(item, json, found, false);
        } else if (!tolerant) {
            throw JsonPathExecution.fault("2203A", "jsonpath member accessor can only be applied to an object");
        }
        return false;
    }

    boolean anyMember(JsonPathItem item, Jsonb json, List<Jsonb> found, boolean unwrap) {
        if (json.kind() == Jsonb.Kind.OBJECT) {
            return eachValue(item, json, found);
        } else if (unwrap && JsonPathExecution.isArray(json)) {
            return eachElement(item, json, found, false);
        } else if (!tolerant) {
            throw JsonPathExecution.fault(
                    "2203C", "jsonpath wildcard member accessor can only be applied to an object");
        }
        return false;
    }

    boolean anyElement(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        if (JsonPathExecution.isArray(json)) {
            return eachValue(item, json, found);
        } else if (lax) {
            return execution.next(item, json, found);
        } else if (!tolerant) {
            throw JsonPathExecution.fault("22039", "jsonpath wildcard array accessor can only be applied to an array");
        }
        return false;
    }

    boolean elements(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        if (!JsonPathExecution.isArray(json) && !lax) {
            if (tolerant) {
                return false;
            }
            throw JsonPathExecution.fault("22039", "jsonpath array accessor can only be applied to an array");
        }
        long outer = innermostSize;
        int size = JsonPathExecution.isArray(json) ? json.size() : 1;
        innermostSize = size;
        try {
            boolean any = false;
            for (var subscript : item.subscripts()) {
                int from = position(subscript.from(), json);
                int to = subscript.to() == null ? from : position(subscript.to(), json);
                if (!tolerant && (from < 0 || from > to || to >= size)) {
                    throw JsonPathExecution.fault("22033", "jsonpath array subscript is out of bounds");
                }
                any = false;
                for (int i = Math.max(from, 0); i <= Math.min(to, size - 1); i++) {
                    if (item.next() == null && found == null) {
                        return true;
                    }
                    any = execution.next(item, JsonPathExecution.isArray(json) ? json.get(i) : json, found);
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
        execution.execute(item, json, results);
        if (results.size() != 1 || results.get(0).kind() != Jsonb.Kind.NUMBER) {
            throw JsonPathExecution.fault("22033", "jsonpath array subscript is not a single numeric value");
        }
        var number = results.get(0).number();
        var whole = number.isFinite() ? number.digits().setScale(0, RoundingMode.DOWN) : null;
        if (whole == null || whole.compareTo(BigDecimal.valueOf(whole.intValue())) != 0) {
            throw JsonPathExecution.fault("22033", "jsonpath array subscript is out of integer range");
        }
        return whole.intValue();
    }

    boolean anyLevel(JsonPathItem item, Jsonb json, List<Jsonb> found) {
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
            return tolerantly(() -> execution.next(item, json, found));
        } catch (JsonPathFault e) {
            if (execution.throwing() || json.isScalar()) {
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
                any = tolerantly(() -> execution.next(item, value, found));
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

    boolean size(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        if (!JsonPathExecution.isArray(json) && !lax) {
            if (tolerant) {
                return false;
            }
            throw JsonPathExecution.fault("22039", "jsonpath item method .size() can only be applied to an array");
        }
        int size = JsonPathExecution.isArray(json) ? json.size() : 1;
        return execution.next(item, Jsonb.of(PgNumeric.of(size)), found);
    }
}
