package dev.tideline.engine.function;

import dev.tideline.engine.value.JsonPath;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.RowSet;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.List;

/** Functions and operators that evaluate a jsonpath. */
final class JsonPathFunctions {

    private JsonPathFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        for (boolean zoned : new boolean[] {false, true}) {
            register(to, "jsonb_path_exists", zoned, JsonPathFunctions::exists);
            register(to, "jsonb_path_match", zoned, JsonPathFunctions::match);
            register(
                    to,
                    "jsonb_path_query_array",
                    zoned,
                    (execution, path, silent) -> Jsonb.array(found(execution, path)));
            register(to, "jsonb_path_query_first", zoned, (execution, path, silent) -> {
                var found = found(execution, path);
                return found.isEmpty() ? null : found.get(0);
            });
        }
        operator(to, "jsonb_path_exists_opr", JsonPathFunctions::exists);
        operator(to, "jsonb_path_match_opr", JsonPathFunctions::match);
    }

    static void registerSets(FunctionRegistry.Registrar to) {
        for (boolean zoned : new boolean[] {false, true}) {
            register(to, "jsonb_path_query", zoned, (execution, path, silent) -> {
                var rows = new ArrayList<Row>();
                found(execution, path).forEach(item -> rows.add(new Row(item)));
                return (RowSet) rows::iterator;
            });
        }
    }

    /** What a function makes of an evaluation. */
    private interface Query {
        Object apply(JsonPathExecution execution, JsonPath path, boolean silent);
    }

    private static void register(FunctionRegistry.Registrar to, String name, boolean zoned, Query query) {
        to.bound(name + (zoned ? "_tz" : "") + "(jsonb,jsonpath,jsonb,bool)", site -> {
            var rules = rules(site, zoned);
            return (Body.Variadic) values -> evaluate(
                    rules, query, (Jsonb) values[0], (JsonPath) values[1], (Jsonb) values[2], (boolean) values[3]);
        });
    }

    private static void operator(FunctionRegistry.Registrar to, String name, Query query) {
        to.bound(name + "(jsonb,jsonpath)", site -> {
            var rules = rules(site, false);
            return (Body.Binary) (a, b) -> evaluate(rules, query, (Jsonb) a, (JsonPath) b, null, true);
        });
    }

    private static JsonPathRules rules(CallSite site, boolean zoned) {
        return JsonPathRules.of(site, (JsonPath) site.constants().get(1), zoned);
    }

    private static Object evaluate(
            JsonPathRules rules, Query query, Jsonb json, JsonPath path, Jsonb variables, boolean silent) {
        var given = variables == null ? JsonVariables.NONE : JsonVariables.of(variables);
        try {
            return query.apply(JsonPathExecution.of(path, json, given, silent, rules), path, silent);
        } catch (JsonPathFault e) {
            if (!silent) {
                throw e.error();
            }
            return null;
        }
    }

    private static List<Jsonb> found(JsonPathExecution execution, JsonPath path) {
        return execution.all(path.root()).stream().map(Jsonb::asDocument).toList();
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
