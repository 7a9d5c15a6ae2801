package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes values of a type of json and jsonb, as {@code jsonb_populate_record} does: rows of objects, arrays of arrays, all else of texts. */
final class JsonPopulation {

    private static final int UNKNOWN = 0;

    private final PgType type;
    private final TypedInput input;
    private final List<String> names = new ArrayList<>();
    private final List<JsonPopulation> parts = new ArrayList<>();

    /**
     * @throws UnsupportedCallException if values of the type cannot be made of texts
     */
    JsonPopulation(TypeCatalog types, SessionSettings session, SqlType type) {
        if (type.type() instanceof PgType.Domain) {
            throw new UnsupportedCallException(
                    "domain " + type.type().ddl() + " is not supported as what json is turned into: use its base type");
        }
        this.type = type.type();
        this.input = isAnonymous() ? null : new TypedInput(types, session, type);
        if (this.type instanceof PgType.Array array) {
            parts.add(
                    new JsonPopulation(types, session, new SqlType(array.element(), type.typmod(), type.collation())));
        } else if (this.type instanceof PgType.Composite composite) {
            for (var field : composite.fields()) {
                names.add(field.name());
                parts.add(new JsonPopulation(types, session, field.type()));
            }
        }
    }

    private boolean isAnonymous() {
        return type instanceof PgType.Composite composite
                && composite.name().name().equals("record");
    }

    /**
     * The value for a part of a json.
     *
     * @param old a row whose fields stand where the json has none; or null
     * @throws SqlError if there is none
     */
    Object value(JsonView json, Object old) {
        if (json == null || json.isNull()) {
            return null;
        }
        if (!json.isString()) {
            if (type instanceof PgType.Array) {
                return array(json);
            } else if (type instanceof PgType.Composite) {
                return row(json, (Row) old);
            }
        }
        boolean toJsonb = type.equals(PgType.JSONB);
        if (toJsonb && json.jsonb() != null) {
            return json.jsonb();
        }
        return input.read(json.text(toJsonb || type.equals(PgType.JSON)));
    }

    /** The row for an object. */
    Row row(JsonView json, Row old) {
        if (!json.isObject()) {
            throw SqlError.invalidParameter(
                    "cannot call populate_composite on " + (json.isArray() ? "an array" : "a scalar"));
        }
        if (old != null && json.isEmpty()) {
            return old;
        }
        var values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            var before = old == null ? null : old.get(i);
            var field = json.field(names.get(i));
            values[i] = field == null && old != null ? before : parts.get(i).value(field, before);
        }
        return new Row(values);
    }

    private PgArray array(JsonView json) {
        return new Elements(parts.get(0)).read(json);
    }

    /** The elements of an array of any dimension: that at which something else than an array comes first. */
    private static final class Elements {

        private final JsonPopulation element;
        private final List<Object> values = new ArrayList<>();
        private final List<Integer> lengths = new ArrayList<>();
        private int dimensions = UNKNOWN;

        Elements(JsonPopulation element) {
            this.element = element;
        }

        PgArray read(JsonView json) {
            dimension(json, 1);
            if (values.isEmpty()) {
                return PgArray.of();
            }
            var bounds = new int[dimensions];
            Arrays.fill(bounds, 1);
            return new PgArray(lengths.stream().mapToInt(length -> length).toArray(), bounds, values.toArray());
        }

        private void dimension(JsonView json, int depth) {
            if (!json.isArray()) {
                throw new SqlError("22P02", "expected JSON array");
            }
            var elements = json.elements();
            if (lengths.size() < depth) {
                lengths.add(elements.size());
            } else if (lengths.get(depth - 1) != elements.size()) {
                throw new SqlError("22P02", "malformed JSON array");
            }
            if (dimensions == UNKNOWN && (elements.isEmpty() || !elements.get(0).isArray())) {
                dimensions = depth;
            }
            for (var each : elements) {
                if (dimensions != UNKNOWN && depth >= dimensions) {
                    values.add(element.value(each, null));
                } else {
                    dimension(each, depth + 1);
                }
            }
        }
    }
}
