package dev.tideline.engine.function;

import dev.tideline.engine.value.JsonPath;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.SqlError;

/** Functions and operators that evaluate a jsonpath. Their {@code _tz} forms, and set-returning ones, are not here. */
final class JsonPathFunctions {

    private JsonPathFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        register(to, "jsonb_path_exists", JsonPathFunctions::exists);
        register(to, "jsonb_path_match", JsonPathFunctions::match);
        register(to, "jsonb_path_query_array", (execution, path, silent) -> Jsonb.array(execution.all(path.root())));
        register(to, "jsonb_path_query_first", (execution, path, silent) -> {
            var found = execution.all(path.root());
            return found.isEmpty() ? null : found.get(0);
        });
        operator(to, "jsonb_path_exists_opr", JsonPathFunctions::exists);
        operator(to, "jsonb_path_match_opr", JsonPathFunctions::match);
    }

    /** What a function makes of an evaluation. */
    private interface Query {
        Object apply(JsonPathExecution execution, JsonPath path, boolean silent);
    }

    private static void register(FunctionRegistry.Registrar to, String name, Query query) {
        to.bound(name + "(jsonb,jsonpath,jsonb,bool)", site -> {
            checkPath(site);
            return (Body.Variadic) values -> evaluate(
                    site, query, (Jsonb) values[0], (JsonPath) values[1], (Jsonb) values[2], (boolean) values[3]);
        });
    }

    private static void operator(FunctionRegistry.Registrar to, String name, Query query) {
        to.bound(name + "(jsonb,jsonpath)", site -> {
            checkPath(site);
            return (Body.Binary) (a, b) -> evaluate(site, query, (Jsonb) a, (JsonPath) b, null, true);
        });
    }

    /** A path that stands in the query is refused before it is used. */
    private static void checkPath(CallSite site) {
        if (site.constants().get(1) instanceof JsonPath path) {
            var name = JsonPathPredicates.unsupported(path.root());
            if (name != null) {
                throw new UnsupportedCallException(name + " in a jsonpath is not supported");
            }
        }
    }

    private static Object evaluate(
            CallSite site, Query query, Jsonb json, JsonPath path, Jsonb variables, boolean silent) {
        if (variables != null && variables.kind() != Jsonb.Kind.OBJECT) {
            throw SqlError.invalidParameter("\"vars\" argument is not an object");
        }
        try {
            return query.apply(new JsonPathExecution(path, json, variables, silent, site.session()), path, silent);
        } catch (JsonPathFault e) {
            if (!silent) {
                throw e.error();
            }
            return null;
        }
    }

    private static Object exists(JsonPathExecution execution, JsonPath path, boolean silent) {
        return execution.any(path.root());
    }

    private static Object match(JsonPathExecution execution, JsonPath path, boolean silent) {
        var found = execution.all(path.root());
        if (found.size() == 1 && found.get(0).kind() == Jsonb.Kind.BOOLEAN) {
            return found.get(0).bool();
        }
        boolean isNull = found.size() == 1 && found.get(0).kind() == Jsonb.Kind.NULL;
        if (!isNull && !silent) {
            throw new SqlError("22038", "single boolean result is expected");
        }
        return null;
    }
}
