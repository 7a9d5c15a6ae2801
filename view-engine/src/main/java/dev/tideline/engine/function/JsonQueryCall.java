package dev.tideline.engine.function;

import dev.tideline.engine.function.JsonOptions.Behavior;
import dev.tideline.engine.function.JsonOptions.Coercion;
import dev.tideline.engine.function.JsonOptions.Operation;
import dev.tideline.engine.function.JsonOptions.Wrapper;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.JsonPath;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code JSON_VALUE}, {@code JSON_QUERY} or {@code JSON_EXISTS}, bound to one call; and the paths of JSON_TABLE. */
public final class JsonQueryCall {

    private final JsonOptions options;
    private final CallSite site;
    private final JsonPathRules rules;
    private final List<Function<Object, Jsonb>> items = new ArrayList<>();
    private final JsonPathMethods texts;
    private final TypedInput input;
    private final JsonPopulation population;

    /**
     * @param options null for the paths of JSON_TABLE
     * @param site its arguments are the values in PASSING, its result the type after RETURNING
     * @param path if it is known beforehand, else null
     * @throws UnsupportedCallException if the call cannot be exact
     */
    public JsonQueryCall(JsonOptions options, CallSite site, JsonPath path) {
        this.options = options;
        this.site = site;
        this.rules = JsonPathRules.of(site, path, true);
        this.texts = new JsonPathMethods(site.session());
        site.arguments().forEach(type -> items.add(JsonItems.of(type, site.types(), site.session())));
        boolean byText = options != null && options.coercion() == Coercion.TEXT;
        boolean byJson = options != null
                && (options.coercion() == Coercion.JSON
                        || options.onError().coerced()
                        || options.onEmpty() != null && options.onEmpty().coerced());
        this.input = byText ? new TypedInput(site.types(), site.session(), site.result()) : null;
        this.population = byJson ? new JsonPopulation(site.types(), site.session(), site.result()) : null;
    }

    /**
     * All items that a path finds.
     *
     * @param failing whether an error is raised; else there are no items then
     */
    public List<Jsonb> items(Jsonb document, JsonPath path, List<String> names, Object[] passing, boolean failing) {
        try {
            return execution(document, path, names, passing, failing).complete(path.root()).stream()
                    .map(Jsonb::asDocument)
                    .toList();
        } catch (JsonPathFault e) {
            if (failing) {
                throw e.error();
            }
            return List.of();
        }
    }

    private JsonPathExecution execution(
            Jsonb document, JsonPath path, List<String> names, Object[] passing, boolean failing) {
        var variables = names.isEmpty() ? JsonVariables.NONE : JsonVariables.of(names, passing, items);
        return JsonPathExecution.of(path, document, variables, !failing, rules);
    }

    /** The call's value for a document that is not NULL; what stands for a result is computed only if it is needed. */
    public Object apply(
            Jsonb document, JsonPath path, Object[] passing, Supplier<Object> onEmpty, Supplier<Object> onError) {
        boolean failing = options.onError().isError();
        try {
            var execution = execution(document, path, options.variables(), passing, failing);
            if (options.operation() == Operation.EXISTS) {
                return exists(execution.any(path.root()));
            }
            var found = execution.complete(path.root());
            if (found.isEmpty()) {
                return empty(onEmpty, onError);
            }
            return options.operation() == Operation.QUERY ? query(found) : value(found);
        } catch (JsonPathFault e) {
            if (failing) {
                throw e.error();
            }
            return standing(options.onError(), onError, "ON ERROR");
        }
    }

    private Object exists(boolean exists) {
        if (options.coercion() == Coercion.NONE) {
            return exists;
        }
        if (site.result().underlying().equals(PgType.INT4)) {
            return exists ? 1 : 0;
        }
        return coerced(() -> population.value(JsonView.document(Jsonb.of(exists)), null));
    }

    private Object empty(Supplier<Object> onEmpty, Supplier<Object> onError) {
        if (options.onEmpty() != null && !options.onEmpty().isError()) {
            return standing(options.onEmpty(), onEmpty, "ON EMPTY");
        } else if (options.onEmpty() == null && !options.onError().isError()) {
            return standing(options.onError(), onError, "ON ERROR");
        }
        throw new SqlError(
                "22035",
                "no SQL/JSON item found for specified path"
                        + (options.column() == null ? "" : " of column \"" + options.column() + "\""));
    }

    private Object query(List<Jsonb> found) {
        boolean wraps = options.wrapper() == Wrapper.UNCONDITIONAL
                || options.wrapper() == Wrapper.CONDITIONAL && found.size() > 1;
        if (!wraps && found.size() > 1) {
            throw several("22034", "JSON_QUERY", "item when no wrapper is requested");
        }
        var result = wraps
                ? Jsonb.array(found.stream().map(Jsonb::asDocument).toList())
                : found.get(0).asDocument();
        return options.coercion() == Coercion.JSON ? coerced(() -> populated(result)) : result;
    }

    private Object populated(Jsonb json) {
        return population.value(options.omitQuotes() ? JsonView.unquoted(json) : JsonView.document(json), null);
    }

    private JsonPathFault several(String state, String function, String what) {
        var of = options.column() == null ? "in " + function : "for column \"" + options.column() + "\"";
        return new JsonPathFault(state, "JSON path expression " + of + " must return single " + what);
    }

    private Object value(List<Jsonb> found) {
        var item = found.get(0);
        if (found.size() > 1 || !item.isScalar()) {
            throw several(found.size() > 1 ? "22034" : "2203F", "JSON_VALUE", "scalar item");
        }
        if (item.kind() == Jsonb.Kind.NULL) {
            return null;
        }
        if (options.coercion() == Coercion.JSON) {
            return coerced(() -> populated(item.asDocument()));
        }
        boolean json =
                site.result().type().equals(PgType.JSON) || site.result().type().equals(PgType.JSONB);
        var text = json ? item.asDocument().toString() : text(item);
        return input == null ? text : coerced(() -> input.read(text));
    }

    private String text(Jsonb item) {
        return switch (item.kind()) {
            case STRING -> item.string();
            case BOOLEAN -> item.bool() ? "t" : "f";
            case MOMENT -> texts.text(item.moment());
            default -> item.number().toString();
        };
    }

    /** An error of a coercion is one that ON ERROR is about. */
    private static Object coerced(Supplier<Object> coercion) {
        try {
            return coercion.get();
        } catch (SqlError e) {
            throw new JsonPathFault(e);
        }
    }

    /** What ON EMPTY or ON ERROR says; where errors are hidden, one that comes of that is named. */
    private Object standing(Behavior behavior, Supplier<Object> expression, String clause) {
        if (expression == null) {
            return null;
        }
        boolean hides = !options.onError().isError();
        try {
            if (!behavior.coerced()) {
                return expression.get();
            }
            var json = (Jsonb) expression.get();
            return json == null ? null : populated(json);
        } catch (SqlError e) {
            if (!hides || !behavior.coerced() && !behavior.checked()) {
                throw e;
            }
            throw new SqlError(
                    "42804",
                    "could not coerce " + clause + " expression ("
                            + behavior.kind().words() + ") to the RETURNING type");
        }
    }
}
