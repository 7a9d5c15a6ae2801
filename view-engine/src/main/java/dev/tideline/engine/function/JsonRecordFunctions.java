package dev.tideline.engine.function;

import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.RowSet;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.List;

/** Rows of the objects in json and jsonb: of a named type, or of the columns that a query defines. */
final class JsonRecordFunctions {

    private JsonRecordFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        for (var type : List.of("json", "jsonb")) {
            boolean binary = type.equals("jsonb");
            // The older form of json's takes a third argument, which means nothing.
            var arguments = binary ? "(anyelement,jsonb)" : "(anyelement,json,bool)";
            to.bound(type + "_populate_record" + arguments, site -> {
                var population = population(site);
                return (Body.Variadic) values ->
                        values[1] == null ? values[0] : population.row(view(values[1], binary), (Row) values[0]);
            });
        }
        to.bound("jsonb_populate_record_valid(anyelement,jsonb)", site -> {
            var population = new JsonPopulation(
                    site.types(), site.session(), site.arguments().get(0));
            return (Body.Binary) (row, json) -> isValid(population, row, json);
        });
    }

    static void registerSets(FunctionRegistry.Registrar to) {
        for (var type : List.of("json", "jsonb")) {
            boolean binary = type.equals("jsonb");
            to.bound(type + "_to_record(" + type + ")", site -> {
                var population = population(site);
                return (Body.Unary) a -> a == null ? null : population.row(view(a, binary), null);
            });
            to.bound(type + "_to_recordset(" + type + ")", site -> {
                var population = population(site);
                return (Body.Unary) a -> rows(population, a, null, type + "_to_recordset");
            });
            var arguments = binary ? "(anyelement,jsonb)" : "(anyelement,json,bool)";
            to.bound(type + "_populate_recordset" + arguments, site -> {
                var population = population(site);
                return (Body.Variadic)
                        values -> rows(population, values[1], (Row) values[0], type + "_populate_recordset");
            });
        }
    }

    private static JsonPopulation population(CallSite site) {
        return new JsonPopulation(site.types(), site.session(), site.result());
    }

    private static JsonView view(Object json, boolean binary) {
        return binary ? JsonView.of((Jsonb) json) : JsonFragments.of((String) json);
    }

    private static Boolean isValid(JsonPopulation population, Object row, Object json) {
        if (json == null) {
            return row == null ? null : Boolean.TRUE;
        }
        try {
            population.row(JsonView.of((Jsonb) json), (Row) row);
            return true;
        } catch (SqlError e) {
            return false;
        }
    }

    private static RowSet rows(JsonPopulation population, Object json, Row old, String function) {
        if (json == null) {
            return null;
        }
        boolean binary = json instanceof Jsonb;
        var view = view(json, binary);
        if (!view.isArray()) {
            throw SqlError.invalidParameter("cannot call " + function + " on "
                    + (binary ? "a non-array" : view.isObject() ? "an object" : "a scalar"));
        }
        var elements = view.elements();
        if (elements.stream().anyMatch(element -> !element.isObject())) {
            throw SqlError.invalidParameter("argument of " + function + " must be an array of objects");
        }
        var rows = new ArrayList<Row>();
        elements.forEach(element -> rows.add(new Row((Object) population.row(element, old))));
        return rows::iterator;
    }
}
