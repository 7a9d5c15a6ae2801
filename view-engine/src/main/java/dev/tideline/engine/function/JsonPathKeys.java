package dev.tideline.engine.function;

import dev.tideline.engine.value.JsonPath;
import dev.tideline.engine.value.JsonPathItem;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.JsonbLayout;
import dev.tideline.engine.value.PgNumeric;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * {@code .keyvalue()}. The id of an object, by which pairs can be put together again, is its place in the document that it is part of: the
 * one evaluated (number 0), those of variables, or one of those that this method itself has made.
 */
final class JsonPathKeys {

    private static final long PLACES = 10_000_000_000L;

    private final JsonPathExecution execution;
    private Jsonb base;
    private int number;
    private int nextNumber;

    JsonPathKeys(JsonPathExecution execution, int variables) {
        this.execution = execution;
        this.nextNumber = 1 + variables;
    }

    /** A document in which a container's place can be told, if the path asks for that. */
    static Jsonb fit(JsonPath path, Jsonb document) {
        boolean asked = path.root().parts().stream().anyMatch(item -> item.kind() == JsonPathItem.Kind.KEYVALUE);
        return asked ? JsonbLayout.distinct(document) : document;
    }

    /** Goes on with values that are parts of another document. */
    boolean within(Jsonb document, int itsNumber, BooleanSupplier step) {
        var outerBase = base;
        int outerNumber = number;
        base = document;
        number = itsNumber;
        try {
            return step.getAsBoolean();
        } finally {
            base = outerBase;
            number = outerNumber;
        }
    }

    boolean pairs(JsonPathItem item, Jsonb json, List<Jsonb> found) {
        if (json.kind() != Jsonb.Kind.OBJECT) {
            throw JsonPathExecution.fault("2203C", "jsonpath item method .keyvalue() can only be applied to an object");
        }
        if (json.size() == 0) {
            return false;
        }
        if (item.next() == null && found == null) {
            return true;
        }
        var id = Jsonb.of(PgNumeric.of(number * PLACES + JsonbLayout.offset(base, json)));
        boolean any = false;
        for (int i = 0; i < json.size(); i++) {
            var pair = Jsonb.object(List.of(
                    Map.entry("key", Jsonb.of(json.key(i))), Map.entry("value", json.get(i)), Map.entry("id", id)));
            any = within(pair, nextNumber++, () -> execution.next(item, pair, found));
            if (any && found == null) {
                return true;
            }
        }
        return any;
    }
}
