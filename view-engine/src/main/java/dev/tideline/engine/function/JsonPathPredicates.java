package dev.tideline.engine.function;

import dev.tideline.engine.value.JsonPathItem;
import dev.tideline.engine.value.JsonPathItem.Kind;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.PgChars;
import java.util.ArrayList;
import java.util.List;

/** The predicates of a jsonpath: an error in an operand makes them unknown. */
final class JsonPathPredicates {

    /** Three-valued logic. */
    enum Truth {
        TRUE,
        FALSE,
        UNKNOWN;

        static Truth of(boolean value) {
            return value ? TRUE : FALSE;
        }

        Jsonb json() {
            return this == UNKNOWN ? Jsonb.NULL : Jsonb.of(this == TRUE);
        }
    }

    private final JsonPathExecution execution;

    JsonPathPredicates(JsonPathExecution execution) {
        this.execution = execution;
    }

    Truth evaluate(JsonPathItem item, Jsonb json) {
        return switch (item.kind()) {
            case AND -> {
                var left = evaluate(item.left(), json);
                if (left == Truth.FALSE) {
                    yield left;
                }
                var right = evaluate(item.right(), json);
                yield right == Truth.TRUE ? left : right;
            }
            case OR -> {
                var left = evaluate(item.left(), json);
                if (left == Truth.TRUE) {
                    yield left;
                }
                var right = evaluate(item.right(), json);
                yield right == Truth.FALSE ? left : right;
            }
            case NOT -> {
                var operand = evaluate(item.left(), json);
                yield operand == Truth.UNKNOWN ? operand : Truth.of(operand == Truth.FALSE);
            }
            case IS_UNKNOWN -> Truth.of(evaluate(item.left(), json) == Truth.UNKNOWN);
            case EXISTS -> exists(item.left(), json);
            case LIKE_REGEX -> throw JsonPathMethods.unsupported("like_regex");
            default -> pairs(item, json);
        };
    }

    private Truth exists(JsonPathItem item, Jsonb json) {
        try {
            if (execution.lax()) {
                return Truth.of(execution.quietly(item, json, false, null));
            }
            var found = new ArrayList<Jsonb>();
            execution.quietly(item, json, false, found);
            return Truth.of(!found.isEmpty());
        } catch (JsonPathFault e) {
            return Truth.UNKNOWN;
        }
    }

    /** True if it holds for any pair; in strict mode, unknown if it is that for any pair. */
    private Truth pairs(JsonPathItem item, Jsonb json) {
        var lefts = new ArrayList<Jsonb>();
        var rights = new ArrayList<Jsonb>();
        try {
            execution.quietly(item.left(), json, true, lefts);
            execution.quietly(item.right(), json, item.kind() != Kind.STARTS_WITH, rights);
        } catch (JsonPathFault e) {
            return Truth.UNKNOWN;
        }
        boolean unknown = false;
        boolean found = false;
        for (var left : lefts) {
            for (var right : rights) {
                var truth =
                        item.kind() == Kind.STARTS_WITH ? startsWith(left, right) : compare(item.kind(), left, right);
                if (truth == Truth.UNKNOWN) {
                    if (!execution.lax()) {
                        return truth;
                    }
                    unknown = true;
                } else if (truth == Truth.TRUE) {
                    if (execution.lax()) {
                        return truth;
                    }
                    found = true;
                }
            }
        }
        return found ? Truth.TRUE : unknown ? Truth.UNKNOWN : Truth.FALSE;
    }

    private static Truth startsWith(Jsonb whole, Jsonb initial) {
        boolean strings = whole.kind() == Jsonb.Kind.STRING && initial.kind() == Jsonb.Kind.STRING;
        return strings ? Truth.of(whole.string().startsWith(initial.string())) : Truth.UNKNOWN;
    }

    private static Truth compare(Kind operator, Jsonb left, Jsonb right) {
        if (left.kind() != right.kind()) {
            boolean withNull = left.kind() == Jsonb.Kind.NULL || right.kind() == Jsonb.Kind.NULL;
            return withNull ? Truth.of(operator == Kind.NOT_EQUAL) : Truth.UNKNOWN;
        }
        int order =
                switch (left.kind()) {
                    case NULL -> 0;
                    case BOOLEAN -> Boolean.compare(left.bool(), right.bool());
                    case NUMBER -> left.number().compareTo(right.number());
                    case STRING -> PgChars.compareBytewise(left.string(), right.string());
                    default -> Integer.MIN_VALUE;
                };
        if (!left.isScalar()) {
            return Truth.UNKNOWN;
        }
        return Truth.of(
                switch (operator) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS -> order < 0;
                    case GREATER -> order > 0;
                    case LESS_OR_EQUAL -> order <= 0;
                    default -> order >= 0;
                });
    }

    /** The steps whose meaning we do not reproduce, by name, in any part of a path. */
    static String unsupported(JsonPathItem item) {
        if (item == null) {
            return null;
        }
        var parts = new ArrayList<JsonPathItem>(List.of(item));
        while (!parts.isEmpty()) {
            var part = parts.remove(parts.size() - 1);
            var name = JsonPathMethods.unsupportedName(part.kind());
            if (name != null) {
                return name;
            }
            part.subscripts().forEach(subscript -> {
                parts.add(subscript.from());
                add(parts, subscript.to());
            });
            add(parts, part.left());
            add(parts, part.right());
            add(parts, part.next());
        }
        return null;
    }

    private static void add(List<JsonPathItem> parts, JsonPathItem part) {
        if (part != null) {
            parts.add(part);
        }
    }
}
